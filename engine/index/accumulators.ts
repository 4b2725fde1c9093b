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

/** Clean ones of one version. More are never in use at once, because only a query that waits for reads holds on to its own. */
const MOST_KEPT = 4;

/** By version, for as long as it is open. */
const kept = new WeakMap<object, { clean: Accumulators[]; sums: ChoiceSums | null }>();

const keptOf = (version: object) => {
  let own = kept.get(version);
  if (own === undefined) {
    own = { clean: [], sums: null };
    kept.set(version, own);
  }
  return own;
};

const lent = new WeakMap<ReadSession, { version: object; one: Accumulators }[]>();

/**
 * Zeros for a query; they are its own until `returnAccumulators`, or for good when that is never called.
 * @param version what stands for an opened version
 */
export function lendAccumulators(session: ReadSession, version: object, documents: number): Accumulators {
  const one = keptOf(version).clean.pop() ?? create(documents);
  const own = lent.get(session);
  if (own) own.push({ version, one });
  else lent.set(session, [{ version, one }]);
  return one;
}

/** A query is answered, and nothing of it looks at its arrays any more. */
export function returnAccumulators(session: ReadSession): void {
  for (const { version, one } of lent.get(session) ?? []) {
    clean(one);
    const own = keptOf(version);
    if (own.clean.length < MOST_KEPT) own.clean.push(one);
  }
  lent.delete(session);
}

/** Zeros that must be zeros again before anything is awaited. */
export function choiceSums(version: object, documents: number): ChoiceSums {
  const own = keptOf(version);
  own.sums ??= { best: new Float64Array(documents), sums: new Float64Array(documents) };
  return own.sums;
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
