// Characters of a query that are in no word of the index: names, new words, and whatever a question puts
// between its words. They are asked for together, without the function characters around them; where no
// article can hold them together, the stretches that some article could hold are asked for instead.

import { isFunctionCharacter } from '../analysis/function-characters.ts';
import { runUnit, type Unit, type Words } from './unit.ts';

/** A bigram with a function character (曾炯, 的花) is a name rather than grammar below this share of documents. */
const RARE_SHARE = 0.01;

/** @param chars characters that stand alone in the cut, side by side */
export function unknownRun(
  chars: readonly string[],
  words: Words,
  shorten: boolean,
): { units: Unit[]; shortened: boolean } {
  const whole = trimmed(chars, words);
  if (!shorten || whole === null || isPossible(whole.text, words))
    return { units: whole === null ? [] : [whole], shortened: false };
  const parts = possibleStretches(chars, words)
    .map((stretch) => trimmed(stretch, words))
    .filter((unit) => unit !== null);
  return parts.length > 0 ? { units: parts, shortened: true } : { units: [whole], shortened: false };
}

/** Whether every bigram of a text occurs somewhere. */
function isPossible(text: string, words: Words): boolean {
  const chars = [...text];
  return chars.every((char, i) => i === 0 || words.share(chars[i - 1] + char) > 0);
}

/** The longest stretches of two characters and more whose bigrams all occur. */
function possibleStretches(chars: readonly string[], words: Words): string[][] {
  const stretches: string[][] = [];
  let current: string[] = [];
  chars.forEach((char, i) => {
    if (i > 0 && words.share(chars[i - 1] + char) === 0) {
      stretches.push(current);
      current = [];
    }
    current.push(char);
  });
  return [...stretches, current].filter((stretch) => stretch.length > 1);
}

/** A stretch without the function characters around it; null when that leaves nothing to ask for. */
function trimmed(chars: readonly string[], words: Words): Unit | null {
  let start = 0;
  let end = chars.length;
  while (start < end && isFunctionCharacter(chars[start])) start++;
  while (end > start && isFunctionCharacter(chars[end - 1])) end--;
  if (end - start > 1) return runUnit(chars.slice(start, end), false);
  if (chars.length < 2) return null;
  if (end === start) return runUnit(chars, true);
  const rare = [chars.slice(start - 1, end), chars.slice(start, end + 1)].filter(
    (pair) => pair.length === 2 && words.share(pair.join('')) > 0 && words.share(pair.join('')) < RARE_SHARE,
  );
  rare.sort((a, b) => words.share(a.join('')) - words.share(b.join('')));
  return rare.length > 0 ? runUnit(rare[0], false) : null;
}
