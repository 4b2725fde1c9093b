// The manifest: what a version of a collection consists of, and all that a reader needs to plan its
// first read. The pointer (`current.json`) is a manifest; history keeps a copy of each.

/** Bumped when a reader of the old format could not read the new one: a new folder in the store. */
export const FORMAT = 1;

/** Bumped when the same text gives other terms: a new folder in the store. */
export const ANALYSIS = 1;

/** Settings that the indexer fixed and the search needs; they travel in the manifest. */
export interface SearchSettings {
  /** IANA name; dates without an offset are in it. */
  timeZone: string;
  /** Weight of a title match against a body match. */
  titleBoost: number;
}

/** Where a part of a segment lies, in bytes from its start. */
export interface SectionRange {
  offset: number;
  length: number;
}

export interface SegmentManifest {
  /** File name under `objects/`: `<sha256>.seg`. */
  object: string;
  bytes: number;
  documents: number;
  /** The section table of the segment's tail, by section name. */
  sections: Record<string, SectionRange>;
  /** Base64 of the packed sparse index of the dictionary blocks. */
  sparseTerms: string;
  /** Base64 of the packed directory of the table that says where texts lie. */
  sparseStored: string;
}

export interface Manifest {
  format: number;
  analysis: number;
  collection: string;
  /** 16 hex digits over everything below: the same content and settings have the same version. */
  version: string;
  documents: number;
  /** Mean field lengths in tokens, fixed at the first build: the pivots of the slots. */
  pivots: { title: number; body: number };
  settings: SearchSettings;
  /** Digest over the settings that change terms (the site's dictionary, analysis): 16 hex digits. */
  termsDigest: string;
  segments: SegmentManifest[];
  /** ISO instant of the publish; not part of the version. */
  created: string;
}

/** Folder of a collection in the store, for this format and analysis. */
export function collectionFolder(collection: string): string {
  return `${collection}/f${FORMAT}-a${ANALYSIS}`;
}

export const pointerKey = (collection: string): string => `${collectionFolder(collection)}/current.json`;
export const manifestKey = (collection: string, version: string): string =>
  `${collectionFolder(collection)}/manifests/${version}.json`;
export const objectKey = (collection: string, object: string): string =>
  `${collectionFolder(collection)}/objects/${object}`;
