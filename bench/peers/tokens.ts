// Tokens for engines that bring none for Chinese. Character pairs are what their users are told to write
// themselves; everything here is short enough for a README.

/** A run of ideographs, kana or Hangul, or a word of anything else. */
const RUNS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}])+/gu;
const CJK = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** All pairs of neighbours in a CJK run, its only character if it has one, and the other words as they are. */
export function bigrams(text: string): string[] {
  return [...text.matchAll(RUNS)].flatMap(([run]) => (CJK.test(run) ? (grams(run, 2) ?? [run]) : [run]));
}

/** All stretches of three characters between spaces: what SQLite's trigram tokenizer makes of a word. */
export function trigrams(text: string): string[] {
  return text.split(/\s+/).flatMap((part) => grams(part, 3) ?? []);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words as ICU cuts them. */
export function words(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) found.push(segment);
  return found;
}

/** Null for a run that is too short. */
function grams(run: string, size: number): string[] | null {
  const characters = [...run];
  if (characters.length < size) return null;
  return characters.slice(size - 1).map((_, at) => characters.slice(at, at + size).join(''));
}
