// What a newer article is worth more, where a site wants that: a factor on the score, between 1 and 1 + weight, that
// halves its distance to 1 with every half-life. Age is counted from the newest article of the version, not from today,
// so that a version gives the same answers for as long as it is served.

import { dayOf } from '../index/doc-values.ts';
import type { Recency } from '../index/manifest.ts';
import type { Numbering } from '../index/numbering.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { ReadSession } from '../index/reads.ts';
import { daysInOrder, readCivilDays } from './date-order.ts';

/** The factors of a version's articles. */
export interface RecencyFactors {
  /** By document; the undated, whose factor is 1, are left out. */
  readonly byDocument: Float64Array;
  /** That of a civil date `YYYY-MM-DD` of this version; 1 without one. The same number as by document. */
  of(civil: string | undefined): number;
}

/** Whether scores depend on dates, which then have to be read. */
export const recencyOf = ({ manifest }: PublishedIndex): Recency | null => {
  const { recency } = manifest.settings;
  return recency && recency.weight > 0 ? recency : null;
};

/**
 * `1 + weight x 2^(-age / halfLife)`, as Lucene's and Elasticsearch's exponential decay, but added to 1: an old article
 * loses nothing, and no age makes up for a match that is `1 + weight` times as good.
 * @param age days
 */
export const recencyFactor = ({ halfLife, weight }: Recency, age: number): number =>
  1 + weight * 2 ** (-age / halfLife);

const known = new WeakMap<PublishedIndex, RecencyFactors>();

/** The factors of a version, null where recency is off; one round of reads unless its days are in the cache. */
export async function readRecency(
  index: PublishedIndex,
  session: ReadSession,
  numbering: Numbering,
): Promise<RecencyFactors | null> {
  const recency = recencyOf(index);
  if (recency === null) return null;
  let factors = known.get(index);
  if (factors === undefined) {
    factors = recencyFactors(recency, daysInOrder(await readCivilDays(index, session), numbering));
    known.set(index, factors);
  }
  return factors;
}

/** @param days since 1970 of the dated documents, by document */
export function recencyFactors(recency: Recency, days: Float64Array): RecencyFactors {
  let newest = Number.NEGATIVE_INFINITY;
  for (const day of days) newest = Math.max(newest, day);
  const byDocument = new Float64Array(days.length);
  // Neighbours are of one day, or nearly.
  let day = Number.NaN;
  let factor = 1;
  for (let document = 0; document < days.length; document++) {
    if (days[document] !== day) {
      day = days[document];
      factor = recencyFactor(recency, newest - day);
    }
    byDocument[document] = factor;
  }
  return { byDocument, of: (civil) => (civil === undefined ? 1 : recencyFactor(recency, newest - dayOf(civil))) };
}
