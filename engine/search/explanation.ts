// Why a hit has its score and why an article is none, as plain JSON. The model is Lucene's Explanation (a value, what
// it is, and the values it was made of), with fields in place of sentences, so that programs can read it too.

import type { ScorePart } from './text-score.ts';
import type { Unit } from './unit.ts';

/** One summand of a hit's score: `score = weight x impact`. */
export interface ExplainedPart {
  /**
   * `term` and `character` are BM25F; `title`, `best sentence` and `beginning` add a share of what the terms are worth
   * that stand there together.
   */
  what: ScorePart['what'];
  /** The term or character, folded; empty for the others. */
  text: string;
  score: number;
  /** `termWeight x idf`; of the others the sum that is weighed. */
  weight: number;
  /**
   * Of a term `tf / (tf + k1)`, where tf is the sum over title and body of
   * `boost x occurrences / (1 - b + b length / pivot)`; of the others their own weight.
   */
  impact: number;
  /** How often it stands in each field. */
  occurrences: { title: number; body: number } | null;
  /** What kind of term it is, as a weight (see docs/design.md, Ranking). */
  termWeight: number | null;
  /** Inverse document frequency; of a word with synonyms that of all ways to write it; null where rarity does not count. */
  idf: number | null;
  /** Articles that hold the term; null for characters, whose rarity is that of Chinese writing. */
  documentFrequency: number | null;
  /** The word that was typed, when a synonym of it scores. */
  synonymOf: string | null;
}

/** Where a keyword (what was typed between spaces) stands in an article. */
export interface ExplainedKeyword {
  text: string;
  /**
   * `as typed`: literally, or with a synonym in a word's place; `in parts`: in the parts between its signs; `apart`: all
   * its words, elsewhere; `partly`: some of its words; `missing`: none.
   */
  stands: 'as typed' | 'in parts' | 'apart' | 'partly' | 'missing';
}

/** Whether an article holds a unit of the query, and by what. */
export interface ExplainedUnit {
  text: string;
  field: 'title' | null;
  held: boolean;
  /**
   * `word`: as a word, number, day or character of its own; `bigrams`: all pairs of its characters, wherever they stand; `parts`: all terms
   * that it was taken apart into; `phrase`: literally; `synonym`: see `synonym`; null when it is not held.
   */
  by: 'word' | 'bigrams' | 'parts' | 'phrase' | 'synonym' | null;
  /** The synonym that is held, where the unit itself is not. */
  synonym: string | null;
}

/** Why a hit has its score. Numbers are not rounded. */
export interface Explanation {
  /** `sum x factor x recency`; the hit's `score` is this with four decimals. */
  score: number;
  /** That of the parts' scores. */
  sum: number;
  /** 0 to 1: what the sum is multiplied by when keywords are missing or stand apart. */
  factor: number;
  /** 1 or more: what it is multiplied by for its date; 1 where dates do not count. */
  recency: number;
  /** Why the factor is what it is. */
  keywords: ExplainedKeyword[];
  parts: ExplainedPart[];
  /** What the query asks for and this article holds, or not. */
  units: ExplainedUnit[];
  /** Share of the wanted units that it holds, by their weights, 0 to 1. */
  covered: number;
  /** Tokens of the fields, for `impact`. */
  lengths: { title: number; body: number };
  /**
   * The score from postings, with rounded impacts and of the lists as far as they were read, that chose the articles
   * whose texts were scored; null when nothing was asked for but dates.
   */
  firstPhase: number | null;
}

/** Something that the query asks an article to hold. */
export interface PlannedUnit {
  text: string;
  kind: Unit['kind'] | 'phrase';
  field: 'title' | null;
  /** `wanted`: counts towards `needed`; `required`: no article is a hit without, unless the answer is relaxed; `excluded`: none is with it. */
  use: 'wanted' | 'required' | 'excluded';
  /** Of the units with the same number, one group of `clauses` is enough; null for an excluded one. */
  clause: number | null;
  /** What its clause counts towards `needed`: its rarity (IDF), or 1 when all are wanted. */
  weight: number;
  synonyms: string[];
}

/** A term that was looked up. */
export interface PlannedTerm {
  text: string;
  field: 'title' | null;
  /** `asked`: shows that a unit is held; `ranks`: only scores (two characters across two words); `excluded`. */
  use: 'asked' | 'ranks' | 'excluded';
  /** Stands for every term that begins with it. */
  prefix: boolean;
  termWeight: number;
  idf: number | null;
  /** Articles that hold the term; null for a prefix. */
  documentFrequency: number | null;
  synonymOf: string | null;
}

/** How a query was read: why an article is no hit. */
export interface QueryExplanation {
  /** What the hits are ordered by: without words by date. Of a date sort the scores decide nothing. */
  order: 'relevance' | 'newest' | 'oldest';
  match: 'some' | 'all';
  /** Share of the wanted units that an article must hold, by their weights, 0 to 1; less where the answer is `relaxed`. */
  needed: number;
  units: PlannedUnit[];
  /** Words of the query that are not asked for. */
  dropped: { text: string; why: 'stop word' | 'asks or binds' | 'too many words' }[];
  terms: PlannedTerm[];
  /** Single characters that count in the second phase; their IDF is that of Chinese writing. */
  characters: { text: string; termWeight: number; idf: number }[];
  /** What `impact` and `idf` are made of. */
  bm25: { k1: number; b: number; titleBoost: number; pivots: { title: number; body: number }; documents: number };
}
