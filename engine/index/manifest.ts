// The manifest: what a version of a collection consists of, and all that a reader needs to plan its
// first read. The pointer (`current.json`) is a manifest; history keeps a copy of each.

import { createHash } from 'node:crypto';
import { CorruptIndexError, REPAIR, UnsupportedFormatError } from '../errors.ts';

/** Bumped when a reader of the old format could not read the new one: a new folder in the store. */
export const FORMAT = 2;

/** Bumped when the same text gives other terms: a new folder in the store. */
export const ANALYSIS = 2;

/** Words that find one another, or words that find others as well; all folded. */
export type SynonymRule = { words: string[] } | { from: string[]; to: string[] };

/** What newer articles are worth more; see recency.ts of the search. */
export interface Recency {
  /** Days in which the advantage of a new article halves. */
  halfLife: number;
  /** What the newest article's score gains, as a share of it. */
  weight: number;
}

/** Settings that the indexer fixed and the search needs; they travel in the manifest. */
export interface SearchSettings {
  /** IANA name; dates without an offset are in it. */
  timeZone: string;
  /** Weight of a title match against a body match. */
  titleBoost: number;
  /** Absent when an article's age does not count. */
  recency?: Recency;
  /** Fields that have columns; absent in indexes that were built before there were any. */
  filterable?: string[];
  /** What words find besides themselves. Applied to queries; absent, like the lists below, when there are none. */
  synonyms?: SynonymRule[];
  /** Folded words that are dropped from a query beside others. */
  stopWords?: string[];
  /** Folded words of the site's dictionary that are several runs (5g基站): no segment knows them as words. */
  mixedWords?: string[];
}

/** What the site wants shown for given queries. Documents are numbers in the one order of the version. */
export interface CurationRule {
  /** Keys of whole queries (see search/curation.ts); absent for every query, which can only hide. */
  queries?: string[];
  /** Shown first, in this order. */
  pin?: number[];
  /** Never shown. */
  hide?: number[];
  /** A link of http or https, or a relative one. */
  redirect?: string;
}

/** Most bytes of each of the word lists above, and of the rules: every reader reads them with the pointer. */
export const MOST_LIST_BYTES = 64 * 1024;

/** Where a part of a segment lies, in bytes from its start. */
export interface SectionRange {
  offset: number;
  length: number;
}

/** A deletions object of a segment; see deletions.ts. */
export interface DeletionsManifest {
  /** File name under `objects/`: `<sha256>.del`. */
  object: string;
  bytes: number;
  /** Deleted documents. */
  documents: number;
  /** Bytes of their numbers, at the beginning of the object. */
  numbers: number;
  /** Base64 of the packed sparse index of its pages. */
  pages: string;
}

/** How the section of a column is divided; see column.ts. */
export interface ColumnManifest {
  /** Bytes of its directory, of its dictionary and of its lists; the rest are its documents. */
  directory: number;
  dictionary: number;
  postings: number;
  /** Base64 of the packed sparse index of its dictionary. */
  sparse: string;
}

export interface SegmentManifest {
  /** File name under `objects/`: `<sha256>.seg`. */
  object: string;
  bytes: number;
  /** Live and deleted. */
  documents: number;
  /** The section table of the segment's tail, by section name. */
  sections: Record<string, SectionRange>;
  /** Base64 of the packed sparse index of the dictionary blocks. */
  sparseTerms: string;
  /** Longest word of the lexicon that occurs, in characters. */
  longestWord: number;
  /** Dated documents; they come first, newest first. */
  dated: number;
  /** Distinct terms. */
  terms: number;
  /** Base64 of the packed directory of the table that says where texts lie. */
  storedDirectory: string;
  /** By field, of those in which a document has a value; absent in indexes that were built before there were columns. */
  columns?: Record<string, ColumnManifest>;
  /** Absent where all documents are live. */
  deletions?: DeletionsManifest;
}

/** Kinds of objects that stand beside the segments; see companion.ts. */
export const COMPANIONS = ['suggest', 'duplicates', 'spelling'] as const;
export type CompanionName = (typeof COMPANIONS)[number];

/** An object that is made of all articles of a version. */
export interface Companion {
  /** File name under `objects/`: `<sha256>.<name of the companion>`. */
  object: string;
  bytes: number;
  /** Where its sections lie, by name. */
  sections: Record<string, SectionRange>;
}

/** What is known of near-duplicates among the articles of a version. */
export interface DuplicatesManifest {
  /** Articles that are in a group. */
  articles: number;
  /** Groups: articles that the others of their groups are like. */
  originals: number;
  /** Base64 of the packed groups, where these are few (see duplicates.ts); of many, a companion has them. */
  groups?: string;
}

export interface Manifest {
  format: number;
  analysis: number;
  collection: string;
  /** 16 hex digits over everything below: the same content and settings have the same version. */
  version: string;
  /** Live ones of all segments. */
  documents: number;
  /** Mean field lengths in tokens, fixed at the first build: the pivots of the slots. */
  pivots: { title: number; body: number };
  settings: SearchSettings;
  /** Digest over the settings that change terms (the site's dictionary, analysis): 16 hex digits. */
  termsDigest: string;
  segments: SegmentManifest[];
  /** How the segments interleave in time (see numbering.ts); absent where they follow one another. */
  order?: string;
  /** Absent where the site has no rules. */
  curation?: CurationRule[];
  /** Absent where nobody looked for near-duplicates. */
  duplicates?: DuplicatesManifest;
  /** Absent where the version has none. */
  companions?: Partial<Record<CompanionName, Companion>>;
  /** ISO instant of the publish; not part of the version. */
  created: string;
}

/** Documents of a segment that are not deleted. */
export const liveDocuments = ({ documents, deletions }: SegmentManifest): number =>
  documents - (deletions?.documents ?? 0);

/** Folder of a collection in the store, for this format and analysis. */
export function collectionFolder(collection: string): string {
  return `${collection}/f${FORMAT}-a${ANALYSIS}`;
}

export const pointerKey = (collection: string): string => `${collectionFolder(collection)}/current.json`;
export const manifestKey = (collection: string, version: string): string =>
  `${collectionFolder(collection)}/manifests/${version}.json`;
export const objectKey = (collection: string, object: string): string =>
  `${collectionFolder(collection)}/objects/${object}`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The version of a manifest: a digest of all but the version itself and the time of the publish. */
export function manifestVersion(manifest: Omit<Manifest, 'version' | 'created'>): string {
  const { version: _version, created: _created, ...content } = manifest as Manifest;
  return digest(canonicalJson(content));
}

/** The bytes of a pointer or of a manifest in the history: JSON with a digest of itself. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify({ digest: digest(canonicalJson(manifest)), ...manifest })}\n`);
}

/**
 * @param key the object's key, for messages
 * @throws CorruptIndexError when a byte is not as it was written, UnsupportedFormatError when it is newer
 */
export function decodeManifest(bytes: Uint8Array, key: string): Manifest {
  let stored: Manifest & { digest?: string };
  try {
    stored = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new CorruptIndexError(`${key} is not valid JSON; ${REPAIR}`, { cause });
  }
  const { digest: stated, ...manifest } = stored ?? {};
  if (typeof manifest.format === 'number' && manifest.format > FORMAT)
    throw new UnsupportedFormatError(`${key} has format ${manifest.format}, newer than ${FORMAT}: update Xunwen`);
  if (stated !== digest(canonicalJson(manifest)))
    throw new CorruptIndexError(`${key} does not match its checksum; ${REPAIR}`);
  return manifest;
}

/** JSON with the keys of every object in order, so that equal values have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
