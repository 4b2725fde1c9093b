// Which documents a search may find at all: those dated in its range, and of each filtered field those with one of the
// values that were asked for. The dictionaries of the fields are read with the first round of a search, the lists of the
// values with its postings, so that a filter adds requests but no round.

import { BadRequestError } from '../errors.ts';
import { columnOf, valuePart } from '../index/column.ts';
import { filterValue } from '../index/filter-values.ts';
import type { Manifest } from '../index/manifest.ts';
import { type Numbering, numbered } from '../index/numbering.ts';
import type { PostingsSlice } from '../index/postings.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { postingsPart, type Segment, type TermBlocks } from '../index/segment.ts';
import type { PostingsEntry } from '../index/term-block.ts';
import type { FieldFilter, SearchRequest } from './contract.ts';
import { isInside, type Ranges } from './date-order.ts';

/**
 * @param others names that may stand in place of a field
 * @throws BadRequestError naming the fields that there are
 */
export function checkField(
  parameter: string,
  field: string,
  { settings: { filterable }, collection }: Manifest,
  others: readonly string[] = [],
): void {
  if (filterable?.includes(field)) return;
  if (filterable === undefined)
    throw new BadRequestError(
      parameter,
      `${parameter}: the index of "${collection}" has no fields yet; build it again with: xunwen index`,
    );
  const allowed = [...filterable, ...others].join(', ') || 'none';
  throw new BadRequestError(
    parameter,
    `${parameter}: "${field}" is no field of "${collection}"; there are: ${allowed}`,
  );
}

/**
 * The filters of a request, each field once.
 * @throws BadRequestError for fields that the index has no column of
 */
export function filtersOf({ filters = [] }: SearchRequest, manifest: Manifest): FieldFilter[] {
  const byField = new Map<string, Set<string>>();
  for (const { field, values } of filters) {
    checkField(`filter.${field}`, field, manifest);
    const own = byField.get(field) ?? new Set();
    byField.set(field, own);
    for (const value of values) own.add(filterValue(value));
  }
  return [...byField].map(([field, values]) => ({ field, values: [...values] }));
}

/** A value of a filter in the dictionary of one segment. */
interface Sought {
  segment: Segment;
  /** Which of the filters it belongs to. */
  filter: number;
  value: string;
  part: Part<TermBlocks>;
  block: number;
}

function sought(published: PublishedIndex, filters: readonly FieldFilter[]): Sought[] {
  return filters.flatMap(({ field, values }, filter) =>
    published.segments.flatMap((segment) => {
      const column = columnOf(segment, field);
      if (!column) return [];
      return values.flatMap((value) => {
        const found = valuePart(column, value);
        return found ? [{ segment: column.values, filter, value, ...found }] : [];
      });
    }),
  );
}

/** The pieces of dictionaries that filters ask for, to be read along with the terms of the query. */
export const filterParts = (published: PublishedIndex, filters: readonly FieldFilter[]): Part<unknown>[] =>
  sought(published, filters).map(({ part }) => part);

/** The documents that a search may find, as far as they are known before its postings are read. */
export interface Scope {
  /** Lists to read along with the postings. */
  readonly lists: readonly Part<PostingsSlice>[];
  /** Read what is left to read. */
  settle(): Promise<SettledScope>;
}

export interface SettledScope {
  /** Number of the documents inside. */
  readonly size: number;
  /** All documents inside, ascending. */
  all(): Uint32Array;
  /** Those of some documents that are inside. */
  inside<Documents extends number[] | Uint32Array>(documents: Documents): Documents;
}

/**
 * @param ranges documents that the filters choose from
 * @param filters as `filtersOf` gives them
 * @throws what reading the index throws
 */
export async function openScope(
  published: PublishedIndex,
  session: ReadSession,
  numbering: Numbering,
  ranges: Ranges,
  filters: readonly FieldFilter[],
): Promise<Scope> {
  if (filters.length === 0) return { lists: [], settle: async () => scopeOfRanges(ranges, numbering.documents) };
  const values = sought(published, filters);
  const dictionaries = await published.reads.fetch(
    session,
    values.map(({ part }) => part),
  );
  const found = values.flatMap(({ segment, filter, value, block }, i) => {
    const terms = dictionaries[i].block(block);
    const place = terms.find(value);
    const entry: PostingsEntry | null = place < 0 ? null : terms.entry(place).body;
    if (!entry) return [];
    const part = entry.inline ? null : postingsPart(segment, entry, Number.POSITIVE_INFINITY);
    return [{ segment, filter, entry, part }];
  });
  const lists = found.flatMap(({ part }) => (part ? [part] : []));
  return {
    lists,
    async settle() {
      const read = (await published.reads.fetch(session, lists)).values();
      /** By document: how many filters, from the first on, it has a value of. */
      const passed = new Uint8Array(numbering.documents);
      for (const { segment, filter, entry } of found) {
        const postings = entry.inline ?? (read.next().value as PostingsSlice);
        const { base, slice } = numbered(numbering.segments[segment.place], postings);
        for (let i = 0; i < slice.count; i++) {
          const document = base + slice.documents[i];
          if (passed[document] === filter) passed[document] = filter + 1;
        }
      }
      return scopeOfFilters(ranges, passed, filters.length);
    },
  };
}

const sizeOf = (ranges: Ranges): number => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

/** @param documents of the index */
function scopeOfRanges(ranges: Ranges, documents: number): SettledScope {
  const size = sizeOf(ranges);
  return {
    size,
    all() {
      const all = new Uint32Array(size);
      let count = 0;
      for (const [start, end] of ranges) for (let document = start; document < end; document++) all[count++] = document;
      return all;
    },
    inside: (some) =>
      size === documents ? some : (some.filter((document) => isInside(ranges, document)) as typeof some),
  };
}

/** @param passed by document: how many of the filters it passes */
function scopeOfFilters(ranges: Ranges, passed: Uint8Array, filters: number): SettledScope {
  const all = (): Uint32Array => {
    const documents = new Uint32Array(sizeOf(ranges));
    let count = 0;
    for (const [start, end] of ranges)
      for (let document = start; document < end; document++)
        if (passed[document] === filters) documents[count++] = document;
    return documents.subarray(0, count);
  };
  return {
    get size() {
      return all().length;
    },
    all,
    inside: (some) =>
      some.filter((document) => passed[document] === filters && isInside(ranges, document)) as typeof some,
  };
}
