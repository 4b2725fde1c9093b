// `xunwen index`: read, build, publish, and say what came of it.

import { UsageError, XunwenError } from '../../engine/errors.ts';
import { type Manifest, objectKey, pointerKey } from '../../engine/index/manifest.ts';
import type { ObjectStore } from '../../engine/store/store.ts';
import type { Build, BuildBase } from '../build/build.ts';
import { counted } from '../format.ts';
import { RefusedError } from '../publish/gates.ts';
import { brokenObjects, requireObjects } from '../publish/objects.ts';
import { findOldFormats } from '../publish/old-formats.ts';
import { type Pointer, readPointer } from '../publish/pointer.ts';
import { previousManifest, publish } from '../publish/publish.ts';
import { newestInHistory } from '../publish/versions.ts';
import { readArticles } from '../sources/read.ts';
import { type CommandContext, type GlobalFlags, type Opened, openConfigured } from './command.ts';
import { createProgress, type Progress } from './progress.ts';
import { describeTroubles, summarize } from './summary.ts';
import { withWorkFolder } from './work-folder.ts';

export interface IndexFlags extends GlobalFlags {
  map?: string[];
  strict?: boolean;
  allowShrink?: boolean;
  rebuild?: boolean;
  add?: boolean;
  replace?: boolean;
}

/** One run of the command: what its steps share. */
interface Run extends Opened {
  context: CommandContext;
  sources: string[];
  flags: IndexFlags;
  /** Read before the work: the version to replace, and the condition of replacing it. */
  pointer: Pointer | null;
  progress: Progress;
}

/**
 * @param sources files, folders or `-`
 * @throws UsageError for wrong sources or configuration; XunwenError for --strict; RefusedError,
 *   PreconditionFailedError and the store's errors. In all of these nothing was published.
 */
export async function indexCommand(context: CommandContext, sources: string[], flags: IndexFlags): Promise<number> {
  const { io } = context;
  if (flags.add && flags.replace)
    throw new UsageError('--add keeps the articles that the sources do not have, --replace deletes them: give one');
  const started = io.now();
  const opened = await openConfigured(context, flags);
  const { config, store } = opened;
  const pointer = await readPointer(store, config.collection);
  const progress = createProgress(io);
  const run: Run = { ...opened, context, sources, flags, pointer, progress };
  try {
    const { build, publication } = await withWorkFolder(io, (folder) => buildAndPublish(run, folder));
    progress.stop();
    const { collection } = config;
    const milliseconds = io.now() - started;
    io.stdout.write(summarize(build.counts, { ...publication, store: store.url, collection, milliseconds }));
    return 0;
  } finally {
    progress.stop();
    // Whoever still writes to us need not, and must not keep a failed command waiting.
    if (sources.includes('-')) io.stdin.destroy();
  }
}

async function buildAndPublish(run: Run, workFolder: string) {
  const { context, store, config, flags, pointer, progress } = run;
  const { io } = context;
  const rebuild = flags.rebuild ?? false;
  const previous = previousManifest(pointer, config.collection, rebuild && !flags.add);
  const base = await findBase(run, previous);
  const build = await context.parts.buildIndex({
    items: readArticles(run.sources, { cwd: io.cwd, map: config.map, timeZone: config.timeZone, stdin: io.stdin }),
    workFolder,
    config,
    now: new Date(io.now()),
    base,
    progress: (event) => progress.update(event),
  });
  refuseSkipped(run, build);
  if (build.damage !== null) sayBuiltAnew(run, build.damage);
  if (previous && previous.termsDigest !== build.manifest.termsDigest) {
    progress.stop();
    io.stderr.write('The dictionary, or a setting that changes terms, is another one: everything was built anew.\n');
  }
  const publication = await publish({
    store,
    manifest: build.manifest,
    files: build.files,
    pointer,
    previous,
    allowShrink: flags.allowShrink ?? false,
    rewrite: rebuild || build.damage !== null,
    now: io.now(),
    progress: (done, total) => progress.update({ phase: 'upload', done, total }),
  });
  return { build, publication };
}

/**
 * The version that the next one is made of; null where it is built of the sources alone.
 * @throws RefusedError when there is nothing to add to; CorruptIndexError when what is to stay is not all there
 */
async function findBase(run: Run, previous: Manifest | null): Promise<BuildBase | null> {
  const { store, config, flags } = run;
  const rebuild = flags.rebuild ?? false;
  if (flags.add) {
    if (previous) await requireObjects(store, previous);
    else if (!flags.allowShrink) {
      await refuseLostPointer(store, config.collection);
      await refuseOldFormat(store, config.collection);
    }
    return previous && { store, manifest: previous, mode: 'add', rebuild };
  }
  if (previous === null || rebuild) return null;
  const [lost] = await brokenObjects(store, previous);
  if (!lost) return { store, manifest: previous, mode: 'replace', rebuild };
  // What a store has lost is written again, so all of it is built.
  sayBuiltAnew(run, `${objectKey(config.collection, lost.object)} ${lost.trouble}`);
  return null;
}

function sayBuiltAnew({ context, progress }: Run, why: string): void {
  progress.stop();
  context.io.stderr.write(`Everything is built anew, since the published version is damaged: ${why}\n`);
}

/** A version of the new articles alone must not take the place of one that only the pointer has lost. */
async function refuseLostPointer(store: ObjectStore, collection: string): Promise<void> {
  const lost = await newestInHistory(store, collection);
  if (!lost) return;
  throw new RefusedError(
    `there is nothing to add to: ${pointerKey(collection)} is missing in ${store.url}, but the history has version ` +
      `${lost.version} with ${counted(lost.documents, 'article')}; go back to it with: xunwen rollback ${lost.version}, ` +
      'index all articles once without --add, or start anew with --allow-shrink',
  );
}

/**
 * A format of its own is a store of its own: what an earlier one holds cannot be added to, and a version of the new
 * articles alone must not take its place unnoticed.
 */
async function refuseOldFormat(store: ObjectStore, collection: string): Promise<void> {
  const [old] = await findOldFormats(store, collection);
  if (!old) return;
  throw new RefusedError(
    `there is nothing to add to: ${store.url} has the collection "${collection}" in an earlier format ` +
      `(${old.folder}) only; index all articles once without --add, or start anew with --allow-shrink`,
  );
}

/** What was skipped is said before the publish, so that it is also known when that fails. */
function refuseSkipped({ context, flags, progress }: Run, { counts }: Build): void {
  const troubles = describeTroubles(counts);
  if (troubles) {
    progress.stop();
    context.io.stderr.write(troubles);
  }
  if (flags.strict && counts.skipped.length > 0) {
    const skipped = counted(counts.skipped.length, 'file or record', 'files or records');
    throw new XunwenError(`${skipped} skipped, which --strict does not allow; nothing was published`);
  }
}
