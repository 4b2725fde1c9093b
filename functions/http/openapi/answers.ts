// What the paths answer, as schemas: the OpenAPI document is written from them, and tests hold real answers against it.
// Every object is strict, so that a member which is answered and not described here is a failing test. The compiler
// holds them against the types that the engine answers with: `required<Exactly<…>>` fails where one has a member that
// the other has not. After a change here run `node scripts/generate-openapi.ts`. None of this is in the Lambda's bundle.

import * as v from 'valibot';
import type {
  CollectionInfo,
  DidYouMean,
  Hit,
  IndexInfo,
  SearchResponse,
  SimilarResponse,
  Snippet,
  StatusResponse,
  SuggestResponse,
} from '../../../engine/search/contract.ts';
import { described, type Exactly, nonNegative, positions, required } from './describe.ts';
import { explanation, queryExplanation } from './explanations.ts';

const CIVIL_DAY = /^\d{4}-\d{2}-\d{2}$/;

export const snippet = v.strictObject({
  html: described(v.string(), '`text`, escaped, with `<mark>` around what matched and no other markup.'),
  text: described(v.string(), 'An exact slice of the stored body, without ellipses.'),
  offset: described(nonNegative, 'Where `text` starts in the body, in UTF-16 units.'),
  marks: described(positions, '`[start, end)` pairs in `text`, in UTF-16 units, ascending and apart.'),
});
required<Exactly<Snippet, v.InferOutput<typeof snippet>>>();

export const hit = v.strictObject({
  id: v.string(),
  url: v.nullable(v.string()),
  title: v.string(),
  titleHtml: described(v.string(), 'The title, escaped, with `<mark>` around what matched and no other markup.'),
  snippets: described(v.array(snippet), 'In the order of the body; `[]` for an empty one.'),
  source: v.nullable(v.string()),
  author: v.nullable(v.string()),
  date: described(v.nullable(v.pipe(v.string(), v.regex(CIVIL_DAY))), 'The civil day of publication, `YYYY-MM-DD`.'),
  tags: v.array(v.string()),
  extra: described(v.record(v.string(), v.unknown()), 'What else the article said, up to 2 KB.'),
  score: v.number(),
  matched: described(v.array(v.picklist(['title', 'body'])), 'The fields that what was asked for stands in.'),
  collection: v.exactOptional(described(v.string(), 'Whose article it is; where several collections were asked.')),
  duplicates: described(nonNegative, 'Near-duplicates of it that are hits too and not shown.'),
  pinned: v.exactOptional(described(v.literal(true), 'The site shows it first for this query.')),
  explanation: v.exactOptional(explanation),
});
required<Exactly<Hit, v.InferOutput<typeof hit>>>();

const collectionInfo = v.strictObject({
  collection: v.string(),
  version: described(v.string(), 'Changes whenever other articles or settings are published.'),
  documents: described(nonNegative, 'Articles in it.'),
});
required<Exactly<CollectionInfo, v.InferOutput<typeof collectionInfo>>>();

const indexEntries = {
  collection: described(v.string(), 'Of several that were asked, their names with commas between them.'),
  version: described(
    v.string(),
    'Changes whenever other articles or settings are published; of several collections, theirs with commas between them.',
  ),
  documents: described(nonNegative, 'Articles in it; of several collections, in all.'),
  collections: v.exactOptional(described(v.array(collectionInfo), 'Each by itself, where several were asked.')),
};
export const indexInfo = v.strictObject(indexEntries);
required<Exactly<IndexInfo, v.InferOutput<typeof indexInfo>>>();

const didYouMean = described(
  v.strictObject({
    query: described(v.string(), 'To be sent as it is: the operators that were typed are in it.'),
    html: described(v.string(), 'The same, escaped, what was changed between `<mark>` and `</mark>`.'),
    total: described(
      nonNegative,
      'Its hits, with all else as asked; a lower bound where its own `totalRelation` would be `gte`, so exact with `exactTotal=true`.',
    ),
    answered: v.exactOptional(
      described(v.literal(true), 'The hits are its hits: pinyin was typed that stands nowhere as it is.'),
    ),
  }),
  'What may have been meant, where no article that is shown holds what was typed.',
);
required<Exactly<DidYouMean, v.InferOutput<typeof didYouMean>>>();

export const searchResponse = v.strictObject({
  query: described(v.string(), 'As it was sent.'),
  total: described(nonNegative, 'Articles that are hits, on this page or not.'),
  totalRelation: described(v.picklist(['eq', 'gte']), '`gte`: `total` is a lower bound.'),
  relaxed: described(v.boolean(), 'Nothing held all that was wanted; these hold the most of it.'),
  hits: v.array(hit),
  facets: described(
    v.record(v.string(), v.array(v.strictObject({ value: v.string(), count: nonNegative }))),
    'By facet that was asked for: values and how many of all hits have them, most first; years and months newest first.',
  ),
  didYouMean: v.nullable(didYouMean),
  redirect: described(
    v.nullable(v.string()),
    'Where the site sends readers who ask this: a link of http or https, or a relative one. Following it is up to the page.',
  ),
  index: indexInfo,
  explanation: v.exactOptional(queryExplanation),
});
required<Exactly<SearchResponse, v.InferOutput<typeof searchResponse>>>();

export const suggestResponse = v.strictObject({
  query: described(v.string(), 'As it was sent.'),
  suggestions: described(
    v.array(
      v.strictObject({
        text: v.string(),
        html: described(v.string(), '`text`, escaped, with `<mark>` around what was typed and no other markup.'),
        marks: described(positions, '`[start, end)` pairs in `text`, in UTF-16 units.'),
        kind: described(
          v.picklist(['text', 'pinyin', 'mixed', 'initials', 'sound']),
          'How it meets what was typed: as written, in full pinyin, in characters and pinyin, by initials, by the same sound alone.',
        ),
      }),
    ),
    'The best first, each once.',
  ),
  index: indexInfo,
});
required<Exactly<SuggestResponse, v.InferOutput<typeof suggestResponse>>>();

export const similarResponse = v.strictObject({
  id: described(v.string(), 'As it was sent.'),
  terms: described(
    v.array(v.string()),
    'The words and names that tell the article from others, the most telling first; Simplified and in lower case.',
  ),
  hits: described(v.array(hit), 'Other articles that share them, the most similar first; what they share is marked.'),
  index: indexInfo,
});
required<Exactly<SimilarResponse, v.InferOutput<typeof similarResponse>>>();

export const statusResponse = v.strictObject({
  ...indexEntries,
  format: described(nonNegative, 'Version of the format that the index is written in.'),
  analysis: described(nonNegative, 'Version of how texts are cut into terms.'),
  filterable: described(v.array(v.string()), 'Fields that `filter.FIELD` and `facets` take.'),
});
required<Exactly<StatusResponse, v.InferOutput<typeof statusResponse>>>();

export const problem = described(
  v.strictObject({
    type: v.literal('about:blank'),
    title: v.string(),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    detail: described(v.string(), 'A sentence for people.'),
    parameter: v.exactOptional(described(v.string(), 'Of a 400: the parameter that was refused.')),
    collection: v.exactOptional(
      described(v.string(), 'Of a 503: which of several collections that were asked together cannot be read.'),
    ),
  }),
  'Problem details (RFC 9457).',
);

/** What the API gateway answers by itself. */
export const gatewayMessage = described(v.strictObject({ message: v.string() }), "The gateway's own form.");

/** What the document has under `components.schemas`. */
export const ANSWERS = {
  SearchResponse: searchResponse,
  SuggestResponse: suggestResponse,
  SimilarResponse: similarResponse,
  StatusResponse: statusResponse,
  Hit: hit,
  Snippet: snippet,
  IndexInfo: indexInfo,
  CollectionInfo: collectionInfo,
  Explanation: explanation,
  QueryExplanation: queryExplanation,
  Problem: problem,
  GatewayMessage: gatewayMessage,
};
