// Which files the sources name, in the order that decides between articles of the same id:
// arguments first, then the path by code points. A file that two arguments reach is listed once.
// What is published was inside a source folder or was named: a link in a folder does not lead out of it.

import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../engine/errors.ts';
import { isBesidePages, isSiteFolder } from './site-folder.ts';

export const STDIN = '-';

export type Listed =
  | {
      kind: 'file';
      /** Absolute. */
      path: string;
      /** As messages name it: the argument, with `/`. */
      origin: string;
      /** Relative to the source, with `/`; a source that is a file has its name. */
      relative: string;
      /** Lower case, with its dot. */
      extension: string;
      /** The user named the file itself, so passing over it in silence would be wrong. */
      named: boolean;
      /** The source folder is a website, and this is what its generator wrote beside the pages. */
      beside: boolean;
    }
  | {
      kind: 'outside';
      origin: string;
      /** The source folder that the link is in, as the user named it. */
      source: string;
      /** Where the link leads to: absolute, all links followed. */
      target: string;
      /** Of the link, as a file has it; null for a link to a folder. */
      extension: string | null;
    }
  | { kind: 'stdin' }
  | { kind: 'unreadable'; origin: string; problem: string };

/**
 * List the files of all sources. Hidden files and `node_modules` inside folders are passed over. Links inside a
 * folder are followed while they stay in it; a source itself may be a link to anywhere.
 * @param cwd absolute; relative sources are looked up here
 * @throws UsageError naming the first source that does not exist, before anything is listed
 */
export async function* listSources(sources: readonly string[], cwd: string): AsyncGenerator<Listed> {
  const found: { source: string; path: string; stats: Stats | string }[] = [];
  for (const source of sources) {
    const path = resolve(cwd, source);
    if (source === STDIN) found.push({ source, path: '', stats: '' });
    else found.push({ source, path, stats: await statOf(source, path) });
  }
  const seen = new Set<string>();
  for (const { source, path, stats } of found) {
    if (source === STDIN) {
      if (!seen.has(STDIN)) yield { kind: 'stdin' };
      seen.add(STDIN);
    } else if (typeof stats === 'string') {
      yield { kind: 'unreadable', origin: slashed(source), problem: stats };
    } else if (stats.isDirectory()) {
      yield* listFolder(source, path, seen);
    } else if (await isNew(path, seen)) {
      const name = basename(path);
      const extension = extensionOf(name);
      yield { kind: 'file', path, origin: slashed(source), relative: name, extension, named: true, beside: false };
    }
  }
}

async function* listFolder(source: string, root: string, seen: Set<string>): AsyncGenerator<Listed> {
  const files: string[] = [];
  const passed: Extract<Listed, { origin: string }>[] = [];
  const top = await realpath(root).catch(() => root);
  const folders = [''];
  // Links may lead back up: every folder is entered once.
  const entered = new Set<string>();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[];
    try {
      const real = await realpath(join(root, folder));
      if (entered.has(real)) continue;
      entered.add(real);
      entries = await readdir(real, { withFileTypes: true });
    } catch (error) {
      passed.push({ kind: 'unreadable', origin: originOf(source, folder), problem: codeOf(error) });
      continue;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const inner = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const path = join(root, inner);
      const isFolder = await isKind(entry, path, 'directory');
      if (!isFolder && !(await isKind(entry, path, 'file'))) continue;
      const target = entry.isSymbolicLink() ? await realpath(path).catch(() => path) : null;
      if (target !== null && !isWithin(top, target)) {
        const extension = isFolder ? null : extensionOf(inner);
        passed.push({ kind: 'outside', origin: originOf(source, inner), source: slashed(source), target, extension });
      } else if (isFolder) {
        folders.push(inner);
      } else {
        files.push(inner);
      }
    }
  }
  passed.sort((a, b) => byCodePoints(a.origin, b.origin));
  yield* passed;
  files.sort(byCodePoints);
  const isSite = isSiteFolder(files);
  for (const inner of files) {
    const path = join(root, inner);
    if (!(await isNew(path, seen))) continue;
    yield {
      kind: 'file',
      path,
      origin: originOf(source, inner),
      relative: inner,
      extension: extensionOf(inner),
      named: false,
      beside: isSite && isBesidePages(inner),
    };
  }
}

/** Order of Unicode code points; plain comparison would put U+FF01 after U+20000. */
export function byCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    const surrogates = Number(isSurrogate(x)) - Number(isSurrogate(y));
    return surrogates === 0 ? x - y : surrogates;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

async function isKind(entry: Dirent, path: string, kind: 'file' | 'directory'): Promise<boolean> {
  const is = (what: Dirent | Stats) => (kind === 'file' ? what.isFile() : what.isDirectory());
  if (!entry.isSymbolicLink()) return is(entry);
  // A link that leads nowhere is neither.
  return stat(path).then(is, () => false);
}

/** Both absolute, with all links followed. */
function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function isNew(path: string, seen: Set<string>): Promise<boolean> {
  const real = await realpath(path).catch(() => path);
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

async function statOf(source: string, path: string): Promise<Stats | string> {
  try {
    return await stat(path);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return code;
    const place = isAbsolute(source) ? '' : ` (looked up as ${path})`;
    throw new UsageError(`source "${source}" does not exist${place}; name a file, a folder or - for stdin`);
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? error);
const extensionOf = (path: string): string => extname(path).toLowerCase();
const slashed = (path: string): string => path.replaceAll('\\', '/');
const originOf = (source: string, inner: string): string =>
  [slashed(source).replace(/\/+$/, ''), inner].filter((part) => part !== '').join('/');
