// The companions of a version that is being made, of its segments as they will be published. Making them is most of a small
// update's work, so those of the version before are kept where they still say what building everything would: the titles of
// suggestions exactly. Frequencies of words, and spelling, may lag a little.

import type { Companion, CompanionName } from '../../engine/index/companion.ts';
import { COMPANIONS, type DuplicatesManifest, type Manifest } from '../../engine/index/manifest.ts';
import { hiddenAlways } from '../../engine/search/curation.ts';
import type { ObjectReader } from '../../engine/store/store.ts';
import { type DuplicateCounts, groupDuplicates } from '../duplicates/version-groups.ts';
import type { BuiltFile } from '../publish/publish.ts';
import { isFresh } from '../spelling/spelling-companion.ts';
import { isHere, type SpellingOrder, type WrittenSpelling, writeSpelling } from '../spelling/write-spelling.ts';
import { madeOf, mayBeKept, packMadeOf, readMadeOf } from '../suggest/kept.ts';
import { readLiveTitles, readLiveWords } from '../suggest/live.ts';
import { suggestSections } from '../suggest/suggest-companion.ts';
import { createObjectReader } from './built-objects.ts';
import { writeCompanion } from './companion-writer.ts';
import { type BuildDictionaries, FEW_ARTICLES } from './lexicon.ts';
import { followInThread } from './lone-thread.ts';

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
  /** Threads that may work at once. */
  threads: number;
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
  // Side by side: each takes a tenth of a build's time.
  const both = [addSpelling(options, made), options.suggest ? addSuggestions(options, made) : null];
  // Whoever fails, nobody may still be writing into the folder when it goes.
  for (const outcome of await Promise.allSettled(both)) if (outcome.status === 'rejected') throw outcome.reason;
  if (options.duplicates) await addDuplicates(options, made);
  return inOrder(made);
}

/** Whoever was done first, the same build says the same. */
function inOrder({ companions, files, duplicates }: Companions): Companions {
  const placeOf = ({ object }: BuiltFile): number => COMPANIONS.findIndex((name) => object.endsWith(`.${name}`));
  const sorted = COMPANIONS.flatMap((name) => (companions[name] ? [[name, companions[name]] as const] : []));
  return {
    companions: Object.fromEntries(sorted),
    files: files.sort((a, b) => placeOf(a) - placeOf(b)),
    duplicates,
  };
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
  const { version, files, store, dictionaries, same, before, folder } = options;
  const hidden = hiddenAlways(version.curation);
  const known = same?.companions?.suggest;
  if (known && String(hiddenAlways(same.curation)) === String(hidden)) {
    made.companions.suggest = known;
    return;
  }
  const read = createObjectReader(version.collection, files, store);
  // Read twice rather than held: of a large collection they are a hundred megabytes.
  const readTitles = async (): Promise<Iterable<string> | null> => {
    const live = await readLiveTitles(version, read);
    return live && without(live, new Set(hidden));
  };
  const hashed = await readTitles();
  const now = hashed && madeOf(hashed, version.segments);
  const last = before?.companions?.suggest;
  const lastMadeOf = last && now ? await readMadeOf(last, read) : null;
  if (last && now && lastMadeOf && mayBeKept(lastMadeOf, now)) {
    made.companions.suggest = last;
    return;
  }
  const words = await readLiveWords(version, read);
  const titles = await readTitles();
  if (!now || !words || !titles) {
    options.onWarning('no suggestions: an earlier release built a part of the index; --rebuild builds it anew');
    return;
  }
  const sections = suggestSections({ words, titles, dictionary: dictionaries.dictionaries[1] ?? null });
  if (!sections) return;
  const { companion, file } = await writeCompanion(folder, 'suggest', [...sections, ['made-of', packMadeOf(now)]]);
  made.companions.suggest = companion;
  made.files.push(file);
}

/** Titles lead to their articles, so those of articles that are never found are not suggested. */
function* without(titles: Iterable<string>, hidden: ReadonlySet<number>): Generator<string> {
  let document = 0;
  for (const title of titles) if (!hidden.has(document++)) yield title;
}

async function addSpelling(options: CompanionsOptions, made: Companions): Promise<void> {
  const { version, files, store, before, folder, threads } = options;
  const { collection, segments, documents } = version;
  const known = before?.companions?.spelling;
  if (known && (await isFresh(known, segments, createObjectReader(collection, files, store)))) {
    made.companions.spelling = known;
    return;
  }
  const order: SpellingOrder = { kind: 'spelling', collection, segments, files, folder };
  const isAside = threads > 1 && documents > FEW_ARTICLES && isHere(order);
  const written = isAside
    ? ((await followInThread(order)) as WrittenSpelling | null)
    : await writeSpelling(order, store);
  if (!written) return;
  made.companions.spelling = written.companion;
  made.files.push(written.file);
}
