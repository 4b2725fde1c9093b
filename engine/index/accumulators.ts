// Arrays with a place for every document, in which a query sums up what postings say. They are as long as the index, so
// they are kept and used again: a query gets them as zeros, and cleaning touches only what it touched.

import type { ReadSession } from './reads.ts';

export interface Accumulators {
  /** Documents of the index. */
  readonly documents: number;
  readonly scores: Float64Array;
  readonly held: Uint32Array;
  readonly maybe: Uint32Array;
  /** 1 for the documents of `touched`. */
  readonly seen: Uint8Array;
  /** The first `count` are the documents that are not zero everywhere else, in no order. */
  readonly touched: Uint32Array;
  count: number;
  /** Zeros, and left as zeros by whoever uses them. */
  readonly lists: Uint16Array;
  readonly certainLists: Uint16Array;
}

/** Further arrays, for the few plans that have choices. */
export interface ChoiceSums {
  readonly best: Float64Array;
  readonly sums: Float64Array;
}

/** Clean ones. More than a few are never in use at once, because only a query that waits for reads holds on to its own. */
const MOST_KEPT = 4;
let kept: Accumulators[] = [];
let keptSums: ChoiceSums | null = null;

const lent = new WeakMap<ReadSession, Accumulators[]>();

/** Zeros for a query; they are its own until `returnAccumulators`, or for good when that is never called. */
export function lendAccumulators(session: ReadSession, documents: number): Accumulators {
  const fitting = kept.findIndex((one) => one.documents === documents);
  const [one] = fitting < 0 ? [create(documents)] : kept.splice(fitting, 1);
  const own = lent.get(session);
  if (own) own.push(one);
  else lent.set(session, [one]);
  return one;
}

/** A query is answered, and nothing of it looks at its arrays any more. */
export function returnAccumulators(session: ReadSession): void {
  for (const one of lent.get(session) ?? []) {
    clean(one);
    // Those of a version with another number of documents are of no use any more.
    kept = [one, ...kept.filter(({ documents }) => documents === one.documents)].slice(0, MOST_KEPT);
  }
  lent.delete(session);
}

/** Zeros that must be zeros again before anything is awaited. */
export function choiceSums(documents: number): ChoiceSums {
  if (keptSums?.best.length !== documents)
    keptSums = { best: new Float64Array(documents), sums: new Float64Array(documents) };
  return keptSums;
}

function create(documents: number): Accumulators {
  return {
    documents,
    scores: new Float64Array(documents),
    held: new Uint32Array(documents),
    maybe: new Uint32Array(documents),
    seen: new Uint8Array(documents),
    touched: new Uint32Array(documents),
    count: 0,
    lists: new Uint16Array(documents),
    certainLists: new Uint16Array(documents),
  };
}

/** With more than this share of the documents touched, filling whole arrays is quicker. */
const MANY = 1 / 16;

function clean(one: Accumulators): void {
  const { scores, held, maybe, seen, touched, count } = one;
  if (count > one.documents * MANY) for (const array of [scores, held, maybe, seen]) array.fill(0);
  else
    for (let i = 0; i < count; i++) {
      const document = touched[i];
      scores[document] = 0;
      held[document] = 0;
      maybe[document] = 0;
      seen[document] = 0;
    }
  one.count = 0;
}
