// How much of a query stands together: in one sentence, or at the beginning of a text. An answer says it in one place;
// a long article may only happen to hold the words.

/** A term of a query with what a sentence that holds it is worth. */
export interface SentenceTerm {
  term: string;
  weight: number;
}

/** Sentences end here, in folded text; a paragraph's end is one too. */
const SENTENCE_ENDS = [...'。!?;\n'].map((sign) => sign.charCodeAt(0));
/** No sentence end lies above it, and nearly every character does. */
const LAST_SENTENCE_END = Math.max(...SENTENCE_ENDS);

/**
 * The sum of the weights of the distinct terms in the sentence that holds the most.
 * @param folded a folded text
 * @param terms terms that occur in it
 */
export function bestSentence(folded: string, terms: readonly SentenceTerm[]): number {
  if (terms.length === 0) return 0;
  const ends: number[] = [];
  for (let at = 0; at < folded.length; at++) {
    const unit = folded.charCodeAt(at);
    if (unit <= LAST_SENTENCE_END && SENTENCE_ENDS.includes(unit)) ends.push(at);
  }
  const sums = new Float64Array(ends.length + 1);
  for (const { term, weight } of terms) {
    let sentence = 0;
    let last = -1;
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      while (sentence < ends.length && ends[sentence] < at) sentence++;
      if (sentence === last) continue;
      sums[sentence] += weight;
      last = sentence;
    }
  }
  return sums.reduce((best, sum) => Math.max(best, sum), 0);
}

/** The sum of the weights of the distinct terms in the first `length` UTF-16 units of a folded text. */
export function leadSum(folded: string, length: number, terms: readonly SentenceTerm[]): number {
  const lead = folded.slice(0, length);
  return terms.reduce((sum, { term, weight }) => sum + (lead.includes(term) ? weight : 0), 0);
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The share of a folded text's letters and digits that terms cover, 0 to 1. */
export function coveredShare(folded: string, terms: readonly SentenceTerm[]): number {
  const covered = new Uint8Array(folded.length);
  for (const { term } of terms)
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1))
      covered.fill(1, at, at + term.length);
  let length = 0;
  let hits = 0;
  for (let at = 0; at < folded.length; at++) {
    if (!LETTER_OR_DIGIT.test(folded[at])) continue;
    length++;
    hits += covered[at];
  }
  return length === 0 ? 0 : hits / length;
}
