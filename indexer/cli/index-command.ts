// `xunwen index`: read, build, publish, and say what came of it.

import { UsageError, XunwenError } from '../../engine/errors.ts';
import { haveSameColumns } from '../../engine/index/filter-values.ts';
import type { Build } from '../build/build.ts';
import { counted, formatCount } from '../format.ts';
import { type Pointer, readPointer } from '../publish/pointer.ts';
import { previousManifest, publish } from '../publish/publish.ts';
import { readArticles } from '../sources/read.ts';
import { type CommandContext, type GlobalFlags, type Opened, openConfigured } from './command.ts';
import { builtAnew, findBase } from './find-base.ts';
import { createProgress, type Progress } from './progress.ts';
import { describeTroubles, summarize } from './summary.ts';
import { withWorkFolder } from './work-folder.ts';

export interface IndexFlags extends GlobalFlags {
  map?: string[];
  baseUrl?: string;
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
  const say = (line: string): void => {
    progress.stop();
    io.stderr.write(`${line}\n`);
  };
  const mode = flags.add ? 'add' : 'replace';
  const allowShrink = flags.allowShrink ?? false;
  const base = await findBase({ store, config, previous, mode, rebuild, allowShrink, say });
  const build = await context.parts.buildIndex({
    items: readArticles(run.sources, {
      cwd: io.cwd,
      map: config.map,
      timeZone: config.timeZone,
      stdin: io.stdin,
      ...(config.baseUrl === undefined ? {} : { baseUrl: config.baseUrl }),
    }),
    workFolder,
    config,
    now: new Date(io.now()),
    base,
    progress: (event) => progress.update(event),
  });
  refuseSkipped(run, build);
  if (build.damage !== null) say(builtAnew(build.damage));
  if (previous && previous.termsDigest !== build.manifest.termsDigest)
    say('The dictionary, or a setting that changes terms, is another one: everything was built anew.');
  const fields = build.manifest.settings.filterable ?? [];
  if (previous && !haveSameColumns(previous.settings.filterable, fields))
    say(
      `The filterable fields are now ${fields.join(', ') || 'none'}` +
        ` (before: ${previous.settings.filterable?.join(', ') || 'none'}): everything was built anew.`,
    );
  const unknown = build.counts.duplicates?.unknown ?? 0;
  if (unknown > 0)
    say(
      `${counted(unknown, 'article')} of the published version ${unknown === 1 ? 'was' : 'were'} indexed without looking ` +
        'for duplicates, and so compared with none; --rebuild compares all.',
    );
  const { articlesPerSegment } = config.limits;
  const long = build.manifest.segments.filter(({ documents }) => documents > articlesPerSegment).length;
  if (long > 0)
    say(
      `${counted(long, 'segment')} of more articles than limits.articlesPerSegment (${formatCount(articlesPerSegment)}) ` +
        `${long === 1 ? 'stays' : 'stay'} as published; --rebuild cuts all anew.`,
    );
  const publication = await publish({
    store,
    manifest: build.manifest,
    files: build.files,
    pointer,
    previous,
    allowShrink,
    rewrite: rebuild || build.damage !== null,
    now: io.now(),
    progress: (done, total) => progress.update({ phase: 'upload', done, total }),
  });
  return { build, publication };
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
