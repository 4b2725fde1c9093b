// The OpenAPI 3.1 document of the HTTP interface. Requests come from the schemas that check them, answers from the
// schemas that tests hold real answers against; what stands here is which path has which of them.

import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import packageJson from '../../../package.json' with { type: 'json' };
import { ANSWERS } from './answers.ts';
import { EXAMPLES } from './examples.ts';
import {
  type Parameter,
  searchParameterObjects,
  similarParameterObjects,
  statusParameterObjects,
  suggestParameterObjects,
} from './parameters.ts';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  /** What a good answer is. */
  answer: keyof typeof ANSWERS | null;
  /** Whether answers say in `Server-Timing` what they took. */
  timed: boolean;
}

/** By path. */
const OPERATIONS: Record<string, Operation> = {
  '/search': {
    operationId: 'search',
    summary: 'Search the articles',
    description:
      'Ranked hits with highlighted snippets. Parameters that are not known are refused by name, those that are repeated too, but for `collection`; ' +
      '`utm_*`, `fbclid`, `gclid` and `_` are ignored.',
    parameters: searchParameterObjects(),
    answer: 'SearchResponse',
    timed: true,
  },
  '/suggest': {
    operationId: 'suggest',
    summary: 'Suggest what is meant while it is typed',
    description:
      'Titles, frequent words and words of the site that begin as typed: as written, in pinyin, by initials, in a mixture of these, or by ' +
      'characters of the same sound. Nothing is suggested for an empty query.',
    parameters: suggestParameterObjects(),
    answer: 'SuggestResponse',
    timed: true,
  },
  '/similar': {
    operationId: 'similar',
    summary: 'Find articles like a given one',
    description:
      'Articles of the same collection that share the words and names by which the article differs from most others. An id that ' +
      'no article has is a 404.',
    parameters: similarParameterObjects(),
    answer: 'SimilarResponse',
    timed: true,
  },
  '/status': {
    operationId: 'status',
    summary: 'Say what is being served',
    description: 'The collection and the version of it that is searched now.',
    parameters: statusParameterObjects(),
    answer: 'StatusResponse',
    timed: false,
  },
  '/openapi.json': {
    operationId: 'openapi',
    summary: 'This document',
    description: 'The description of this interface, OpenAPI 3.1.',
    parameters: [],
    answer: null,
    timed: false,
  },
};

const ref = (kind: string, name: string): { $ref: string } => ({ $ref: `#/components/${kind}/${name}` });

/** The document, ready for `JSON.stringify`. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Xunwen 寻文',
      summary: packageJson.description,
      description:
        'Answers are JSON in UTF-8 with an `ETag` of code, index version and question. Errors are problem details (RFC 9457), are never ' +
        'cached, and name the parameter that was refused. HEAD is answered like GET, without a body.',
      version: packageJson.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Relative to where this document is, so that it holds below a stage or another prefix too.
    servers: [{ url: '.' }],
    paths: Object.fromEntries(
      Object.entries(OPERATIONS).map(([path, operation]) => [
        path,
        { get: operationObject(operation), head: headOf(operation) },
      ]),
    ),
    components: {
      schemas: schemas(),
      headers: HEADERS,
      responses: RESPONSES,
      parameters: { IfNoneMatch: IF_NONE_MATCH },
    },
  };
}

function operationObject({ operationId, summary, description, parameters, answer, timed }: Operation): object {
  const schema = answer === null ? { type: 'object' } : ref('schemas', answer);
  const examples = EXAMPLES[operationId];
  return {
    operationId,
    summary,
    description,
    parameters: [...parameters, ref('parameters', 'IfNoneMatch')],
    responses: {
      200: {
        description: 'The answer.',
        headers: { ...headersOf('ETag', 'CacheControl', 'NoSniff'), ...(timed ? headersOf('ServerTiming') : {}) },
        content: { 'application/json': { schema, ...(examples ? { examples } : {}) } },
      },
      ...REFUSALS,
    },
  };
}

/** HEAD has no content, which a Response Object says by having none. */
function headOf({ operationId, summary, parameters, timed }: Operation): object {
  return {
    operationId: `${operationId}Head`,
    summary: `${summary}: the headers alone`,
    parameters: [...parameters, ref('parameters', 'IfNoneMatch')],
    responses: {
      200: {
        description: 'What GET would have been answered with, without a body.',
        headers: { ...headersOf('ETag', 'CacheControl', 'NoSniff'), ...(timed ? headersOf('ServerTiming') : {}) },
      },
      ...REFUSALS,
    },
  };
}

const REFUSALS = {
  304: ref('responses', 'NotModified'),
  400: ref('responses', 'BadRequest'),
  404: ref('responses', 'NotFound'),
  405: ref('responses', 'MethodNotAllowed'),
  429: ref('responses', 'TooManyRequests'),
  500: ref('responses', 'InternalServerError'),
  503: ref('responses', 'ServiceUnavailable'),
  504: ref('responses', 'GatewayTimeout'),
};

const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Entity tags that the asker has the answers of, or `*`.',
  schema: { type: 'string' },
  example: '"Kc3xbM7mNlSwuZ5V1VYnQw"',
};

const text = (description: string, more: object = {}): object => ({ description, schema: { type: 'string', ...more } });

const HEADERS = {
  ETag: text('Of code, index version and question: equal tags are equal answers.', { pattern: '^"[\\w-]{22}"$' }),
  CacheControl: text('How long the answer may be kept; a deployment may set it.'),
  NoStore: text('Errors are never kept.', { const: 'no-store' }),
  NoSniff: text('The content type is meant.', { const: 'nosniff' }),
  ServerTiming: text('Milliseconds that the answer took, and what it read of the index (W3C Server Timing).'),
  RetryAfter: { description: 'Seconds after which to ask again.', schema: { type: 'integer', minimum: 1 } },
  Allow: text('The methods that there are.', { const: 'GET, HEAD' }),
};
const HEADER_NAMES: Record<keyof typeof HEADERS, string> = {
  ETag: 'ETag',
  CacheControl: 'Cache-Control',
  NoStore: 'Cache-Control',
  NoSniff: 'X-Content-Type-Options',
  ServerTiming: 'Server-Timing',
  RetryAfter: 'Retry-After',
  Allow: 'Allow',
};

function headersOf(...names: (keyof typeof HEADERS)[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [HEADER_NAMES[name], ref('headers', name)]));
}

function problemResponse(name: string, description: string, ...headers: (keyof typeof HEADERS)[]): object {
  return {
    description,
    headers: headersOf('NoStore', 'NoSniff', ...headers),
    content: { 'application/problem+json': { schema: ref('schemas', 'Problem'), examples: EXAMPLES[name] } },
  };
}

const RESPONSES = {
  NotModified: { description: 'The asker has this answer already.', headers: headersOf('ETag', 'CacheControl') },
  BadRequest: problemResponse(
    'BadRequest',
    'A parameter is unknown, repeated or out of range, or the query cannot be read.',
  ),
  NotFound: problemResponse('NotFound', 'There is nothing at this path, or no such article.'),
  MethodNotAllowed: problemResponse('MethodNotAllowed', 'Another method than GET and HEAD.', 'Allow'),
  TooManyRequests: {
    description:
      'More requests than the API lets through. From the API gateway, in its own form and without these headers.',
    content: { 'application/json': { schema: ref('schemas', 'GatewayMessage'), examples: EXAMPLES.TooManyRequests } },
  },
  InternalServerError: problemResponse('InternalServerError', 'What should not happen.'),
  ServiceUnavailable: problemResponse(
    'ServiceUnavailable',
    'No index can be read: none is published yet, or the store has a problem.',
    'RetryAfter',
  ),
  GatewayTimeout: problemResponse('GatewayTimeout', 'The answer took longer than 8 seconds.'),
};

function schemas(): object {
  return toJsonSchemaDefs(ANSWERS, {
    target: 'draft-2020-12',
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
}
