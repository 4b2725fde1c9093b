// Answers a plan of weighted terms from the postings of all segments: scores by document, and which
// atoms (the smallest things that a query asks an article to hold) each document holds. One round of
// reads. A list longer than its budget is read best slots first; what its unread rest could hold is told
// apart as `maybe`.

import { type Accumulators, type ChoiceSums, choiceSums, lendAccumulators } from './accumulators.ts';
import { numbered } from './numbering.ts';
import type { PostingsSlice } from './postings.ts';
import type { SegmentTerm } from './published-index.ts';
import type { Part, ReadSession, SegmentReads } from './reads.ts';
import { postingsPart } from './segment.ts';
import { IMPACT_OF_SLOT, SLOTS } from './slots.ts';
import type { Field } from './term-block.ts';

/** A term of a plan, in one field. FlexSearch hands these through its `search` untouched. */
export interface WeightedTerm {
  readonly plan: WeightedPlan;
  readonly term: string;
  readonly field: Field;
  /** What a full impact adds to the score: term weight x IDF x field boost; 0 for terms that only match or are chosen from. */
  readonly weight: number;
  /** The term's entries in the segments; of a character, those of the terms that start with it. */
  readonly found: readonly SegmentTerm[];
  /** Atoms that this term belongs to. */
  readonly atoms: readonly number[];
  /** Bytes to read of its list in one segment; Infinity reads it whole. */
  readonly budget: number;
}

export interface WeightedPlan {
  readonly session: ReadSession;
  /** Documents of the index. */
  readonly documents: number;
  /** Per atom: does a field hold it by any one of its terms, or only by all of them? */
  readonly atoms: readonly { mode: 'any' | 'all'; terms: readonly string[] }[];
  /** Of the terms below, only the best way of each choice is added to a document's score. */
  readonly choices: readonly WeightedChoice[];
  /** Whether a document that holds (at best) these atoms is to be ranked; null when the caller ranks by itself. */
  readonly accepts: ((held: number) => boolean) | null;
  /** Parts that a later step will want: they are read with the postings and kept in the cache. */
  readonly along: readonly Part<unknown>[];
  /** What the score of a document that holds (at best) these atoms is multiplied by; null for 1, whatever it holds. */
  readonly factor: ((held: number) => number) | null;
  /** What a document's score is multiplied by whatever it holds, by document; beyond its end, and where null, 1. */
  readonly documentFactors: Float64Array | null;
}

/** One thing that can be written in several ways, in one field. */
export interface WeightedChoice {
  readonly field: Field;
  readonly boost: number;
  /** A way is worth the sum over its terms of weight x impact. */
  readonly ways: readonly { readonly terms: readonly string[]; readonly weight: number }[];
}

/** Most atoms of a plan: they are bits of an unsigned 32-bit integer. */
export const MOST_ATOMS = 32;

export interface Matches {
  /** By document: sum of weight x impact over the postings read. */
  scores: Float64Array;
  /** By document: bit i is set when atom i is held for certain. */
  held: Uint32Array;
  /** By document: bit i is set when atom i may be held by unread postings. */
  maybe: Uint32Array;
  /** Atoms that unread postings could give to any document at all. */
  maybeAnywhere: number;
  /** Documents with at least one posting that was read, in no order. */
  touched: Uint32Array;
  /** No list that shows an atom was cut. */
  complete: boolean;
}

interface ReadList {
  term: WeightedTerm;
  /** Bits of the atoms that the term shows by itself. */
  bits: number;
  base: number;
  slice: PostingsSlice;
}

/**
 * Read the postings of weighted terms of one plan and sum them up. What is returned may be used until
 * `returnAccumulators` is called with the plan's session.
 */
export async function matchWeighted(reads: SegmentReads, terms: readonly WeightedTerm[]): Promise<Matches> {
  const { plan } = terms[0];
  const groups = groupsOf(plan, terms);
  const lists = await readLists(reads, terms, bitsOfTerms(groups));
  const sums = lendAccumulators(plan.session, reads, plan.documents);
  for (const { term, bits, base, slice } of lists) addList(sums, base, slice, term.weight, bits);
  for (const choice of plan.choices) addBestWays(sums.scores, choice, lists, choiceSums(reads, plan.documents));
  const { scores, held, maybe } = sums;
  const matches: Matches = {
    scores,
    held,
    maybe,
    maybeAnywhere: 0,
    touched: sums.touched.subarray(0, sums.count),
    complete: lists.every(({ term, slice }) => slice.complete || term.atoms.length === 0),
  };
  for (const { bits, slice } of lists)
    if (!slice.complete) matches.maybeAnywhere = (matches.maybeAnywhere | bits) >>> 0;
  for (const group of groups) if (!isDecidedByOne(group)) holdAll(matches, sums, group, lists);
  return matches;
}

/** Add one list: what its postings weigh, and what its documents hold because they are in it. */
function addList(sums: Accumulators, base: number, slice: PostingsSlice, weight: number, bits: number): void {
  const { scores, held, seen, touched } = sums;
  const { documents, slots, count } = slice;
  // A product for each slot is more than a short list needs.
  const isShort = count < SLOTS;
  if (!isShort) for (let slot = 0; slot < SLOTS; slot++) weightOfSlot[slot] = weight * IMPACT_OF_SLOT[slot];
  let known = sums.count;
  for (let i = 0; i < count; i++) {
    const document = base + documents[i];
    if (seen[document] === 0) {
      seen[document] = 1;
      touched[known++] = document;
    }
    scores[document] += isShort ? weight * IMPACT_OF_SLOT[slots[i]] : weightOfSlot[slots[i]];
    held[document] |= bits;
  }
  sums.count = known;
}

const weightOfSlot = new Float64Array(SLOTS);

/** The terms that show that one field holds an atom. */
interface AtomGroup {
  bit: number;
  mode: 'any' | 'all';
  members: readonly WeightedTerm[];
}

/** Whether each member shows it by itself. */
const isDecidedByOne = ({ mode, members }: AtomGroup): boolean => mode === 'any' || members.length === 1;

/** The groups that can show anything: a term that a field has nowhere leaves a field that must hold all without. */
function groupsOf(plan: WeightedPlan, terms: readonly WeightedTerm[]): AtomGroup[] {
  const byAtom = plan.atoms.map(() => ({ body: [] as WeightedTerm[], title: [] as WeightedTerm[] }));
  for (const term of terms)
    term.atoms.forEach((atom, i) => {
      if (term.atoms.indexOf(atom) === i) byAtom[atom][term.field].push(term);
    });
  return plan.atoms.flatMap(({ mode, terms: asked }, atom) => {
    const fewest = mode === 'any' ? 1 : new Set(asked).size;
    return [byAtom[atom].body, byAtom[atom].title]
      .filter((members) => members.length >= Math.max(1, fewest))
      .map((members) => ({ bit: (1 << atom) >>> 0, mode, members }));
  });
}

/** By term: the bits of the atoms that it shows by itself, if any. */
function bitsOfTerms(groups: readonly AtomGroup[]): Map<WeightedTerm, number> {
  const bits = new Map<WeightedTerm, number>();
  for (const group of groups)
    if (isDecidedByOne(group))
      for (const term of group.members) bits.set(term, ((bits.get(term) ?? 0) | group.bit) >>> 0);
  return bits;
}

/** Add what the best way of a choice is worth to the documents that its lists name. @param scratch zeros, and so left */
function addBestWays(
  scores: Float64Array,
  { field, boost, ways }: WeightedChoice,
  lists: readonly ReadList[],
  { best, sums }: ChoiceSums,
): void {
  const listsOf = (wanted: string): readonly ReadList[] => {
    // A term that is also asked for in titles alone is there twice.
    const first = lists.find(({ term }) => term.term === wanted && term.field === field)?.term;
    return first ? lists.filter(({ term }) => term === first) : [];
  };
  const asked = ways.map(({ terms, weight }) => ({ own: terms.flatMap(listsOf), weight: boost * weight }));
  for (const { own, weight } of asked) {
    for (const { base, slice } of own)
      for (let i = 0; i < slice.count; i++) sums[base + slice.documents[i]] += weight * IMPACT_OF_SLOT[slice.slots[i]];
    for (const { base, slice } of own)
      for (let i = 0; i < slice.count; i++) {
        const document = base + slice.documents[i];
        if (sums[document] > best[document]) {
          scores[document] += sums[document] - best[document];
          best[document] = sums[document];
        }
        sums[document] = 0;
      }
  }
  for (const { own } of asked)
    for (const { base, slice } of own) for (let i = 0; i < slice.count; i++) best[base + slice.documents[i]] = 0;
}

/** In the order of the terms, wherever a list stands: sums are then the same to the last bit in whatever segments. */
async function readLists(
  reads: SegmentReads,
  terms: readonly WeightedTerm[],
  bitsOf: ReadonlyMap<WeightedTerm, number>,
): Promise<ReadList[]> {
  const parts: Part<PostingsSlice>[] = [];
  for (const { found, field, budget } of terms)
    for (const { entry, segment } of found) {
      const stored = entry[field];
      if (stored && !stored.inline) parts.push(postingsPart(segment, stored, budget));
    }
  const { session, along } = terms[0].plan;
  const slices = (await reads.fetch<unknown>(session, [...parts, ...along])) as PostingsSlice[];
  const lists: ReadList[] = [];
  let next = 0;
  for (const term of terms)
    for (const { entry, numbers } of term.found) {
      const stored = entry[term.field];
      if (!stored) continue;
      const { base, slice } = numbered(numbers, stored.inline ?? slices[next++]);
      lists.push({ term, bits: bitsOf.get(term) ?? 0, base, slice });
    }
  return lists;
}

/** Mark the documents that hold an atom by all of several terms in one field. */
function holdAll(
  matches: Matches,
  { lists: inAll, certainLists: inCertain }: Accumulators,
  { bit, members }: AtomGroup,
  lists: readonly ReadList[],
): void {
  const own = lists.filter(({ term }) => members.includes(term));
  const isCut = (term: WeightedTerm): boolean => own.some((list) => list.term === term && !list.slice.complete);
  const certain = members.filter((term) => !isCut(term));
  const anyCut = certain.length < members.length;
  if (certain.length === 0) matches.maybeAnywhere = (matches.maybeAnywhere | bit) >>> 0;
  for (const { term, base, slice } of own) {
    const isCertain = anyCut && certain.includes(term);
    for (let i = 0; i < slice.count; i++) {
      const document = base + slice.documents[i];
      inAll[document]++;
      if (isCertain) inCertain[document]++;
    }
  }
  // A document that may hold them all is in every list that was read whole, and in some list if none was.
  const deciding = own.filter(({ term }) => term === (certain[0] ?? members[0]));
  for (const { base, slice } of deciding)
    for (let i = 0; i < slice.count; i++) {
      const document = base + slice.documents[i];
      if (inAll[document] === members.length) matches.held[document] |= bit;
      else if (anyCut && certain.length > 0 && inCertain[document] === certain.length) matches.maybe[document] |= bit;
    }
  for (const { base, slice } of own)
    for (let i = 0; i < slice.count; i++) {
      inAll[base + slice.documents[i]] = 0;
      inCertain[base + slice.documents[i]] = 0;
    }
}

/** What a document holds at best: for certain, or by postings that were not read. */
export function heldAtBest(matches: Matches, document: number): number {
  return (matches.held[document] | matches.maybe[document] | matches.maybeAnywhere) >>> 0;
}

/** The first `limit` of `documents` by score, best first; of equal scores the newer (lower number) first. */
export function bestDocuments(
  documents: readonly number[] | Uint32Array,
  scores: Float64Array,
  limit: number,
): number[] {
  if (limit === 0) return [];
  const isBetter = (a: number, b: number): boolean => scores[a] > scores[b] || (scores[a] === scores[b] && a < b);
  /** The worst of the best so far is on top. */
  const heap: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < documents.length; n++) {
    const document = documents[n];
    if (scores[document] < least) continue;
    if (heap.length < limit) {
      heap.push(document);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBetter(heap[parent], heap[i])) break;
        [heap[i], heap[parent]] = [heap[parent], heap[i]];
        i = parent;
      }
    } else if (isBetter(document, heap[0])) {
      heap[0] = document;
      for (let i = 0; ; ) {
        let worst = i;
        const child = 2 * i + 1;
        if (child < limit && isBetter(heap[worst], heap[child])) worst = child;
        if (child + 1 < limit && isBetter(heap[worst], heap[child + 1])) worst = child + 1;
        if (worst === i) break;
        [heap[i], heap[worst]] = [heap[worst], heap[i]];
        i = worst;
      }
    }
    if (heap.length === limit) least = scores[heap[0]];
  }
  return heap.sort((a, b) => (isBetter(a, b) ? -1 : 1));
}
