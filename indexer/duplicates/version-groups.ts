// The groups of near-duplicates of a version that was just made: all its live articles are compared by the sketches that
// its segments keep, those of this build and those published before, so that it does not matter how it came about.

import { SKETCH_WORDS } from '../../engine/analysis/sketch.ts';
import { createBlockCache } from '../../engine/index/block-cache.ts';
import { GROUPS_SECTION, packGroups } from '../../engine/index/duplicates.ts';
import { type Companion, type DuplicatesManifest, liveDocuments, type Manifest } from '../../engine/index/manifest.ts';
import { NO_DOCUMENT } from '../../engine/index/numbering.ts';
import { numberingOf, openPublishedIndex } from '../../engine/index/published-index.ts';
import { createReadSession } from '../../engine/index/reads.ts';
import { sketchesPart } from '../../engine/index/segment.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import type { ReadObject } from '../build/built-objects.ts';
import { writeCompanion } from '../build/companion-writer.ts';
import type { BuiltFile } from '../publish/publish.ts';
import { type SketchedArticles, starGroups } from './star-groups.ts';

/** A table of more bytes is a companion: every reader reads what stands in the manifest, and a third more as base64. */
const MOST_INLINE_BYTES = 4096;

/** What the summary of a build says of them. */
export interface DuplicateCounts {
  /** As in the manifest. */
  articles: number;
  originals: number;
  /** Live articles of segments that were built without sketches: they are compared with none. */
  unknown: number;
}

export interface VersionGroups {
  counts: DuplicateCounts;
  manifest: DuplicatesManifest;
  companion: Companion | null;
  /** Of the companion, if the store may not have it yet. */
  file: BuiltFile | null;
}

/** The version that is made, without what depends on its near-duplicates. */
type Made = Omit<Manifest, 'version' | 'created'>;

/**
 * @param read objects of the version, published or built just now
 * @param folder existing folder for the companion
 * @param same a version of the same articles, whose groups are taken if it has any
 */
export async function groupDuplicates(
  made: Made,
  read: ReadObject,
  folder: string,
  same: Manifest | null,
): Promise<VersionGroups> {
  const unknown = made.segments
    .filter(({ sections }) => !sections.sketches)
    .reduce((sum, segment) => sum + liveDocuments(segment), 0);
  const countsOf = ({ articles, originals }: DuplicatesManifest) => ({ articles, originals, unknown });
  if (same?.duplicates) {
    const { duplicates, companions } = same;
    return {
      counts: countsOf(duplicates),
      manifest: duplicates,
      companion: companions?.duplicates ?? null,
      file: null,
    };
  }
  const articles = await readSketched(made, read);
  const groups = starGroups(articles);
  const manifest: DuplicatesManifest = { articles: 0, originals: 0 };
  for (const group of groups) {
    if (group > 0) manifest.articles++;
    manifest.originals = Math.max(manifest.originals, group);
  }
  const found = { manifest, counts: countsOf(manifest), companion: null, file: null };
  if (manifest.articles === 0) return found;
  const packed = packGroups(groups);
  if (packed.length <= MOST_INLINE_BYTES)
    return { ...found, manifest: { ...manifest, groups: Buffer.from(packed).toString('base64') } };
  return { ...found, ...(await writeCompanion(folder, 'duplicates', [[GROUPS_SECTION, packed]])) };
}

/** The sketches of all live articles, in the order of the index; zeros for those without a sketch. */
async function readSketched(made: Made, read: ReadObject): Promise<SketchedArticles> {
  const session = createReadSession();
  const manifest: Manifest = { ...made, version: '', created: '' };
  const reader: ObjectReader = {
    url: '',
    get: (key) => Promise.reject(new Error(`${key} is not read whole`)),
    getRange: (key, offset, length) => read(key.slice(key.lastIndexOf('/') + 1), offset, length),
  };
  const index = await openPublishedIndex(reader, manifest, createBlockCache(0), 0, session);
  const numbering = await numberingOf(index, session);
  const { documents, dated } = numbering;
  const sketches = new Uint32Array(documents * SKETCH_WORDS);
  for (const [i, segment] of index.segments.entries()) {
    const { base, each } = numbering.segments[i];
    const numberOf = (local: number): number => (each === null ? base + local : each[local]);
    const part = sketchesPart(segment);
    if (part === null) continue;
    const [own] = await index.reads.fetch(session, [part]);
    for (let local = 0; local < segment.manifest.documents; local++) {
      const document = numberOf(local);
      if (document === NO_DOCUMENT) continue;
      sketches.set(own.subarray(local * SKETCH_WORDS, (local + 1) * SKETCH_WORDS), document * SKETCH_WORDS);
    }
  }
  return { length: documents, dated, sketches };
}
