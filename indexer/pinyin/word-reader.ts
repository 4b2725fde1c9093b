// Reads words: a character as it mostly is, unless a word that is listed says otherwise.

/** The reading of each character of a word; the character itself where it has none. */
export type WordReader = (word: string) => string[];

/** Characters of the longest listed word. */
const LONGEST = 8;

/**
 * @param readingsOf a character's readings, the most usual first
 * @param words that are read otherwise than their characters mostly are; the longest that starts at a place counts
 */
export function createWordReader(
  readingsOf: (character: string) => readonly string[] | undefined,
  words: ReadonlyMap<string, readonly string[]>,
): WordReader {
  const isHeteronym = (character: string): boolean => (readingsOf(character)?.length ?? 0) > 1;
  return (word) => {
    const characters = [...word];
    const read = characters.map((character) => readingsOf(character)?.[0] ?? character);
    if (characters.length < 2 || !characters.some(isHeteronym)) return read;
    for (let start = 0; start < characters.length - 1; ) {
      let end = Math.min(characters.length, start + LONGEST);
      let listed: readonly string[] | undefined;
      for (; end > start + 1; end--) {
        listed = words.get(characters.slice(start, end).join(''));
        if (listed) break;
      }
      if (listed) for (let i = start; i < end; i++) read[i] = listed[i - start];
      start = listed ? end : start + 1;
    }
    return read;
  };
}
