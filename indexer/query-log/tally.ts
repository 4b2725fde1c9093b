// Counts what was looked for. Turning pages is the same search going on, and a search that failed was not answered:
// neither counts as asking again.

import type { LoggedSearch } from './parse-line.ts';

export interface QueryCount {
  query: string;
  searches: number;
  /** Of those, how many found nothing. */
  empty: number;
  /** What the latest of them found; null when no line says so (304: the asker had the answer already). */
  total: number | null;
  /** Whether `total` is a lower bound. */
  atLeast: boolean;
}

export interface Tally {
  add(search: LoggedSearch): void;
  /** Searches counted; of these, without a result; and those that failed or were refused, which are counted nowhere else. */
  readonly searches: number;
  readonly empty: number;
  readonly failed: number;
  /** Different queries. */
  readonly queries: number;
  /** Times of the earliest and the latest search, ISO 8601; null without any. */
  readonly from: string | null;
  readonly to: string | null;
  /** Most asked first, then by code units. */
  top(limit: number): QueryCount[];
  /** Queries whose latest answer was empty, those that most often were first. */
  withoutResult(limit: number): QueryCount[];
}

type Entry = QueryCount & { at: string };

export function createTally(): Tally {
  const entries = new Map<string, Entry>();
  let [searches, empty, failed] = [0, 0, 0];
  let [from, to]: [string | null, string | null] = [null, null];

  const best = (limit: number, count: (entry: Entry) => number, wanted: (entry: Entry) => boolean): QueryCount[] =>
    [...entries.values()]
      .filter(wanted)
      .sort((a, b) => count(b) - count(a) || (a.query < b.query ? -1 : 1))
      .slice(0, limit)
      .map(({ at: _, ...entry }) => entry);

  return {
    add({ query, status, time, page, total, relation }) {
      if (status !== 200 && status !== 304) {
        failed++;
        return;
      }
      if (page > 1) return;
      searches++;
      if (time !== '') {
        if (from === null || time < from) from = time;
        if (to === null || time > to) to = time;
      }
      let entry = entries.get(query);
      if (!entry) {
        entry = { query, searches: 0, empty: 0, total: null, atLeast: false, at: '' };
        entries.set(query, entry);
      }
      entry.searches++;
      if (total === 0) {
        entry.empty++;
        empty++;
      }
      // Exports are not always in order.
      if (total !== undefined && time >= entry.at) {
        Object.assign(entry, { total, atLeast: relation === 'gte', at: time });
      }
    },
    get searches() {
      return searches;
    },
    get empty() {
      return empty;
    },
    get failed() {
      return failed;
    },
    get queries() {
      return entries.size;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    top: (limit) =>
      best(
        limit,
        ({ searches }) => searches,
        () => true,
      ),
    withoutResult: (limit) =>
      best(
        limit,
        ({ empty }) => empty,
        ({ total }) => total === 0,
      ),
  };
}
