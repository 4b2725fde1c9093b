// Syllables that are taken for one another, by who speaks them and by who types them: z and zh, c and ch, s and sh,
// n and l, f and h, -n and -ng, ü (written v) and u. They are one class here, which what is filed by its sound is filed under.

/** The syllables of `h` that sound like one of `f`. */
const LIKE_F: Readonly<Record<string, string>> = {
  hu: 'fu',
  hua: 'fa',
  huan: 'fan',
  huang: 'fang',
  hui: 'fei',
  hun: 'fen',
  hong: 'feng',
  huo: 'fo',
};

/** There are some 400 syllables. */
const known = new Map<string, string>();

/** The class of a toneless syllable, named by one of its syllables. */
export function nearSound(syllable: string): string {
  let sound = known.get(syllable);
  if (sound === undefined) {
    sound = classOf(syllable);
    known.set(syllable, sound);
  }
  return sound;
}

const classOf = (syllable: string): string =>
  (LIKE_F[syllable] ?? syllable)
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace('v', 'u')
    .replace(/([aei])ng$/, '$1n');

/** What two neighbouring characters are filed under, by the classes of their sounds. */
export const joinSounds = (first: string, second: string): string => `${first} ${second}`;

/** The same, by their syllables. */
export const soundKey = (first: string, second: string): string => joinSounds(nearSound(first), nearSound(second));
