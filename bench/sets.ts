// Which judged queries the relevance bench asks, and which sets it mixes: a row of the table each.

export interface JudgedSet {
  /** The folder in the data folder. */
  set: string;
  /** Queries in another file than queries.jsonl. */
  queries?: string;
  /** Asked with its quotation marks and all, so that they are phrases that must be found. */
  asTyped?: true;
}

export const JUDGED_SETS: readonly JudgedSet[] = [
  { set: 'cmrc2018' },
  { set: 'cmrc2018', queries: 'queries.trad.jsonl' },
  { set: 'xquad_zh' },
  { set: 'dureader_robust' },
  { set: 'qbqtc' },
  { set: 'news_title' },
  { set: 'news_title', asTyped: true },
  { set: 'xwlb_kw' },
];

/** Small sets of encyclopedia paragraphs are nearly saturated; among many news articles they tell more. */
export const MIXED: { asked: readonly string[]; distractors: readonly string[] } = {
  asked: ['cmrc2018', 'xquad_zh', 'dureader_robust'],
  distractors: ['news_title', 'xwlb_kw'],
};

/** The rows of a set; of one that is not listed above, its queries.jsonl. */
export function rowsOf(set: string): readonly JudgedSet[] {
  const rows = JUDGED_SETS.filter((row) => row.set === set);
  return rows.length > 0 ? rows : [{ set }];
}

export function defaultSets(): string[] {
  return [...new Set(JUDGED_SETS.map(({ set }) => set))];
}

export function rowName({ set, queries, asTyped }: JudgedSet): string {
  if (asTyped) return `${set} (as typed)`;
  return queries === undefined ? set : `${set} (${queries})`;
}
