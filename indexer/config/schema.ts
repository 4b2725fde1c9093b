// The schema of xunwen.config.json. Unknown keys are refused, so that a misspelt setting is never ignored.

import * as v from 'valibot';
import { FILTERABLE_RULE, isFilterable } from '../../engine/index/filter-values.ts';
import { FIELD_NAMES, isObject } from '../sources/fields.ts';
import { isTimeZone } from '../sources/zone.ts';
import { BASE_URL_RULE, parseBaseUrl } from './base-url.ts';

/** Also a folder in the store, so it is kept to what every store and URL takes as it is. */
export const COLLECTION_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
export const COLLECTION_RULE = 'a collection name: a-z, 0-9, _ and -, at most 63, beginning with a letter or digit';

/** Each is a column of every segment, and a few dozen bytes of what every reader reads first. */
const MOST_FILTERABLE = 20;

// To valibot a list is an object too.
const objectOf = <Schema extends v.GenericSchema<Record<string, unknown>>>(schema: Schema) =>
  v.pipe(v.custom<v.InferInput<Schema>>(isObject, 'an object'), schema);

const text = (what: string) => v.pipe(v.string(what), v.nonEmpty(what));
const count = v.pipe(
  v.number('a whole number of 1 or more'),
  v.safeInteger('a whole number of 1 or more'),
  v.minValue(1, 'a whole number of 1 or more'),
);
const boost = v.pipe(
  v.number('a number from 0 to 10'),
  v.minValue(0, 'a number from 0 to 10'),
  v.maxValue(10, 'a number from 0 to 10'),
);
const days = v.pipe(
  v.number('a number of days, more than 0 and at most 36500'),
  v.gtValue(0, 'a number of days, more than 0 and at most 36500'),
  v.maxValue(36_500, 'a number of days, more than 0 and at most 36500'),
);
const collectionName = v.pipe(v.string(COLLECTION_RULE), v.regex(COLLECTION_NAME, COLLECTION_RULE));
const wordFile = v.optional(text('a path, relative to this file'));
const columnName = v.optional(text('the name of a column'));

const fieldMap = objectOf(
  v.strictObject(
    Object.fromEntries(FIELD_NAMES.map((field) => [field, columnName])) as Record<
      (typeof FIELD_NAMES)[number],
      typeof columnName
    >,
  ),
);

const collection = objectOf(
  v.strictObject({
    map: v.optional(fieldMap),
    baseUrl: v.optional(
      v.pipe(
        v.string(BASE_URL_RULE),
        v.check((url) => parseBaseUrl(url) !== undefined, BASE_URL_RULE),
      ),
    ),
    timeZone: v.optional(
      v.pipe(
        v.string('an IANA time zone such as Asia/Shanghai'),
        v.check(isTimeZone, 'an IANA time zone such as Asia/Shanghai'),
      ),
    ),
    filterable: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(FILTERABLE_RULE),
            v.check(isFilterable, FILTERABLE_RULE),
            v.check((field) => !field.includes(','), 'a name without a comma, which divides the names of facets'),
          ),
          'a list of field names',
        ),
        v.maxLength(MOST_FILTERABLE, `a list of at most ${MOST_FILTERABLE} field names`),
      ),
    ),
    dictionary: wordFile,
    synonyms: wordFile,
    stopWords: wordFile,
    curation: wordFile,
    duplicates: v.optional(v.boolean('true or false')),
    boosts: v.optional(objectOf(v.strictObject({ title: v.optional(boost) }))),
    recency: v.optional(objectOf(v.strictObject({ halfLife: days, weight: boost }))),
    suggest: v.optional(v.boolean('true or false')),
    limits: v.optional(
      objectOf(
        v.strictObject({
          articlesPerCommit: v.optional(count),
          articlesPerSegment: v.optional(count),
          threads: v.optional(count),
        }),
      ),
    ),
  }),
);

export const configSchema = objectOf(
  v.strictObject({
    store: v.optional(text('a store such as file:./.xunwen or s3://bucket/prefix')),
    collection: v.optional(collectionName),
    collections: v.optional(objectOf(v.record(collectionName, collection))),
  }),
);

export type ConfigFile = v.InferOutput<typeof configSchema>;

/**
 * Check a parsed configuration.
 * @returns the configuration, or one sentence a problem: key path, value, what is allowed
 */
export function checkConfig(value: unknown): { config: ConfigFile } | { problems: string[] } {
  const result = v.safeParse(configSchema, value);
  if (result.success) return { config: result.output };
  return { problems: result.issues.map((issue) => describe(issue)) };
}

function describe(issue: v.BaseIssue<unknown>): string {
  const steps = (issue.path ?? []).map((step) => String(step.key));
  const place = steps.length > 0 ? `"${steps.join('.')}"` : 'the file';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `unknown key ${place} (allowed here: ${keysAt(steps.slice(0, -1)).join(', ')})`;
  }
  if (issue.type === 'strict_object') return `the key ${place} is missing`;
  // A key that is wrong itself, not its value.
  if (issue.path?.at(-1)?.origin === 'key') return `the key ${place} is not ${COLLECTION_RULE}`;
  return `${place} is ${JSON.stringify(issue.input) ?? String(issue.input)}, but must be ${issue.message}`;
}

/** The keys that the schema allows at a place. */
function keysAt(steps: readonly string[]): string[] {
  let schema: unknown = configSchema;
  for (const step of steps) {
    const inner = unwrap(schema);
    schema = inner.entries?.[step] ?? inner.value;
  }
  return Object.keys(unwrap(schema).entries ?? {});
}

interface Introspected {
  entries?: Record<string, unknown>;
  value?: unknown;
}

/** The object or record inside of `optional` and `objectOf`. */
function unwrap(schema: unknown): Introspected {
  const outer = (schema ?? {}) as { wrapped?: { pipe?: unknown[] }; pipe?: unknown[] };
  const { pipe } = outer.wrapped ?? outer;
  return (pipe?.at(-1) ?? outer.wrapped ?? outer) as Introspected;
}
