// Reads every article that the sources hold, in the order that decides between repeated ids.
// A bad file or record costs itself only: whatever the bytes are, it is skipped with a reason.

import { createReadStream, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeStream, decodeText } from './charset.ts';
import { mapAdvice } from './fields.ts';
import { KNOWN_EXTENSIONS, type StreamReader, streamReader, type WholeReader, wholeReader } from './format-readers.ts';
import type { RawItem, ReadOptions, SourceItem } from './item.ts';
import { readJsonLines } from './json.ts';
import { type Listed, listSources } from './list.ts';
import type { PagePlace } from './page-address.ts';
import { toArticle } from './record.ts';

export type { ReadOptions, SourceItem } from './item.ts';

type ListedFile = Extract<Listed, { kind: 'file' }>;
/** Bytes that are read at once of a file that is streamed. */
const CHUNK_BYTES = 1 << 20;

/** Bytes; what is read whole has to fit a JavaScript string, and memory. */
const LARGEST_WHOLE = 256 * 1024 * 1024;

/**
 * Read articles.
 * @param sources files, folders, or `-` for JSON Lines on stdin
 * @throws UsageError when a source does not exist; nothing else that is in a file throws
 */
export async function* readArticles(sources: readonly string[], options: ReadOptions): AsyncGenerator<SourceItem> {
  for await (const some of readSources(sources, options)) for (const item of some) yield item;
}

/** A few items at a time: each step of nested asynchronous generators costs as much as an article. */
async function* readSources(sources: readonly string[], options: ReadOptions): AsyncGenerator<SourceItem[]> {
  for await (const listed of listSources(sources, options.cwd)) {
    if (listed.kind === 'stdin') {
      const stdin = (options.stdin ?? process.stdin) as AsyncIterable<Uint8Array | string>;
      yield* readStream(stdin, { origin: 'stdin', relative: 'stdin' }, readJsonLines, options);
    } else if (listed.kind === 'unreadable') {
      yield [skipped(listed.origin, {}, `cannot be read (${listed.problem})`)];
    } else if (listed.kind === 'outside') {
      if (listed.extension === null || KNOWN_EXTENSIONS.includes(listed.extension))
        yield [skipped(listed.origin, {}, leadsOut(listed))];
    } else {
      yield* readListed(listed, options);
    }
  }
}

const BESIDE = 'beside the pages of a site (feed, search index …)';

/** A link in a checkout of others' articles could publish any file of this machine. */
const leadsOut = ({ source, target, extension }: Extract<Listed, { kind: 'outside' }>): string =>
  `is a link to ${target}, outside of the source folder "${source}"; copy the ${extension === null ? 'folder' : 'file'} there, or name it as a source`;

async function* readListed(file: ListedFile, options: ReadOptions): AsyncGenerator<SourceItem[]> {
  const whole = await wholeReader(file.extension);
  const streamed = await streamReader(file.extension);
  if (!whole && !streamed) {
    const reason = `not a known kind of file; name it one of ${KNOWN_EXTENSIONS.join(' ')}`;
    if (file.named) yield [skipped(file.origin, {}, reason)];
    return;
  }
  if (file.beside) {
    yield [{ kind: 'leftOut', origin: file.origin, reason: BESIDE }];
    return;
  }
  try {
    if (streamed) {
      const bytes = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
      yield* readStream(bytes, file, streamed, options);
    } else if (whole) yield* readWhole(file, whole, options);
  } catch (error) {
    if (isFileError(error)) yield [skipped(file.origin, {}, `cannot be read (${error.code})`)];
    else throw error;
  }
}

async function* readWhole(file: ListedFile, format: WholeReader, options: ReadOptions): AsyncGenerator<SourceItem[]> {
  const { size } = await stat(file.path);
  if (size > LARGEST_WHOLE) {
    const limit = `over ${LARGEST_WHOLE / 1024 / 1024} MB`;
    yield [skipped(file.origin, {}, `${limit} in one piece (${size} bytes); write it as .jsonl`)];
    return;
  }
  const bytes = await readFile(file.path);
  const decoded = decodeText(bytes, format.declaredCharset?.(bytes));
  if ('reason' in decoded) {
    yield [skipped(file.origin, {}, decoded.reason)];
    return;
  }
  if (decoded.warning) yield [warning(file.origin, {}, decoded.warning)];
  const items = format.read(decoded.text, options.map, placeOnSite(file, options.baseUrl))[Symbol.iterator]();
  for (;;) {
    let next: IteratorResult<RawItem>;
    try {
      next = items.next();
    } catch (error) {
      // A parser that gives up on a file, such as on nesting deeper than the call stack.
      yield [skipped(file.origin, {}, `cannot be parsed (${(error as Error).message.split('\n')[0]})`)];
      return;
    }
    if (next.done) return;
    yield finish(next.value, file, options);
  }
}

function placeOnSite({ path, relative, named }: ListedFile, baseUrl: string | undefined): PagePlace {
  const root = path.slice(0, path.length - relative.length);
  const has = (other: string) => statSync(join(root, other), { throwIfNoEntry: false })?.isFile() ?? false;
  return { relative, baseUrl, ...(named ? {} : { has }) };
}

async function* readStream(
  bytes: AsyncIterable<Uint8Array | string>,
  file: { origin: string; relative: string },
  format: StreamReader,
  options: ReadOptions,
): AsyncGenerator<SourceItem[]> {
  const problems: SourceItem[] = [];
  const text = decodeStream(bytes, (problem) => {
    problems.push(
      'reason' in problem ? skipped(file.origin, {}, problem.reason) : warning(file.origin, {}, problem.warning),
    );
  });
  for await (const items of format(text, options.map)) yield items.flatMap((item) => finish(item, file, options));
  yield problems;
}

/** Raw values to an article; the one place where messages get the name of their place. */
function finish(item: RawItem, file: { origin: string; relative: string }, options: ReadOptions): SourceItem[] {
  if (item.kind === 'skipped') return [skipped(file.origin, item, item.reason)];
  if (item.kind === 'warning') return [warning(file.origin, item, item.message)];
  if (item.kind === 'leftOut') return [{ kind: 'leftOut', origin: placeOf(file.origin, item), reason: item.reason }];
  const extra = item.extra ?? {};
  const names = Object.keys(extra);
  const result = toArticle(item.fields, extra, {
    fallbackId: item.number === undefined ? file.relative : `${file.relative}#${item.number}`,
    timeZone: options.timeZone,
    ...(names.length > 0 ? { advice: `(found: ${names.join(', ')}); ${mapAdvice('body', names)}` } : {}),
  });
  if ('reason' in result) return [skipped(file.origin, item, result.reason)];
  const article: SourceItem = { kind: 'article', article: result.article, origin: placeOf(file.origin, item) };
  return [...result.warnings.map((message) => warning(file.origin, item, message)), article];
}

interface Place {
  number?: number;
  line?: number;
  column?: number;
}

function placeOf(origin: string, place: Place): string {
  if (place.line !== undefined) return `${origin}:${place.line}`;
  return place.number === undefined ? origin : `${origin}#${place.number}`;
}

function sentence(origin: string, place: Place, text: string): string {
  const column = place.column === undefined ? '' : `, column ${place.column}`;
  if (place.line !== undefined) return `${origin}: line ${place.line}${column}: ${text}`;
  return place.number === undefined ? `${origin}: ${text}` : `${origin}: record ${place.number}: ${text}`;
}

const skipped = (origin: string, place: Place, reason: string): SourceItem => ({
  kind: 'skipped',
  origin: placeOf(origin, place),
  reason: sentence(origin, place, reason),
});

const warning = (origin: string, place: Place, message: string): SourceItem => ({
  kind: 'warning',
  origin: placeOf(origin, place),
  message: sentence(origin, place, message),
});

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string';
