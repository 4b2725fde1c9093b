// What the parameters mean, in words: their values, ranges and defaults are read off the schemas that check requests.

import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { collectionParameter, searchParameters, similarParameters, suggestParameters } from '../parameters.ts';

interface Words {
  description: string;
  example?: string | number | boolean | object;
  /** Of a list: one value with commas. Other lists repeat their name. */
  commas?: true;
}

const SEARCH_WORDS: Record<keyof typeof searchParameters.entries, Words> = {
  q: {
    description:
      'The query, at most 200 UTF-16 units: words, `"exact phrase"`, `-excluded`, `title:word`, upper-case `OR` between neighbours. ' +
      'Simplified and Traditional find one another. Empty only with a date or a filter.',
    example: '徐汇 文明城市',
  },
  match: {
    description:
      'Whether all words are wanted, or the share of them that tells. Default: `some`; `all` with a date sort.',
    example: 'all',
  },
  limit: { description: 'Hits in the answer.', example: 20 },
  offset: { description: 'Hits before the first one in the answer.', example: 20 },
  sort: { description: 'Order of the hits; undated articles are last by date either way.', example: 'newest' },
  from: { description: 'Not published before: a year, a month or a day, all of it included.', example: '2017' },
  to: { description: 'Not published after: a year, a month or a day, all of it included.', example: '2017-11-25' },
  snippets: { description: 'Snippets of a hit.', example: 1 },
  snippetLength: { description: 'Length of a snippet, in UTF-16 units.', example: 60 },
  exactTotal: { description: 'Count every hit, which may take long in a large index.', example: true },
  collapse: {
    description: 'Show near-duplicates as one hit, which says how many others stand behind it.',
    example: false,
  },
  facets: {
    description:
      'Fields to count, with commas between them: how many of all hits, not of the page, have each value. `year` and `month` count dates. ' +
      'With it `total` is exact.',
    example: ['source', 'year'],
    commas: true,
  },
  collection: {
    description:
      'A collection to ask, of those that the deployment serves; several give one answer, ranked as one collection. Default: the first of them.',
  },
  explain: {
    description: 'Say how the query was read and why each hit has its score; a 400 where the deployment has it off.',
    example: true,
  },
};

const ONE_COLLECTION = {
  collection: { description: 'The collection meant, of those that the deployment serves. Default: the first of them.' },
};

const SUGGEST_WORDS: Record<keyof typeof suggestParameters.entries, Words> = {
  q: {
    description:
      'What is typed so far, at most 200 UTF-16 units: characters, pinyin, the initials of pinyin, or a mixture of these.',
    example: 'lianyi',
  },
  limit: { description: 'Suggestions in the answer.', example: 5 },
  ...ONE_COLLECTION,
};

const SIMILAR_WORDS: Record<keyof typeof similarParameters.entries, Words> = {
  id: { description: 'Of the article, as hits have it, at most 512 bytes.', example: 'news/1.txt' },
  limit: { description: 'Hits in the answer.', example: 5 },
  snippets: { description: 'Snippets of a hit.', example: 1 },
  snippetLength: { description: 'Length of a snippet, in UTF-16 units.', example: 60 },
  ...ONE_COLLECTION,
};

/** A Parameter Object of OpenAPI 3.1. */
export interface Parameter extends Omit<Words, 'commas'> {
  name: string;
  in: 'query' | 'header';
  /** Absent where it may be left out. */
  required?: true;
  schema: object;
  style?: 'form';
  explode?: boolean;
}

/** Whatever the fields of a collection are called; OpenAPI has an object whose properties are parameters for such names. */
const FILTERS: Parameter = {
  name: 'filters',
  in: 'query',
  description:
    'Parameters `filter.FIELD`: only articles with this value of a field, to be repeated for any of several values; of several fields all must ' +
    'be passed. Values are compared as they are written. With it `total` is exact. An unknown field is a 400 that names those that there are.',
  example: { 'filter.source': '徐汇报' },
  style: 'form',
  explode: true,
  schema: { type: 'object', patternProperties: { '^filter\\.': { type: 'string' } }, additionalProperties: false },
};

export const searchParameterObjects = (): Parameter[] => [
  ...parameterObjects(searchParameters.entries, SEARCH_WORDS),
  FILTERS,
];

export const suggestParameterObjects = (): Parameter[] => parameterObjects(suggestParameters.entries, SUGGEST_WORDS);

export const similarParameterObjects = (): Parameter[] => parameterObjects(similarParameters.entries, SIMILAR_WORDS);

export const statusParameterObjects = (): Parameter[] => parameterObjects(collectionParameter.entries, ONE_COLLECTION);

function parameterObjects(entries: v.ObjectEntries, words: Record<string, Words>): Parameter[] {
  return Object.entries(entries).map(([name, entry]) => {
    const { commas, ...said } = words[name];
    const schema = valuesOf(entry);
    const isList = 'type' in schema && schema.type === 'array';
    const optional = entry.type === 'exact_optional' || v.safeParse(entry, undefined).success;
    const required = optional ? {} : ({ required: true } as const);
    return { name, in: 'query', ...said, ...required, ...(isList ? { style: 'form', explode: !commas } : {}), schema };
  });
}

/** What a parameter becomes is what it may be; checks that no JSON Schema can say are in the description. */
function valuesOf(entry: v.GenericSchema): object {
  const { $schema: _, ...schema } = toJsonSchema(entry, {
    target: 'draft-2020-12',
    typeMode: 'output',
    errorMode: 'ignore',
  });
  const absent = v.safeParse(entry, undefined);
  return absent.success && absent.output !== '' ? { ...schema, default: absent.output } : withoutDefault(schema);
}

const withoutDefault = ({ default: _, ...schema }: { default?: unknown }): object => schema;
