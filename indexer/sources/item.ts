// What reading a source gives: articles, and everything that kept an article from being read.
// Nothing is lost in silence: a record is an article, or skipped because it cannot be one, or left out
// because it was not meant to be one; either with a reason.

import type { Article } from '../../engine/article.ts';
import type { FieldMap } from './fields.ts';

export interface ReadOptions {
  /** Relative sources are looked up here; absolute path. */
  cwd: string;
  /** Our field <- the record's name, for JSON, CSV and front matter. */
  map?: FieldMap;
  /** IANA name; dates without an offset are in it. */
  timeZone: string;
  /** Address on the web of the folders that are read, ending with `/`: for pages that do not state theirs. */
  baseUrl?: string;
  /** What the source `-` reads; default `process.stdin`. */
  stdin?: NodeJS.ReadableStream;
}

/**
 * One thing that was found. `origin` is a path, `path#n` (record n of a file) or `path:line`, for grouping.
 * `reason` and `message` are whole sentences that already begin with the place: print them as they are.
 */
export type SourceItem =
  | { kind: 'article'; article: Article; origin: string }
  | { kind: 'skipped'; origin: string; reason: string }
  /** No trouble: a draft, a list of other pages. `reason` is a few words that others share, for counting. */
  | { kind: 'leftOut'; origin: string; reason: string }
  | { kind: 'warning'; origin: string; message: string };

/** What a format finds in one file, before names, types and limits are looked at. */
export type RawItem =
  | {
      kind: 'record';
      /** Values under our own field names; `guid` too. */
      fields: RawFields;
      /** Everything else that the record said. */
      extra?: Record<string, unknown>;
      /** Which record of the file it is, from 1; absent where a file is one article. */
      number?: number;
      /** The line where it starts, from 1, in formats that people look up by line. */
      line?: number;
    }
  | {
      kind: 'skipped';
      reason: string;
      number?: number;
      line?: number;
      /** Where in the line, from 1, UTF-16 units. */
      column?: number;
    }
  | { kind: 'leftOut'; reason: string; number?: number }
  | { kind: 'warning'; message: string; number?: number; line?: number };

export type RawFields = Partial<
  Record<'id' | 'guid' | 'url' | 'title' | 'body' | 'date' | 'source' | 'author' | 'tags', unknown>
>;
