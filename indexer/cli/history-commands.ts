// `xunwen versions`, `rollback`, `gc` and `verify`: what is published, and keeping it in order.

import { pointerKey } from '../../engine/index/manifest.ts';
import { counted, formatBytes } from '../format.ts';
import { gc } from '../publish/gc.ts';
import { inspectDeletions, inspectSegment } from '../publish/inspect.ts';
import { versionBytes } from '../publish/objects.ts';
import { findOldFormats, removeOldFormat } from '../publish/old-formats.ts';
import { noIndex } from '../publish/pointer.ts';
import { rollback } from '../publish/rollback.ts';
import { verify } from '../publish/verify.ts';
import { readHistory } from '../publish/versions.ts';
import { type CommandContext, type GlobalFlags, openConfigured } from './command.ts';
import { createProgress } from './progress.ts';

/**
 * @returns 1 when the pointer cannot be read or is missing: the list is then the way out
 * @throws NoIndexError when nothing was ever published
 */
export async function versionsCommand(context: CommandContext, flags: GlobalFlags): Promise<number> {
  const { config, store } = await openConfigured(context, flags);
  const { pointer, current, problem, entries } = await readHistory(store, config.collection);
  if (!pointer && entries.length === 0) throw noIndex(store, config.collection);
  const manifests = entries.flatMap(({ manifest }) => manifest ?? []);
  const rows = manifests.map((manifest) => [
    manifest.version === current?.version ? '*' : ' ',
    manifest.version,
    manifest.created,
    counted(manifest.documents, 'article'),
    formatBytes(versionBytes(manifest)),
  ]);
  context.io.stdout.write(table(rows));
  const missing = pointer ? null : `${pointerKey(config.collection)} is missing; xunwen rollback VERSION goes back`;
  const problems = [missing, problem?.message, ...entries.map((entry) => entry.problem)];
  for (const words of problems) if (words) context.io.stderr.write(`xunwen: ${words}\n`);
  return problem || missing ? 1 : 0;
}

/** @param version default: the one before the current */
export async function rollbackCommand(
  context: CommandContext,
  version: string | undefined,
  flags: GlobalFlags,
): Promise<number> {
  const { config, store } = await openConfigured(context, flags);
  const { from, to } = await rollback(store, config.collection, version);
  context.io.stdout.write(
    `Rolled back from ${from ?? 'no version that could be read'} to ${to.version} (${to.created}, ${counted(to.documents, 'article')})\n`,
  );
  return 0;
}

export interface GcFlags extends GlobalFlags {
  dryRun?: boolean;
  oldFormats?: boolean;
}

/** Deletes, and says what; with --dry-run only says. */
export async function gcCommand(context: CommandContext, flags: GcFlags): Promise<number> {
  const { io } = context;
  const dryRun = flags.dryRun ?? false;
  const { config, store } = await openConfigured(context, flags);
  const deleted = dryRun ? 'Would delete' : 'Deleted';
  const formats = await findOldFormats(store, config.collection);
  const { versions, objects, kept } = await gc(store, config.collection, { dryRun, now: io.now() });
  for (const { version } of versions) io.stdout.write(`${deleted} version ${version}\n`);
  for (const { key, bytes } of objects) io.stdout.write(`${deleted} ${key} (${formatBytes(bytes)})\n`);
  for (const format of formats) {
    const size = `${counted(format.keys.length, 'object')}, ${formatBytes(format.bytes)}`;
    if (!flags.oldFormats) {
      io.stdout.write(
        `Left ${format.folder} of an earlier format (${size}); when no function reads it: --old-formats\n`,
      );
      continue;
    }
    if (!dryRun) await removeOldFormat(store, format);
    io.stdout.write(`${deleted} ${format.folder} of an earlier format (${size})\n`);
  }
  const freed = objects.reduce((sum, { bytes }) => sum + bytes, 0);
  io.stdout.write(
    `${deleted} ${counted(versions.length, 'version')} and ${counted(objects.length, 'object')} (${formatBytes(freed)}); ` +
      `kept ${counted(kept.length, 'version')}\n`,
  );
  return 0;
}

export interface VerifyFlags extends GlobalFlags {
  all?: boolean;
}

/** @returns 1 when something is damaged or missing */
export async function verifyCommand(context: CommandContext, flags: VerifyFlags): Promise<number> {
  const { io } = context;
  const { config, store } = await openConfigured(context, flags);
  const progress = createProgress(io);
  const result = await verify(store, config.collection, {
    all: flags.all ?? false,
    inspect: (collection, segment) => inspectSegment(store, collection, segment),
    inspectDeletions: (collection, segment) => inspectDeletions(store, collection, segment),
    progress: (done, total) => progress.update({ phase: 'verify', done, total }),
  }).finally(() => progress.stop());
  for (const problem of result.problems) io.stderr.write(`xunwen: ${problem}\n`);
  const checked = `${counted(result.versions, 'version')}, ${counted(result.objects, 'object')}, ${formatBytes(result.bytes)}`;
  if (result.problems.length === 0) {
    io.stdout.write(`All is well: ${checked}\n`);
    return 0;
  }
  io.stderr.write(
    `xunwen: ${counted(result.problems.length, 'problem')} in ${checked}; go back with "xunwen rollback VERSION", ` +
      'or write everything again with "xunwen index ... --rebuild"\n',
  );
  return 1;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), []);
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
