// FlexSearch's storage interface (its `db` extension point) over published segments.
//
// Building: `createBuildAdapter` replaces `index.map` by the postings sink and spills it at `commit`.
// Searching: `createSearchAdapter` answers a mounted Index. Plain string terms keep FlexSearch's own
// meaning (all terms, or with `suggest` as many as there are); WeightedTerm objects are our plans.
// Ids are document numbers; `enrich` turns them into articles.

import type { Index } from 'flexsearch';
import { XunwenError } from '../errors.ts';
import { numbered } from './numbering.ts';
import { lookUpTerms, type PublishedIndex, readArticles, type SegmentTerm } from './published-index.ts';
import { createReadSession } from './reads.ts';
import { postingsPart } from './segment.ts';
import type { PostingsSink } from './sink.ts';
import { SLOTS } from './slots.ts';
import type { Field } from './term-block.ts';
import { bestDocuments, heldAtBest, type Matches, matchWeighted, type WeightedTerm } from './weighted-search.ts';

/** The parts of a FlexSearch Index that an adapter touches; its typings leave them out. */
interface MountedIndex {
  db: unknown;
  map: unknown;
  reg: { clear(): void };
  commit_task: unknown[];
}

const parts = (index: Index): MountedIndex => index as unknown as MountedIndex;

/** A storage adapter as `index.mount` takes it. */
export type StorageAdapter = Parameters<Index['mount']>[0];

const readOnly = (what: string) => async (): Promise<never> => {
  throw new XunwenError(`a published index cannot ${what}: build and publish a new version instead`);
};

/**
 * The building side. After mounting, `index.add(number, places)` fills the sink with the terms that it expects; documents
 * must come in ascending order, each once, and `index.commit()` calls `spill`, which empties the sink.
 */
export function createBuildAdapter(sink: PostingsSink, spill: () => void): StorageAdapter {
  return {
    async mount(index: Index) {
      const mounted = parts(index);
      mounted.db = this;
      mounted.map = sink;
    },
    async open() {},
    async close() {},
    async destroy() {},
    async clear() {
      sink.clear();
    },
    async commit(index: Index) {
      spill();
      parts(index).reg.clear();
      parts(index).commit_task.length = 0;
    },
  } as unknown as StorageAdapter;
}

/** Document numbers, best first, with what the plan's caller needs beside them. */
export type RankedDocuments = number[] & { matches?: Matches };

/** The searching side: mount it on an Index whose `encode` gives the same terms as the published field. */
export function createSearchAdapter(published: PublishedIndex, field: Field): StorageAdapter {
  const session = () => createReadSession();

  const enrichAll = async (documents: readonly number[]) => {
    const articles = await readArticles(published, session(), documents);
    return documents.map((id, i) => ({ id, doc: articles[i].article }));
  };

  const weighted = async (terms: readonly WeightedTerm[], limit: number): Promise<RankedDocuments> => {
    const matches = await matchWeighted(published.reads, terms);
    const { plan } = terms[0];
    const { touched, scores } = matches;
    const { factor, documentFactors, accepts } = plan;
    if (factor !== null)
      for (let i = 0; i < touched.length; i++) scores[touched[i]] *= factor(heldAtBest(matches, touched[i]));
    if (documentFactors !== null)
      for (let i = 0; i < touched.length; i++) scores[touched[i]] *= documentFactors[touched[i]] ?? 1;
    if (accepts === null) return Object.assign([], { matches });
    const candidates = new Uint32Array(touched.length);
    let count = 0;
    for (let i = 0; i < touched.length; i++)
      if (accepts(heldAtBest(matches, touched[i]))) candidates[count++] = touched[i];
    return Object.assign(bestDocuments(candidates.subarray(0, count), scores, limit), { matches });
  };

  /** Slot arrays of plain terms: documents by their best slot over the terms. */
  const plain = async (terms: readonly string[], suggest: boolean): Promise<number[][]> => {
    const distinct = [...new Set(terms)];
    const current = session();
    const lookup = await lookUpTerms(published, current, distinct, []);
    const lists = await Promise.all(distinct.map((term) => wholeList(published, field, lookup.find(term), current)));
    const counts = new Map<number, { terms: number; slots: number }>();
    for (const list of lists)
      for (const [document, slot] of list) {
        const known = counts.get(document) ?? { terms: 0, slots: 0 };
        counts.set(document, { terms: known.terms + 1, slots: known.slots + slot });
      }
    const bySlot: number[][] = [];
    for (const [document, count] of [...counts].sort(([a], [b]) => a - b)) {
      if (!suggest && count.terms < distinct.length) continue;
      const missing = distinct.length - count.terms;
      const slot = missing * SLOTS + Math.floor(count.slots / count.terms);
      bySlot[slot] ??= [];
      bySlot[slot].push(document);
    }
    return bySlot;
  };

  const resolvePlain = async (
    terms: readonly string[],
    limit: number,
    offset: number,
    suggest: boolean,
    resolve: boolean,
    enrich: boolean,
  ): Promise<unknown> => {
    const bySlot = await plain(terms, suggest);
    if (!resolve) return bySlot;
    const documents = bySlot.flat().slice(offset, limit ? offset + limit : undefined);
    return enrich ? enrichAll(documents) : documents;
  };

  return {
    async mount(index: Index) {
      parts(index).db = this;
    },
    async open() {},
    async close() {},
    async get(
      key: string | WeightedTerm,
      _context: string,
      limit = 0,
      offset = 0,
      resolve = true,
      enrich = false,
    ): Promise<unknown> {
      if (typeof key !== 'string') return weighted([key], limit);
      return resolvePlain([key], limit, offset, false, resolve, enrich);
    },
    search(
      _index: Index,
      terms: readonly (string | WeightedTerm)[],
      limit = 100,
      offset = 0,
      suggest = false,
      resolve = true,
      enrich = false,
    ): Promise<unknown> {
      const plan = terms.filter((term) => typeof term !== 'string');
      if (plan.length > 0) return weighted(plan, limit);
      return resolvePlain(terms as readonly string[], limit, offset, suggest, resolve, enrich);
    },
    enrich: enrichAll,
    async has(id: number): Promise<boolean> {
      return Number.isInteger(id) && id >= 0 && id < published.manifest.documents;
    },
    commit: readOnly('be committed to'),
    remove: readOnly('lose documents'),
    clear: readOnly('be cleared'),
    destroy: readOnly('be destroyed'),
  } as unknown as StorageAdapter;
}

/** All postings of a term in one field over the segments, as [document, slot]. */
async function wholeList(
  published: PublishedIndex,
  field: Field,
  found: readonly SegmentTerm[],
  session: ReturnType<typeof createReadSession>,
): Promise<[number, number][]> {
  const list: [number, number][] = [];
  for (const { segment, entry, numbers } of found) {
    const postings = entry[field];
    if (!postings) continue;
    const read =
      postings.inline ??
      (await published.reads.fetch(session, [postingsPart(segment, postings, Number.POSITIVE_INFINITY)]))[0];
    const { base, slice } = numbered(numbers, read);
    for (let i = 0; i < slice.count; i++) list.push([base + slice.documents[i], slice.slots[i]]);
  }
  return list;
}
