// How much of a query stands together: in one sentence, or at the beginning of a text. An answer says it in one place;
// a long article may only happen to hold the words.

import type { Needles, Places } from '../analysis/needles.ts';
import { isLetterOrDigit } from './letters.ts';

/** Something of a query that a text holds, with what a sentence that holds it is worth. */
export interface SentenceTerm {
  /** Its number among the needles that the text was searched for. */
  needle: number;
  weight: number;
}

/** Sentences end here, in folded text; a paragraph's end is one too. */
export const SENTENCE_ENDS: readonly string[] = [...'。!?;\n'];

/** Sentence of each place, and the sum of each sentence; used anew by each call. */
let sentences = new Int32Array(256);
let sums = new Float64Array(64);

/**
 * The sum of the weights of the distinct terms in the sentence that holds the most.
 * @param places of the terms and of all SENTENCE_ENDS in a folded text
 * @param isEnd by needle: 1 for those of SENTENCE_ENDS
 */
export function bestSentence(places: Places, isEnd: Uint8Array, terms: readonly SentenceTerm[]): number {
  if (terms.length === 0) return 0;
  if (sentences.length < places.length) sentences = new Int32Array(2 * places.length);
  let sentence = 0;
  /** A sentence's end belongs to it. */
  let endedAt = -1;
  for (let place = 0; place < places.length; place++) {
    const at = places.at[place];
    sentences[place] = at === endedAt ? sentence - 1 : sentence;
    if (isEnd[places.needle[place]] === 0) continue;
    sentence++;
    endedAt = at;
  }
  if (sums.length <= sentence) sums = new Float64Array(2 * sentence);
  sums.fill(0, 0, sentence + 1);
  for (const { needle, weight } of terms) {
    let before = -1;
    for (let place = places.first[needle]; place >= 0; place = places.next[place]) {
      if (sentences[place] === before) continue;
      before = sentences[place];
      sums[before] += weight;
    }
  }
  let best = 0;
  for (let i = 0; i <= sentence; i++) if (sums[i] > best) best = sums[i];
  return best;
}

/** The sum of the weights of the distinct terms in the first `length` UTF-16 units of a folded text. */
export function leadSum({ lengths }: Needles, places: Places, length: number, terms: readonly SentenceTerm[]): number {
  let sum = 0;
  for (const { needle, weight } of terms) {
    const place = places.first[needle];
    if (place >= 0 && places.at[place] + lengths[needle] <= length) sum += weight;
  }
  return sum;
}

/** The share of a folded text's letters and digits that terms cover, 0 to 1. */
export function coveredShare(
  folded: string,
  { lengths }: Needles,
  places: Places,
  terms: readonly SentenceTerm[],
): number {
  const covered = new Uint8Array(folded.length);
  for (const { needle } of terms)
    for (let place = places.first[needle]; place >= 0; place = places.next[place])
      covered.fill(1, places.at[place], places.at[place] + lengths[needle]);
  let length = 0;
  let hits = 0;
  for (let at = 0; at < folded.length; at++) {
    if (!isLetterOrDigit(folded.charCodeAt(at))) continue;
    length++;
    hits += covered[at];
  }
  return length === 0 ? 0 : hits / length;
}
