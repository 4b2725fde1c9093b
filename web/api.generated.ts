// Written by scripts/generate-openapi.ts from the OpenAPI document; do not edit.

export interface SearchParameters {
  /** The query, at most 200 UTF-16 units: words, `"exact phrase"`, `-excluded`, `title:word`, upper-case `OR` between neighbours. Simplified and Traditional find one another. Empty only with a date or a filter. */
  q?: string | undefined;
  /** Whether all words are wanted, or the share of them that tells. Default: `some`; `all` with a date sort. */
  match?: "some" | "all" | undefined;
  /** Hits in the answer. Default: 10. */
  limit?: number | undefined;
  /** Hits before the first one in the answer. Default: 0. */
  offset?: number | undefined;
  /** Order of the hits; undated articles are last by date either way. Default: "relevance". */
  sort?: "relevance" | "newest" | "oldest" | undefined;
  /** Not published before: a year, a month or a day, all of it included. */
  from?: string | undefined;
  /** Not published after: a year, a month or a day, all of it included. */
  to?: string | undefined;
  /** Snippets of a hit. Default: 2. */
  snippets?: number | undefined;
  /** Length of a snippet, in UTF-16 units. Default: 120. */
  snippetLength?: number | undefined;
  /** Count every hit, which may take long in a large index. Default: false. */
  exactTotal?: boolean | undefined;
  /** Show near-duplicates as one hit, which says how many others stand behind it. Default: true. */
  collapse?: boolean | undefined;
  /** A collection to ask, of those that the deployment serves; several give one answer, ranked as one collection. Default: the first of them. */
  collection?: string | readonly string[] | undefined;
  /** Say how the query was read and why each hit has its score; a 400 where the deployment has it off. Default: false. */
  explain?: boolean | undefined;
  /** Fields to count, with commas between them: how many of all hits, not of the page, have each value. `year` and `month` count dates. With it `total` is exact. */
  facets?: string | readonly string[] | undefined;
  /** Parameters `filter.FIELD`: only articles with this value of a field, to be repeated for any of several values; of several fields all must be passed. Values are compared as they are written. With it `total` is exact. An unknown field is a 400 that names those that there are. */
  filters?: Record<string, string | readonly string[]> | undefined;
}

export interface SuggestParameters {
  /** What is typed so far, at most 200 UTF-16 units: characters, pinyin, the initials of pinyin, or a mixture of these. */
  q?: string | undefined;
  /** Suggestions in the answer. Default: 10. */
  limit?: number | undefined;
  /** The collection meant, of those that the deployment serves. Default: the first of them. */
  collection?: string | undefined;
}

export interface SimilarParameters {
  /** Of the article, as hits have it, at most 512 bytes. */
  id: string;
  /** Hits in the answer. Default: 10. */
  limit?: number | undefined;
  /** Snippets of a hit. Default: 2. */
  snippets?: number | undefined;
  /** Length of a snippet, in UTF-16 units. Default: 120. */
  snippetLength?: number | undefined;
  /** The collection meant, of those that the deployment serves. Default: the first of them. */
  collection?: string | undefined;
}

export interface StatusParameters {
  /** The collection meant, of those that the deployment serves. Default: the first of them. */
  collection?: string | undefined;
}

export interface SearchResponse {
  /** As it was sent. */
  query: string;
  /** Articles that are hits, on this page or not. */
  total: number;
  /** `gte`: `total` is a lower bound. */
  totalRelation: "eq" | "gte";
  /** Nothing held all that was wanted; these hold the most of it. */
  relaxed: boolean;
  hits: Hit[];
  /** By facet that was asked for: values and how many of all hits have them, most first; years and months newest first. */
  facets: Record<string, {
    value: string;
    count: number;
  }[]>;
  didYouMean: {
    /** To be sent as it is: the operators that were typed are in it. */
    query: string;
    /** The same, escaped, what was changed between `<mark>` and `</mark>`. */
    html: string;
    /** Its hits, with all else as asked; a lower bound where its own `totalRelation` would be `gte`, so exact with `exactTotal=true`. */
    total: number;
    /** The hits are its hits: pinyin was typed that stands nowhere as it is. */
    answered?: true;
  } | null;
  /** Where the site sends readers who ask this: a link of http or https, or a relative one. Following it is up to the page. */
  redirect: string | null;
  index: IndexInfo;
  explanation?: QueryExplanation;
}

export interface SuggestResponse {
  /** As it was sent. */
  query: string;
  /** The best first, each once. */
  suggestions: {
    text: string;
    /** `text`, escaped, with `<mark>` around what was typed and no other markup. */
    html: string;
    /** `[start, end)` pairs in `text`, in UTF-16 units. */
    marks: [number, number][];
    /** How it meets what was typed: as written, in full pinyin, in characters and pinyin, by initials, by the same sound alone. */
    kind: "text" | "pinyin" | "mixed" | "initials" | "sound";
  }[];
  index: IndexInfo;
}

export interface SimilarResponse {
  /** As it was sent. */
  id: string;
  /** The words and names that tell the article from others, the most telling first; Simplified and in lower case. */
  terms: string[];
  /** Other articles that share them, the most similar first; what they share is marked. */
  hits: Hit[];
  index: IndexInfo;
}

export interface StatusResponse {
  /** Of several that were asked, their names with commas between them. */
  collection: string;
  /** Changes whenever other articles or settings are published; of several collections, theirs with commas between them. */
  version: string;
  /** Articles in it; of several collections, in all. */
  documents: number;
  /** Each by itself, where several were asked. */
  collections?: CollectionInfo[];
  /** Version of the format that the index is written in. */
  format: number;
  /** Version of how texts are cut into terms. */
  analysis: number;
  /** Fields that `filter.FIELD` and `facets` take. */
  filterable: string[];
}

export interface Hit {
  id: string;
  url: string | null;
  title: string;
  /** The title, escaped, with `<mark>` around what matched and no other markup. */
  titleHtml: string;
  /** In the order of the body; `[]` for an empty one. */
  snippets: Snippet[];
  source: string | null;
  author: string | null;
  /** The civil day of publication, `YYYY-MM-DD`. */
  date: string | null;
  tags: string[];
  /** What else the article said, up to 2 KB. */
  extra: Record<string, unknown>;
  score: number;
  /** The fields that what was asked for stands in. */
  matched: ("title" | "body")[];
  /** Whose article it is; where several collections were asked. */
  collection?: string;
  /** Near-duplicates of it that are hits too and not shown. */
  duplicates: number;
  /** The site shows it first for this query. */
  pinned?: true;
  explanation?: Explanation;
}

export interface Snippet {
  /** `text`, escaped, with `<mark>` around what matched and no other markup. */
  html: string;
  /** An exact slice of the stored body, without ellipses. */
  text: string;
  /** Where `text` starts in the body, in UTF-16 units. */
  offset: number;
  /** `[start, end)` pairs in `text`, in UTF-16 units, ascending and apart. */
  marks: [number, number][];
}

export interface IndexInfo {
  /** Of several that were asked, their names with commas between them. */
  collection: string;
  /** Changes whenever other articles or settings are published; of several collections, theirs with commas between them. */
  version: string;
  /** Articles in it; of several collections, in all. */
  documents: number;
  /** Each by itself, where several were asked. */
  collections?: CollectionInfo[];
}

export interface CollectionInfo {
  collection: string;
  /** Changes whenever other articles or settings are published. */
  version: string;
  /** Articles in it. */
  documents: number;
}

/** Why a hit has its score; only with `explain=true`. */
export interface Explanation {
  /** `sum` x `factor` x `recency`, not rounded. */
  score: number;
  sum: number;
  factor: number;
  recency: number;
  keywords: {
    text: string;
    stands: "as typed" | "in parts" | "apart" | "partly" | "missing";
  }[];
  parts: {
    what: "term" | "character" | "title" | "best sentence" | "beginning";
    text: string;
    /** `weight` x `impact`. */
    score: number;
    weight: number;
    impact: number;
    occurrences: {
      title: number;
      body: number;
    } | null;
    termWeight: number | null;
    idf: number | null;
    documentFrequency: number | null;
    synonymOf: string | null;
  }[];
  units: {
    text: string;
    field: "title" | null;
    held: boolean;
    by: "word" | "bigrams" | "parts" | "phrase" | "synonym" | null;
    synonym: string | null;
  }[];
  covered: number;
  lengths: {
    title: number;
    body: number;
  };
  firstPhase: number | null;
}

/** How the query was read; only with `explain=true`. */
export interface QueryExplanation {
  order: "relevance" | "newest" | "oldest";
  match: "some" | "all";
  needed: number;
  units: {
    text: string;
    kind: "word" | "run" | "character" | "mixed" | "latin" | "date" | "phrase";
    field: "title" | null;
    use: "wanted" | "required" | "excluded";
    clause: number | null;
    weight: number;
    synonyms: string[];
  }[];
  dropped: {
    text: string;
    why: "stop word" | "asks or binds" | "too many words";
  }[];
  terms: {
    text: string;
    field: "title" | null;
    use: "asked" | "ranks" | "excluded";
    prefix: boolean;
    termWeight: number;
    idf: number | null;
    documentFrequency: number | null;
    synonymOf: string | null;
  }[];
  characters: {
    text: string;
    termWeight: number;
    idf: number;
  }[];
  bm25: {
    k1: number;
    b: number;
    titleBoost: number;
    pivots: {
      title: number;
      body: number;
    };
    documents: number;
  };
}

/** Problem details (RFC 9457). */
export interface Problem {
  type: "about:blank";
  title: string;
  status: number;
  /** A sentence for people. */
  detail: string;
  /** Of a 400: the parameter that was refused. */
  parameter?: string;
  /** Of a 503: which of several collections that were asked together cannot be read. */
  collection?: string;
}

/** The gateway's own form. */
export interface GatewayMessage {
  message: string;
}
