// What a newer article is worth more, where a site wants that: a factor on the score, between 1 and 1 + weight, that
// halves its distance to 1 with every half-life. Age is counted from the newest article of the version (of collections
// asked together, of all of them), not from today, so that a version gives the same answers for as long as it is served.

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

/** The days of a version's articles, as far as they decide what its scores are multiplied by. */
export interface Ages {
  /** The newest day, in days since 1970; -Infinity where all are undated. */
  readonly newest: number;
  /** @param newest the day that age is counted from */
  factors(newest: number): RecencyFactors | null;
}

const known = new WeakMap<PublishedIndex, Ages>();

/** One round of reads unless the version's days are in the cache. */
export async function readAges(index: PublishedIndex, session: ReadSession, numbering: Numbering): Promise<Ages> {
  let ages = known.get(index);
  if (ages === undefined) {
    ages = agesOf(recencyOf(index), daysInOrder(await readCivilDays(index, session), numbering));
    known.set(index, ages);
  }
  return ages;
}

function agesOf(recency: Recency | null, days: Float64Array): Ages {
  let newest = Number.NEGATIVE_INFINITY;
  for (const day of days) newest = Math.max(newest, day);
  /** Those that were asked for last: of one collection, or of the same ones together, they are the same again. */
  let last: { newest: number; factors: RecencyFactors } | null = null;
  return {
    newest,
    factors(from) {
      if (recency === null) return null;
      if (last?.newest !== from) last = { newest: from, factors: recencyFactors(recency, days, from) };
      return last.factors;
    },
  };
}

/**
 * @param days since 1970 of the dated documents, by document
 * @param newest the day that age is counted from
 */
export function recencyFactors(recency: Recency, days: Float64Array, newest: number): RecencyFactors {
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
