// Which values of each ranking constant are tried beside its own: below, above, and the one that means
// "without". Few, since each asks all queries again. A constant that is not listed here is halved, doubled
// and set to 0, so that a new one is measured before anybody thinks of it.

import * as ranking from '../engine/search/ranking.ts';
import type { Change } from './with-constant.ts';

/** A number so high that a limit of this value limits nothing. */
const NO_LIMIT = 1_000_000;

export const TRIED: Readonly<Record<string, readonly number[]>> = {
  // Weights are relative to this one: half of it is the same as twice all others.
  WORD_WEIGHT: [0.7, 1.5],
  UNKNOWN_RUN_WEIGHT: [0, 0.3, 1],
  STRADDLING_WEIGHT: [0, 0.15, 0.5],
  CHARACTER_WEIGHT: [0, 0.25, 0.75],
  MOST_CHARACTERS: [10],
  FIRST_PHASE_TITLE_SHARE: [0, 0.1, 0.5],
  TITLE_COVERAGE_WEIGHT: [0, 0.25, 1],
  SINGLE_UNIT_TITLE_WEIGHT: [0, 1.2],
  SENTENCE_WEIGHT: [0, 0.1, 0.5],
  LEAD_WEIGHT: [0, 0.05, 0.2],
  LEAD_LENGTH: [60, 240],
  SHARE_WANTED: [0, 0.25, 0.5],
  COORDINATION_POWER: [0, 1],
  LITERAL_SHARE: [0, 1],
  MOST_KEYWORD_UNITS: [3, 10, NO_LIMIT],
  SINGLE_LITERAL_SHARE: [0, 0.8],
  MOST_LITERAL_UNITS: [1, 6],
  RESCORE_BLOCK: [10, 50],
  HOPELESS_SHARE: [0, 0.9, 1],
  HOPELESS_KEYWORD_SHARE: [0, 0.85, 1],
  MOST_UNITS: [8],
  MOST_TERMS: [20],
};

/** Constants that no judged set here can say anything about, and why. */
export const NOT_TRIED: Readonly<Record<string, string>> = {
  YEARLESS_WEIGHT: 'hardly a query of the sets has a full date',
  SYNONYM_WEIGHT: 'no set has synonyms',
  LITERAL_MARK_WEIGHT: 'decides snippets, not ranks',
  LONGEST_LITERAL: 'decides snippets, not ranks',
  LIST_BUDGET: 'limits reads of an index that is not in memory',
  LARGE_INDEX: 'limits reads of an index that is not in memory',
  LARGE_LIST_BUDGET: 'limits reads of an index that is not in memory',
  LONGER_LIST_BUDGET: 'limits reads of an index that is not in memory',
  FEWEST_RESCORED: 'a page, which is read for its snippets anyway',
  MOST_PLACES_CUT: 'limits reads of an index that is not in memory',
  LONE_TITLE_SHARE: 'no set asks for single characters',
  MOST_PREFIX_TITLES: 'limits reads of an index that is not in memory',
  MOST_PREFIX_BODIES: 'limits reads of an index that is not in memory',
  FEW_PHRASE_CHECKS: 'limits reads of an index that is not in memory',
  FIRST_PHRASE_CHECKS: 'limits reads of an index that is not in memory',
  MOST_PHRASE_POSTINGS: 'limits reads of an index that is not in memory',
  MOST_PHRASE_CHECKS: 'limits reads of an index that is not in memory',
  MOST_PHRASE_TERMS: 'changes what is read, not what is found',
};

/** The constants as they are: every number that the module exports, by name. */
export function constantsAsTheyAre(): Map<string, number> {
  const exported: [string, unknown][] = Object.entries(ranking);
  const numbers = exported.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  // Node lists exports by name, a test runner as they stand in the source.
  return new Map(numbers.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every value to try for a constant that is `value` now, ascending and without that one. */
export function changesOf(name: string, value: number): Change[] {
  const tried = TRIED[name] ?? [0, value / 2, value * 2];
  const others = [...new Set(tried)].filter((one) => one !== value);
  return others.sort((a, b) => a - b).map((one) => ({ name, value: one }));
}
