// Facets: how many of all hits, not of a page, have each value of a field, or are of each year or month. Exact: what
// every hit has is read from the columns, of a large index those blocks alone in which hits lie.

import {
  BLOCK_DOCUMENTS,
  type Column,
  type ColumnBlock,
  type ColumnDirectory,
  columnBlockPart,
  columnOf,
  dictionaryParts,
} from '../index/column.ts';
import { civilOf } from '../index/doc-values.ts';
import type { Manifest } from '../index/manifest.ts';
import { NO_DOCUMENT } from '../index/numbering.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { civilDaysPart } from '../index/segment.ts';
import type { FacetValue } from './contract.ts';
import { checkField } from './scope.ts';
import type { Found, Shard } from './shard.ts';
import { together } from './together.ts';

/** Values of a field that are told, those of the most hits. */
export const MOST_FACET_VALUES = 100;

/** Years or months that are told, the newest. */
export const MOST_FACET_DATES = 600;

/** Facets of the date: so many characters of `YYYY-MM-DD`. */
const DATE_FACETS: ReadonlyMap<string, number> = new Map([
  ['year', 4],
  ['month', 7],
]);

/** @throws BadRequestError for facets that the index has no column of */
export function checkFacets(facets: readonly string[], manifest: Manifest): void {
  for (const facet of facets)
    if (!DATE_FACETS.has(facet)) checkField('facets', facet, manifest, [...DATE_FACETS.keys()]);
}

/** What counting needs whatever the hits are: to be read with the first round. */
export function facetParts({ segments }: PublishedIndex, facets: readonly string[]): Part<unknown>[] {
  const columns = facets.flatMap((facet) => segments.flatMap((segment) => columnOf(segment, facet) ?? []));
  const parts = columns.flatMap((column): Part<unknown>[] => [column.directory, ...dictionaryParts(column)]);
  return facets.some((facet) => DATE_FACETS.has(facet)) ? [...parts, ...segments.map(civilDaysPart)] : parts;
}

/** A count that knows what is still to be read, so that this can be read along with the texts of a page. */
export interface FacetCount {
  partsOf(one: Found): readonly Part<unknown>[];
  count(): Promise<Record<string, FacetValue[]>>;
}

/**
 * Pins count where the query finds them: they give way where a value is chosen, so the others would not be shown there.
 * @param found in every collection that is asked
 * @param facets as `checkFacets` lets them pass
 */
export async function prepareFacets(found: readonly Found[], facets: readonly string[]): Promise<FacetCount> {
  if (facets.length === 0) return { partsOf: () => [], count: async () => ({}) };
  const shards = await together(found, nameOf, async (one) => {
    const { shard, selection } = one;
    const hits = hitsBySegment(shard, selection.unpinned ?? selection.documents);
    const fields = new Map<string, CountedColumn[]>();
    for (const facet of facets)
      if (!DATE_FACETS.has(facet)) fields.set(facet, await columnsWithHits(shard, hits, facet));
    return { one, hits, fields };
  });
  return {
    partsOf: (wanted) =>
      shards
        .flatMap(({ one, fields }) => (one === wanted ? [...fields.values()].flat() : []))
        .flatMap(({ parts }) => parts),
    async count() {
      const counted: Record<string, FacetValue[]> = {};
      for (const facet of facets) {
        const digits = DATE_FACETS.get(facet);
        const counts = new Map<string, number>();
        const firsts = new Map(shards.map(({ one }) => [one.shard, firstsOf(one.shard)]));
        if (digits === undefined) {
          const columns = shards.flatMap(({ fields }) => fields.get(facet)!);
          // Of one alone no other value can be among the first.
          const most = columns.length === 1 ? MOST_FACET_VALUES : Number.POSITIVE_INFINITY;
          for (const column of columns) await countValues(column, most, firsts.get(column.shard)!, counts);
        } else
          for (const { one, hits } of shards) await countDates(one.shard, hits, digits, firsts.get(one.shard)!, counts);
        counted[facet] = digits === undefined ? mostFrequent(counts) : newest(counts);
      }
      return counted;
    },
  };
}

const nameOf = ({ shard }: Found): string => shard.opened.published.manifest.collection;

/**
 * Asked of hits one after the other: whether a document, by its number in a segment, is the first of its near-duplicates
 * with a value. They are one hit, wherever they are chosen by a value that any of them has.
 */
type IsFirst = (segment: number, local: number, value: () => string) => boolean;

/** Null where every hit is. */
function firstsOf({ groups, lookup }: Shard): IsFirst | null {
  if (!groups) return null;
  const seen = new Set<string>();
  return (segment, local, value) => {
    const { base, each } = lookup.numbering.segments[segment];
    const group = groups[each === null ? base + local : each[local]];
    if (group === 0) return true;
    const before = seen.size;
    return seen.add(`${group} ${value()}`).size > before;
  };
}

/** Of equally frequent ones the first in UTF-16 order. */
const mostFrequent = (counts: ReadonlyMap<string, number>): FacetValue[] =>
  valuesOf(counts)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_FACET_VALUES);

const newest = (counts: ReadonlyMap<string, number>): FacetValue[] =>
  valuesOf(counts)
    .sort((a, b) => (a.value > b.value ? -1 : 1))
    .slice(0, MOST_FACET_DATES);

/** @param digits of `YYYY-MM-DD` that are told apart */
async function countDates(
  { opened: { published }, session }: Shard,
  hits: readonly Uint32Array[],
  digits: number,
  isFirst: IsFirst | null,
  counts: Map<string, number>,
): Promise<void> {
  const columns = await published.reads.fetch(session, published.segments.map(civilDaysPart));
  const byDay = new Map<number, number>();
  for (const [segment, days] of columns.entries())
    for (const local of hits[segment]) {
      // The undated come last.
      if (local >= days.length) break;
      if (!isFirst || isFirst(segment, local, () => civilOf(days[local]).slice(0, digits)))
        byDay.set(days[local], (byDay.get(days[local]) ?? 0) + 1);
    }
  for (const [day, count] of byDay) add(counts, civilOf(day).slice(0, digits), count);
}

/** The column of one segment in which hits lie. */
interface CountedColumn {
  shard: Shard;
  column: Column;
  directory: ColumnDirectory;
  hits: Uint32Array;
  /** Ascending numbers of the blocks that they lie in, and these blocks. */
  blocks: number[];
  parts: Part<ColumnBlock>[];
}

async function columnsWithHits(shard: Shard, hits: readonly Uint32Array[], field: string): Promise<CountedColumn[]> {
  const { published } = shard.opened;
  const columns = published.segments.flatMap((segment) => {
    const column = hits[segment.place].length > 0 ? columnOf(segment, field) : null;
    return column ? [{ column, hits: hits[segment.place] }] : [];
  });
  const directories = await published.reads.fetch(
    shard.session,
    columns.map(({ column }) => column.directory),
  );
  return columns.map(({ column, hits }, i) => {
    const blocks = blocksOf(hits);
    const parts = blocks.map((block) => columnBlockPart(column, directories[i], block));
    return { shard, column, directory: directories[i], hits, blocks, parts };
  });
}

/** @param most values that are told, those of the most hits */
async function countValues(
  one: CountedColumn,
  most: number,
  isFirst: IsFirst | null,
  counts: Map<string, number>,
): Promise<void> {
  const { opened, session } = one.shard;
  const { reads } = opened.published;
  const read = await reads.fetch(session, one.parts);
  const nameOf = await readNames(one, reads, session);
  const byOrdinal = countOrdinals(one, read, nameOf, isFirst);
  for (const ordinal of mostOf(byOrdinal, most)) add(counts, nameOf(ordinal), byOrdinal[ordinal]);
}

/** By place in the dictionary: how many hits have the value. @param read the blocks, in their order */
function countOrdinals(
  { column, hits, blocks, directory }: CountedColumn,
  read: readonly ColumnBlock[],
  nameOf: (ordinal: number) => string,
  isFirst: IsFirst | null,
): Uint32Array {
  const { firstValues } = directory;
  const { place: segment } = column.values;
  const counts = new Uint32Array(firstValues[firstValues.length - 1]);
  let at = 0;
  for (const local of hits) {
    const block = Math.floor(local / BLOCK_DOCUMENTS);
    while (blocks[at] < block) at++;
    const { starts, ordinals } = read[at];
    const place = local - block * BLOCK_DOCUMENTS;
    for (let i = starts[place]; i < starts[place + 1]; i++)
      if (!isFirst || isFirst(segment, local, () => nameOf(ordinals[i]))) counts[ordinals[i]]++;
  }
  return counts;
}

/** The ordinals of the highest counts; of equal ones the first, whose values come first too. */
const mostOf = (counts: Uint32Array, most: number): number[] =>
  [...counts.keys()]
    .filter((ordinal) => counts[ordinal] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, most);

async function readNames(
  { column, directory: { firstValues } }: CountedColumn,
  reads: PublishedIndex['reads'],
  session: ReadSession,
): Promise<(ordinal: number) => string> {
  const dictionary = await reads.fetch(session, dictionaryParts(column));
  return (ordinal) => {
    let block = 0;
    while (firstValues[block + 1] <= ordinal) block++;
    const some = dictionary.find(({ first, end }) => block >= first && block < end)!;
    return some.block(block).term(ordinal - firstValues[block]);
  };
}

const add = (counts: Map<string, number>, value: string, count: number): void =>
  void counts.set(value, (counts.get(value) ?? 0) + count);

const valuesOf = (counts: ReadonlyMap<string, number>): FacetValue[] =>
  [...counts].map(([value, count]) => ({ value, count }));

/** Numbers of the blocks that some documents lie in, ascending. @param documents ascending */
function blocksOf(documents: Uint32Array): number[] {
  const blocks: number[] = [];
  for (const document of documents) {
    const block = Math.floor(document / BLOCK_DOCUMENTS);
    if (blocks[blocks.length - 1] !== block) blocks.push(block);
  }
  return blocks;
}

/** With more than this share of the documents, looking through all is quicker than looking each up. */
const MANY = 1 / 16;

/** By segment: the numbers there of documents of the index, ascending. */
function hitsBySegment({ opened, lookup }: Shard, documents: readonly number[] | Uint32Array): Uint32Array[] {
  const { segments } = opened.published;
  const { numbering } = lookup;
  if (documents.length <= numbering.documents * MANY) {
    const locals: number[][] = segments.map(() => []);
    for (let i = 0; i < documents.length; i++) {
      const { segment, local } = numbering.locate(documents[i]);
      locals[segment].push(local);
    }
    return locals.map((own) => Uint32Array.from(own).sort());
  }
  const isHit = new Uint8Array(numbering.documents);
  for (let i = 0; i < documents.length; i++) isHit[documents[i]] = 1;
  return segments.map(({ manifest }, segment) => {
    const { base, each } = numbering.segments[segment];
    const own = new Uint32Array(manifest.documents);
    let count = 0;
    for (let local = 0; local < own.length; local++) {
      const document = each === null ? base + local : each[local];
      if (document !== NO_DOCUMENT && isHit[document] === 1) own[count++] = local;
    }
    return own.subarray(0, count);
  });
}
