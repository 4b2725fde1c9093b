// The parameters of `/search`, `/suggest` and `/similar`: names, ranges and defaults of the HTTP interface, and nothing about what
// they do. Every refusal names the parameter, the value and what is allowed.

import * as v from 'valibot';
import { BadRequestError } from '../../engine/errors.ts';
import type { FieldFilter, SearchRequest, SimilarRequest, SuggestRequest } from '../../engine/search/contract.ts';
import { CIVIL_DATE, widenCivilDate } from './civil-range.ts';
import { parseQueryString } from './query-string.ts';

/** UTF-16 units; longer text is not a query. */
const LONGEST_QUERY = 200;

/** Facets of one search; each may be a column to read. */
const MOST_FACETS = 20;

/** Values of all filters together; each may be a list to read. */
const MOST_FILTER_VALUES = 50;

/** Followed by the field's name; repeatable. */
const FILTER = 'filter.';

/** What `/search` takes besides FILTER and a field; the OpenAPI document is written from it too. */
export const searchParameters = v.object({
  q: query(),
  match: v.exactOptional(oneOf('match', ['some', 'all'])),
  limit: wholeNumber('limit', 1, 50, 10),
  offset: wholeNumber('offset', 0, 1000, 0),
  sort: v.optional(oneOf('sort', ['relevance', 'newest', 'oldest']), 'relevance'),
  from: v.exactOptional(civilDate('from', 'first')),
  to: v.exactOptional(civilDate('to', 'last')),
  snippets: wholeNumber('snippets', 0, 5, 2),
  snippetLength: wholeNumber('snippetLength', 40, 300, 120),
  exactTotal: flag('exactTotal', false),
  collapse: flag('collapse', true),
  collection: v.exactOptional(v.array(v.string())),
  explain: flag('explain', false),
  facets: v.exactOptional(
    v.pipe(
      v.string(),
      v.transform((list) => [...new Set(list.split(',').map((facet) => facet.trim()))]),
      v.array(
        v.pipe(v.string(), v.nonEmpty('facets: names no field; list fields, year or month, such as source,year')),
      ),
      v.maxLength(
        MOST_FACETS,
        (issue) => `facets: names ${issue.input.length} fields, at most ${MOST_FACETS} are allowed`,
      ),
    ),
  ),
});

/** The collection that is meant; the first of those served by default. */
const collection = v.exactOptional(v.string());

/** What `/suggest` takes. */
export const suggestParameters = v.object({ q: query(), limit: wholeNumber('limit', 1, 10, 10), collection });

/** What paths take that say something of one collection. */
export const collectionParameter = v.object({ collection });

/** Parameters of `/search` that may be given more than once. */
const REPEATABLE = ['collection'];

/** Bytes of the longest id that an article can have. */
const LONGEST_ID = 512;

/** What `/similar` takes. */
export const similarParameters = v.object({
  id: v.optional(
    v.pipe(
      v.string(),
      v.nonEmpty('id: is missing; give the id of an article'),
      v.check(
        (id) => Buffer.byteLength(id) <= LONGEST_ID,
        (issue) => `id: has ${Buffer.byteLength(issue.input)} bytes, at most ${LONGEST_ID} are allowed`,
      ),
    ),
    '',
  ),
  limit: wholeNumber('limit', 1, 50, 10),
  snippets: wholeNumber('snippets', 0, 5, 2),
  snippetLength: wholeNumber('snippetLength', 40, 300, 120),
  collection,
});

const SEARCH_PARAMETERS = Object.keys(searchParameters.entries);

/**
 * The search that a query string asks for, with defaults filled in; `match` stays absent when not given,
 * since its default depends on the sort and belongs to the search.
 * @param raw the query string as sent, without `?`
 * @throws BadRequestError for unknown, repeated or unreadable parameters, and an empty `q` without a date or filter
 */
export function parseSearchParameters(raw: string): SearchRequest {
  const pairs = parseQueryString(raw);
  const isFilter = ([name]: [string, string]): boolean => name.startsWith(FILTER);
  const filters = collectFilters(pairs.filter(isFilter));
  const others = pairs.filter((pair) => !isFilter(pair));
  const given = collect(others, SEARCH_PARAMETERS, REPEATABLE);
  const { collapse, explain, collection: collections, ...rest } = parse(searchParameters, given);
  const request: SearchRequest = {
    ...rest,
    ...(collapse ? {} : { collapse }),
    ...(collections ? { collections } : {}),
  };
  const { from, to } = request;
  if (from !== undefined && to !== undefined && from > to) {
    throw new BadRequestError('from', `from: "${given.from}" is after to: "${given.to}"; swap them`);
  }
  if (request.q.trim() === '' && from === undefined && to === undefined && filters.length === 0) {
    throw new BadRequestError('q', 'q: is empty; give a query, a date with from or to, or a filter');
  }
  return { ...request, ...(filters.length > 0 ? { filters } : {}), ...(explain ? { explain } : {}) };
}

/** Which fields there are is not known here: the index says. @param pairs names with FILTER, and values */
function collectFilters(pairs: readonly [string, string][]): FieldFilter[] {
  if (pairs.length > MOST_FILTER_VALUES) {
    const message = `filter: ${pairs.length} values are given, at most ${MOST_FILTER_VALUES} are allowed`;
    throw new BadRequestError(show(pairs[0]?.[0] ?? FILTER), message);
  }
  const byField = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (value.trim() === '')
      throw new BadRequestError(show(name), `${show(name)}: is empty; give a value, or leave it out`);
    const field = name.slice(FILTER.length);
    byField.set(field, [...(byField.get(field) ?? []), value]);
  }
  return [...byField].map(([field, values]) => ({ field, values }));
}

/**
 * What a query string asks to be suggested; nothing is suggested for an empty `q`.
 * @throws BadRequestError for unknown, repeated or unreadable parameters
 */
export const parseSuggestParameters = (raw: string): SuggestRequest =>
  parse(suggestParameters, collect(parseQueryString(raw), Object.keys(suggestParameters.entries)));

/**
 * The article whose like a query string asks for.
 * @throws BadRequestError for unknown, repeated or unreadable parameters, and without an `id`
 */
export const parseSimilarParameters = (raw: string): SimilarRequest =>
  parse(similarParameters, collect(parseQueryString(raw), Object.keys(similarParameters.entries)));

/** @throws BadRequestError of the first value that is not as it should be */
function parse<Schema extends v.GenericSchema>(schema: Schema, given: Record<string, unknown>): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, given, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new BadRequestError(String(issue.path?.[0]?.key ?? 'q'), issue.message);
}

/**
 * The collection that a query string names, or null.
 * @param raw the query string of a path that takes nothing else
 * @throws BadRequestError naming what else was given
 */
export function parseCollection(raw: string): string | null {
  return collect(parseQueryString(raw), Object.keys(collectionParameter.entries)).collection ?? null;
}

/**
 * Accept a query string of a path that takes no parameters.
 * @throws BadRequestError naming what was given
 */
export function refuseParameters(raw: string): void {
  collect(parseQueryString(raw), []);
}

/** By name: the value, of repeatable parameters all values. */
function collect(pairs: [string, string][], known: readonly string[]): Record<string, string>;
function collect(
  pairs: [string, string][],
  known: readonly string[],
  repeatable: readonly string[],
): Record<string, string | string[]>;
function collect(
  pairs: [string, string][],
  known: readonly string[],
  repeatable: readonly string[] = [],
): Record<string, string | string[]> {
  refuseUnknown(
    pairs.map(([name]) => name),
    known,
  );
  const given: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    if (repeatable.includes(name)) {
      given[name] = [...(given[name] ?? []), value];
      continue;
    }
    if (Object.hasOwn(given, name)) throw new BadRequestError(name, `${name}: is given more than once; give it once`);
    given[name] = value;
  }
  return given;
}

function refuseUnknown(names: string[], known: readonly string[]): void {
  const unknown = [...new Set(names.filter((name) => !known.includes(name)))];
  const first = unknown[0];
  if (first === undefined) return;
  const all = known === SEARCH_PARAMETERS ? [...known, `${FILTER}FIELD`] : known;
  const allowed = all.length === 0 ? 'none is known here' : `known are ${all.join(', ')}`;
  const list = unknown.slice(0, 10).map((name) => `"${show(name)}"`);
  const noun = unknown.length === 1 ? 'unknown parameter' : 'unknown parameters';
  throw new BadRequestError(show(first), `${noun} ${list.join(', ')}; ${allowed}`);
}

/** What is typed. */
function query() {
  return v.optional(
    v.pipe(
      v.string(),
      v.maxLength(
        LONGEST_QUERY,
        (issue) => `q: has ${issue.input.length} UTF-16 units, at most ${LONGEST_QUERY} are allowed`,
      ),
    ),
    '',
  );
}

function wholeNumber(name: string, least: number, most: number, otherwise: number) {
  const message = (issue: { received: string }): string =>
    `${name}: ${show(issue.received)} is not a whole number from ${least} to ${most}`;
  return v.pipe(
    v.optional(v.string(), String(otherwise)),
    v.regex(/^\d{1,4}$/, message),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
}

/** `true` or `false`. What a transformation makes is said by a schema behind it, for the OpenAPI document. */
function flag(name: string, otherwise: boolean) {
  return v.pipe(
    v.optional(oneOf(name, ['true', 'false']), String(otherwise) as 'true' | 'false'),
    v.transform((value) => value === 'true'),
    v.boolean(),
  );
}

function oneOf<const Options extends readonly string[]>(name: string, options: Options) {
  return v.picklist(options, (issue) => `${name}: ${show(issue.received)} is not one of ${options.join(', ')}`);
}

function civilDate(name: string, edge: 'first' | 'last') {
  const message = (issue: { received: string }): string =>
    `${name}: ${show(issue.received)} is not a date like 2017, 2017-11 or 2017-11-25`;
  return v.pipe(
    v.string(),
    v.regex(CIVIL_DATE, message),
    v.check((text) => widenCivilDate(text, edge) !== null, message),
    v.transform((text) => widenCivilDate(text, edge) ?? text),
  );
}

/** A stranger's text, cut to what a message can carry. */
const show = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`).toWellFormed();
