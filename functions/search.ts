// The search function in Lambda. Opening the index starts while the function initialises; an index that cannot
// be opened is an answer (503), never a crash, since a crashed function starts again and again.

import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import type { Searcher } from '../engine/search/contract.ts';
import { residentBytesFrom } from '../engine/search/resident-bytes.ts';
import { openSearcher } from '../engine/search/searcher.ts';
import { openReader } from '../engine/store/reader.ts';
import { apiGatewayHandler } from './http/api-gateway.ts';
import { createApp } from './http/app.ts';
import { BUILD_ID } from './http/build-id.ts';
import type { App, HttpRequest } from './http/message.ts';
import { withQueryLog } from './http/query-log.ts';

let opened: Searcher | undefined;

function searcher(): Searcher {
  opened ??= openSearcher({
    reader: openReader(fromEnvironment('XUNWEN_STORE')),
    ...collectionsFrom(fromEnvironment('XUNWEN_COLLECTION')),
    ...residentBytesFrom(process.env),
  });
  return opened;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new UsageError(`${name} is not set in the function's environment`);
  return value;
}

/** The collection that is asked where none is named, and those of `XUNWEN_COLLECTIONS` that may be named as well. */
function collectionsFrom(collection: string): { collection: string; further: string[] } {
  const further = (process.env.XUNWEN_COLLECTIONS ?? '').split(',').map((name) => name.trim());
  return { collection, further: further.filter((name) => name !== '' && name !== collection) };
}

/** One line of JSON per 5xx: what a stranger must not read and an operator has to. */
function logFailure(status: number, error: unknown, request: HttpRequest): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const query = request.rawQueryString.slice(0, 500);
  // Beneath "nothing is published" lies what S3 said: a bucket that does not exist is another matter than an empty one.
  const { cause } = error instanceof Error ? error : {};
  const because = cause instanceof Error ? { cause: cause.message } : {};
  const trace = status === 500 ? { stack } : {};
  const line = { level: 'error', status, error: name, message, ...because, path: request.path, query, ...trace };
  console.error(JSON.stringify(line));
}

async function warm(): Promise<void> {
  try {
    await searcher().status();
  } catch {
    // The first request meets the same trouble, answers it and logs it.
  }
}

void warm();

const cacheControl = process.env.XUNWEN_CACHE_CONTROL;
const explain = process.env.XUNWEN_EXPLAIN === 'true';

const openApi = (): Promise<string> => readFile(join(import.meta.dirname, 'openapi.json'), 'utf8');

const app = createApp({
  searcher,
  build: BUILD_ID,
  log: logFailure,
  explain,
  openApi,
  ...(cacheControl ? { cacheControl } : {}),
});

export const handler = apiGatewayHandler(logged(app));

/** `XUNWEN_QUERY_LOG`: `metrics`, `lines` without them, or anything else for no line at all. */
function logged(plain: App): App {
  const kind = process.env.XUNWEN_QUERY_LOG;
  if (kind !== 'metrics' && kind !== 'lines') return plain;
  const { collection, further } = collectionsFrom(process.env.XUNWEN_COLLECTION ?? '');
  const collections = [collection, ...further].filter((name) => name !== '');
  // To the descriptor itself: the first use of process.stdout costs a cold start 6 ms, this one 0.1.
  const write = (line: string): void => void writeSync(1, `${line}\n`);
  return withQueryLog(plain, { write, collections, metrics: kind === 'metrics' });
}
