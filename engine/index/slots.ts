// A slot is a quantised, IDF-free BM25 weight ("impact"): 0 is the best of 16. FlexSearch files each
// posting under its slot, so that its order and ours agree; the search turns slots back into weights.
//
// Weight of a term that occurs tf times in a field of `length` tokens (Robertson & Zaragoza 2009,
// without the constant k1 + 1, as in Lucene's BM25Similarity):
//   tf / (tf + k1 * (1 - b + b * length / pivot))

export const SLOTS = 16;
/** Bits of a slot's number. */
export const SLOT_BITS = 4;

/** Measured better than 1.2 / .75 on Chinese news and questions. */
export const K1 = 0.8;
export const B = 0.6;

/** What a frequency is divided by for a field's length. @param pivot mean length over the collection, in tokens */
export function lengthNorm(length: number, pivot: number): number {
  return 1 - B + (B * length) / pivot;
}

/** @param pivot mean length of the field over the collection, in tokens */
export function impact(frequency: number, length: number, pivot: number): number {
  return frequency / (frequency + K1 * lengthNorm(length, pivot));
}

/** The slot (0 best) of an impact in (0, 1). */
export function slotOf(weight: number): number {
  return SLOTS - 1 - Math.min(SLOTS - 1, Math.floor(weight * SLOTS));
}

/** The middle of the impacts that a slot stands for. */
export const IMPACT_OF_SLOT: Float32Array = Float32Array.from(
  { length: SLOTS },
  (_, slot) => (SLOTS - slot - 0.5) / SLOTS,
);
