// The question and the answer of a search, as HTTP and the command line see them.

import type { Snippet } from '../highlight/snippet.ts';
import type { Explanation, QueryExplanation } from './explanation.ts';
import type { SuggestionKind } from './suggest-lookups.ts';

/** The values that a field must have any of. */
export interface FieldFilter {
  /** A filterable field of the index, such as `source`, `tags` or `extra.channel`. */
  field: string;
  values: string[];
}

/** How many hits have a value. */
export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchRequest {
  /** What was typed, at most 200 UTF-16 units. Empty only together with `from`, `to` or a filter. */
  q: string;
  /** Default: `some` for relevance, `all` for date sorts. */
  match?: 'some' | 'all';
  /** 1-50 */
  limit: number;
  /** 0-1000 */
  offset: number;
  sort: 'relevance' | 'newest' | 'oldest';
  /** Inclusive civil dates `YYYY-MM-DD` (already widened from `YYYY` or `YYYY-MM`). */
  from?: string;
  to?: string;
  /** An article has to pass all of them. With filters or facets `total` is exact. */
  filters?: FieldFilter[];
  /** Fields, `year` or `month`, each once: count the values that all hits have. */
  facets?: string[];
  /** 0-5 */
  snippets: number;
  /** 40-300 UTF-16 units */
  snippetLength: number;
  exactTotal: boolean;
  /** Names of the collections to ask; default: the first of those that are served. */
  collections?: string[];
  /** Show near-duplicates as one hit. Default: yes. */
  collapse?: boolean;
  /** Say of each hit why it has its score, and how the query was read. Default: no. */
  explain?: boolean;
}

export type { Explanation, QueryExplanation, Snippet };

export interface Hit {
  id: string;
  url: string | null;
  title: string;
  titleHtml: string;
  snippets: Snippet[];
  source: string | null;
  author: string | null;
  /** Civil date `YYYY-MM-DD`. */
  date: string | null;
  tags: string[];
  extra: Record<string, unknown>;
  score: number;
  matched: ('title' | 'body')[];
  /** Whose article it is; where several collections were asked. */
  collection?: string;
  /** The site shows it first for this query; absent otherwise. */
  pinned?: true;
  /** Near-duplicates of it that are hits too and not shown; at least so many while `totalRelation` is `gte`. */
  duplicates: number;
  /** Only when asked for. */
  explanation?: Explanation;
}

export interface DidYouMean {
  /** To be searched for as it is: the operators that were typed are in it. */
  query: string;
  /** The same, escaped, what was changed between `<mark>` and `</mark>`. */
  html: string;
  /** Hits that it has, with all else as asked; a lower bound where its own `totalRelation` would be `gte`. */
  total: number;
  /** The hits are its hits: pinyin was typed (xuhui wenming) that stands nowhere as it is. */
  answered?: true;
}

export interface CollectionInfo {
  collection: string;
  version: string;
  documents: number;
}

/** Of several collections, names and versions joined by commas, and the documents of all. */
export interface IndexInfo extends CollectionInfo {
  /** Each by itself, where several were asked. */
  collections?: CollectionInfo[];
}

export interface SearchResponse {
  query: string;
  total: number;
  totalRelation: 'eq' | 'gte';
  relaxed: boolean;
  hits: Hit[];
  /**
   * By facet that was asked for: of fields the 100 values of the most hits, of equally many in UTF-16 order; of years and
   * months (`2017`, `2017-11`) the 600 newest.
   */
  facets: Record<string, FacetValue[]>;
  /** What may have been meant, where no article that is shown holds what was typed. */
  didYouMean: DidYouMean | null;
  /** Where the site sends readers who ask this, as its curation has it: a link of http or https, or a relative one. */
  redirect: string | null;
  index: IndexInfo;
  /** How the query was read; only when asked for. */
  explanation?: QueryExplanation;
}

export interface SuggestRequest {
  /** What is typed so far, at most 200 UTF-16 units. */
  q: string;
  /** 1-10 */
  limit: number;
  /** Default: the first of those that are served. */
  collection?: string;
}

export type { SuggestionKind };

export interface Suggestion {
  text: string;
  /** The text escaped, with `<mark>` and nothing else. */
  html: string;
  /** What of it was typed: `[start, end)`, UTF-16 units. */
  marks: [start: number, end: number][];
  /** How it meets what was typed: as written, in full pinyin, in characters and pinyin, by initials, or by the same sound alone. */
  kind: SuggestionKind;
}

export interface SuggestResponse {
  query: string;
  suggestions: Suggestion[];
  index: IndexInfo;
}

export interface SimilarRequest {
  /** Of the article whose like is looked for. */
  id: string;
  /** 1-50 */
  limit: number;
  /** 0-5 */
  snippets: number;
  /** 40-300 UTF-16 units */
  snippetLength: number;
  /** The article's; default: the first of those that are served. */
  collection?: string;
}

export interface SimilarResponse {
  id: string;
  /** The words and names that tell the article from others, the most telling first; folded. */
  terms: string[];
  /** Other articles of its collection that share them, the most similar first. */
  hits: Hit[];
  index: IndexInfo;
}

export interface StatusResponse extends IndexInfo {
  format: number;
  analysis: number;
  /** Fields that every collection asked for can be filtered by, in the order of the first one's settings. */
  filterable: string[];
}

/** What a search cost: goes to `Server-Timing` and to the benches, never into the body. */
export interface SearchCost {
  /** Dependent rounds of reads, requests and bytes of this search alone; 0 when all was in memory. */
  rounds: number;
  requests: number;
  bytes: number;
}

/** One or several open collections: answers searches and says what is served. */
export interface Searcher {
  /**
   * @throws BadRequestError when the query cannot be answered as asked (only exclusions, ...),
   *   NoIndexError, CorruptIndexError, UnsupportedFormatError, AccessDeniedError,
   *   StoreUnavailableError, NotFoundError: no index can be read; CollectionError: the same of one of several
   *   collections that were asked together; DeadlineError: out of time
   */
  search(
    request: SearchRequest,
    options?: { signal?: AbortSignal },
  ): Promise<{ response: SearchResponse; cost: SearchCost }>;
  /** @throws NotBuiltError when the version was published without suggestions; the rest as `search` */
  suggest(
    request: SuggestRequest,
    options?: { signal?: AbortSignal },
  ): Promise<{ response: SuggestResponse; cost: SearchCost }>;
  /** @throws NoArticleError, NotBuiltError, and what `search` throws of an index that cannot be read */
  similar(
    request: SimilarRequest,
    options?: { signal?: AbortSignal },
  ): Promise<{ response: SimilarResponse; cost: SearchCost }>;
  status(options?: { signal?: AbortSignal; collections?: readonly string[] }): Promise<StatusResponse>;
}
