// Single characters, and words of them, that bind words together and mean little alone. A query's walk prefers to cut
// the characters off, and a bigram of two of them is not worth reading.

/** Particles, pronouns, prepositions, conjunctions, adverbs and question words of modern written Chinese. */
const CHARACTERS =
  '的地得了着过是在和与及或也都就而但却虽若如则把将被让给从对向往为以于由因所之其此这那哪某每各' +
  '什么谁何怎几多少吗呢吧啊呀嘛哦啦我你您他她它们自己又再还更最很太只才不没无未有能会可要应该上下里中内外前后' +
  '等个些种到来去说并且即乃亦曾已正跟同比按据';

const functionCharacters = new Set(CHARACTERS);

/** Whether a folded character is a function character. */
export function isFunctionCharacter(char: string): boolean {
  return functionCharacters.has(char);
}

/** Particles that no name holds: an unknown run ends at them (王处直|的|字|是). */
const particles = new Set('的是了吗呢呀');

/** Whether a folded character is a particle. */
export function isParticle(char: string): boolean {
  return particles.has(char);
}

/** Words of function characters that name something all the same. */
const NAMING_WORDS = new Set(
  (
    '几何 自由 太太 太后 少将 中将 上将 地上 地下 内地 外地 所在地 种地 会所 同比 对比 应对 对应 外来 内向 外向 ' +
    '内因 外因 内能 中和 中正 太和 以太 可可 自给 无能 来往 会同 内应 中外 地被'
  ).split(' '),
);

/** Longer words of function characters are sayings: 何去何从. */
const LONGEST_FUNCTION_WORD = 3;

/** Whether a folded word of two characters and more only binds others together: 因为, 没有, but not 自由. */
export function isFunctionWord(word: string): boolean {
  const chars = [...word];
  return chars.length <= LONGEST_FUNCTION_WORD && chars.every(isFunctionCharacter) && !NAMING_WORDS.has(word);
}
