// Where the site's own words stand in a query: only as whole words of its cut. Of one Han run they are words of
// the walk; of several runs they are put together here, where both of their ends are borders of the cut.

import type { Run } from '../analysis/runs.ts';
import { COST_STEPS_PER_NAT, segmentRun } from '../analysis/segment.ts';
import { wordKey } from '../analysis/word-key.ts';
import { mayBeHeld, type Unit, type Words } from './unit.ts';
import { wordUnit } from './word-unit.ts';

/** A word of the site is at most as dear as one that stands in its dictionary without a frequency: -ln(1,000 in 60 million). */
const KNOWN_WORD_COST = 11 * COST_STEPS_PER_NAT;

/** What a Han word of two characters and more costs the walk; undefined when it is none. */
export function walkCost(word: string, words: Words): number | undefined {
  const own = words.cost(word);
  if (!words.vocabulary.has(word) || !isOfUse(word, words)) return own;
  return Math.min(own ?? KNOWN_WORD_COST, KNOWN_WORD_COST);
}

/** Characters of the longest word that the walk may meet. */
export const longestWord = ({ longest, vocabulary }: Words): number => Math.max(longest, vocabulary.longest);

/** A word that neither occurs nor finds anything is left to the cut, which finds what is close to it. */
function isOfUse(key: string, words: Words): boolean {
  if (words.vocabulary.isStopWord(key)) return true;
  return [key, ...words.vocabulary.synonymsOf(key)].some((word) => mayBeHeld(wordUnit(word, words), words));
}

/** A unit with what the site says of it: synonyms that occur, and whether it is a stop word. */
export function withVocabulary(unit: Unit, words: Words): Unit {
  const key = wordKey(unit.text);
  if (!words.vocabulary.has(key)) return unit;
  const synonyms = words.vocabulary
    .synonymsOf(key)
    .map((word) => wordUnit(word, words))
    .filter((synonym) => mayBeHeld(synonym, words));
  return { ...unit, synonyms, weak: unit.weak || words.vocabulary.isStopWord(key) };
}

/** The stretches of a folded text that are known words of several runs: the first, and there the longest. */
export function knownSpans(folded: string, pieces: readonly Run[], words: Words): { start: number; end: number }[] {
  const { vocabulary } = words;
  if (vocabulary.longest === 0 || pieces.length < 2) return [];
  const cut = pieces.flatMap((piece, run) =>
    (piece.kind === 'word' ? [piece] : walk(folded, piece, words)).map(({ start, end }) => ({ start, end, run })),
  );
  const spans: { start: number; end: number }[] = [];
  for (let first = 0; first < cut.length; first++) {
    let last = -1;
    for (let i = first + 1; i < cut.length; i++) {
      const key = wordKey(folded.slice(cut[first].start, cut[i].end));
      if (key.length > vocabulary.longest) break;
      if (cut[i].run !== cut[first].run && vocabulary.has(key) && isOfUse(key, words)) last = i;
    }
    if (last < 0) continue;
    spans.push({ start: cut[first].start, end: cut[last].end });
    first = last;
  }
  return spans;
}

/** The words and single characters of a Han run, as offsets in the text. */
function walk(folded: string, run: Run, words: Words): { start: number; end: number }[] {
  const chars = [...folded.slice(run.start, run.end)];
  const borders = [run.start];
  for (const char of chars) borders.push(borders[borders.length - 1] + char.length);
  const cost = (start: number, end: number): number | undefined => walkCost(chars.slice(start, end).join(''), words);
  return segmentRun(chars, cost, longestWord(words)).map(({ start, end }) => ({
    start: borders[start],
    end: borders[end],
  }));
}
