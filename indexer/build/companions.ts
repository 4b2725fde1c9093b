// The companions of a version that is being made, of its segments as they will be published. Suggestions are made anew with
// every version, unless nothing changed, so that they say what building everything would say; spelling may lag a little.

import type { Companion, CompanionName } from '../../engine/index/companion.ts';
import type { DuplicatesManifest, Manifest } from '../../engine/index/manifest.ts';
import { hiddenAlways } from '../../engine/search/curation.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import { type DuplicateCounts, groupDuplicates } from '../duplicates/version-groups.ts';
import type { BuiltFile } from '../publish/publish.ts';
import { isFresh, spellingSections } from '../spelling/spelling-companion.ts';
import { readLive } from '../suggest/live.ts';
import { suggestSections } from '../suggest/suggest-companion.ts';
import { createObjectReader } from './built-objects.ts';
import { writeCompanion } from './companion-writer.ts';
import type { BuildDictionaries } from './lexicon.ts';

export interface CompanionsOptions {
  version: Omit<Manifest, 'version' | 'created'>;
  /** Files of the segments that were built just now. */
  files: readonly BuiltFile[];
  /** Of the other segments; null where there are none. */
  store: ObjectReader | null;
  dictionaries: BuildDictionaries;
  /** Whether there are to be suggestions. */
  suggest: boolean;
  /** Whether near-duplicates are looked for. */
  duplicates: boolean;
  /** The version before with the very same segments, if it has. */
  same: Manifest | null;
  /** The version that this one was made of; null when everything was built. */
  before: Manifest | null;
  /** Existing folder of the build. */
  folder: string;
  onWarning(message: string): void;
}

export interface Companions {
  companions: Partial<Record<CompanionName, Companion>>;
  files: BuiltFile[];
  /** Null where nobody looked for near-duplicates. */
  duplicates: { manifest: DuplicatesManifest; counts: DuplicateCounts } | null;
}

export async function makeCompanions(options: CompanionsOptions): Promise<Companions> {
  const made: Companions = { companions: {}, files: [], duplicates: null };
  if (options.suggest) await addSuggestions(options, made);
  await addSpelling(options, made);
  if (options.duplicates) await addDuplicates(options, made);
  return made;
}

async function addDuplicates(options: CompanionsOptions, made: Companions): Promise<void> {
  const { version, files, store, same, folder } = options;
  const read = createObjectReader(version.collection, files, store);
  const { manifest, counts, companion, file } = await groupDuplicates(version, read, folder, same);
  made.duplicates = { manifest, counts };
  if (companion) made.companions.duplicates = companion;
  if (file) made.files.push(file);
}

async function addSuggestions(options: CompanionsOptions, made: Companions): Promise<void> {
  const { version, files, store, dictionaries, same, folder } = options;
  const hidden = hiddenAlways(version.curation);
  const known = same?.companions?.suggest;
  if (known && String(hiddenAlways(same.curation)) === String(hidden)) {
    made.companions.suggest = known;
    return;
  }
  const live = await readLive(version, createObjectReader(version.collection, files, store));
  if (!live) {
    options.onWarning('no suggestions: an earlier release built a part of the index; --rebuild builds it anew');
    return;
  }
  const titles = without(live.titles, new Set(hidden));
  const sections = suggestSections({ ...live, titles, dictionary: dictionaries.dictionaries[1] ?? null });
  if (!sections) return;
  const { companion, file } = await writeCompanion(folder, 'suggest', sections);
  made.companions.suggest = companion;
  made.files.push(file);
}

/** Titles lead to their articles, so those of articles that are never found are not suggested. */
function* without(titles: Iterable<string>, hidden: ReadonlySet<number>): Generator<string> {
  let document = 0;
  for (const title of titles) if (!hidden.has(document++)) yield title;
}

async function addSpelling(
  { version, files, store, before, folder }: CompanionsOptions,
  made: Companions,
): Promise<void> {
  const read = createObjectReader(version.collection, files, store);
  const known = before?.companions?.spelling;
  if (known && (await isFresh(known, version.segments, read))) {
    made.companions.spelling = known;
    return;
  }
  const sections = await spellingSections(version.segments, read);
  if (!sections) return;
  const { companion, file } = await writeCompanion(folder, 'spelling', sections);
  made.companions.spelling = companion;
  made.files.push(file);
}
