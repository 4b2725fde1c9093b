// The whole road with a collection of real size, too long for a test run:
//   node test/e2e/large.ts CORPUS.jsonl [--map body=text] [--articles-per-commit 4000] [--articles-per-segment 10000]
// Indexes the articles into the test's S3, packages the function, asks it and `xunwen serve`, and prints PASS or FAIL
// for each promise. Exit code 1 when one is not kept.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Manifest } from '../../engine/index/manifest.ts';
import type { SearchResponse } from '../../engine/search/contract.ts';
import { rawHits, wholeReads } from './support/answers.ts';
import { createCommandLine, type Served } from './support/command-line.ts';
import { type Lambda, startLambda } from './support/lambda.ts';
import { buildCommandLine, makeFolder, packageFunction } from './support/product.ts';
import { objectsOf, POINTER, startStorage } from './support/s3.ts';

/** Queries that news of any kind has ten articles for. */
const QUERIES = ['经济发展', '国际会议', '科技创新'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    map: { type: 'string', default: 'body=text' },
    'articles-per-commit': { type: 'string', default: '4000' },
    'articles-per-segment': { type: 'string', default: '10000' },
  },
});
const [corpus] = positionals;
if (corpus === undefined) throw new Error('usage: node test/e2e/large.ts CORPUS.jsonl [--map body=text]');
const limits = {
  articlesPerCommit: Number(values['articles-per-commit']),
  articlesPerSegment: Number(values['articles-per-segment']),
};

function check(promise: string, kept: boolean, detail: unknown = ''): void {
  if (!kept) process.exitCode = 1;
  console.log(`${kept ? 'PASS' : 'FAIL'} ${promise} ${detail}`.trimEnd());
}

const { folder, remove } = await makeFolder();
const { server, environment } = await startStorage();
const xunwen = createCommandLine(await buildCommandLine(folder), folder, environment);

async function index(): Promise<void> {
  await writeFile(join(folder, 'xunwen.config.json'), JSON.stringify({ collections: { articles: { limits } } }));
  const { code, out, err } = await xunwen.run(['index', resolve(corpus!), '--map', values.map]);
  console.log(out);
  check('xunwen index ends with 0', code === 0, code === 0 ? '' : err);
  const { segments } = JSON.parse(Buffer.from(objectsOf(server).get(POINTER)!.bytes).toString()) as Manifest;
  const commits = segments.reduce((sum, { documents }) => sum + Math.ceil(documents / limits.articlesPerCommit), 0);
  const sizes = segments.map(({ documents, bytes }) => `${documents} articles in ${bytes} bytes`).join(', ');
  check('at least 3 commits', commits >= 3, commits);
  check('at least 2 segments', segments.length >= 2, sizes);
}

async function compare(q: string, lambda: Lambda, served: Served): Promise<void> {
  const answer = await lambda.get('/search', { q });
  const found = answer.status === 200 ? (JSON.parse(answer.body) as SearchResponse).hits.length : 0;
  const timing = `${found} hits; ${answer.headers['server-timing']}`;
  check(
    `${q}: the zip answers 200 with 10 hits`,
    found >= 10,
    found >= 10 ? timing : `${answer.status} ${answer.body}`,
  );
  const response = await fetch(`${served.url}search?${new URLSearchParams({ q })}`);
  const body = await response.text();
  const same = response.status === 200 && answer.status === 200 && rawHits(answer.body) === rawHits(body);
  check(`${q}: serve has the same hits byte for byte`, same, same ? `${rawHits(body).length} characters` : body);
}

try {
  await index();
  server.log.length = 0;
  const [lambda, served] = await Promise.all([
    packageFunction(folder).then((handler) => startLambda(handler, environment)),
    xunwen.serve(),
  ]);
  for (const q of QUERIES) await compare(q, lambda, served);
  const reads = server.log.filter(({ key }) => key.endsWith('.seg'));
  const whole = wholeReads(server.log, (key) => objectsOf(server).get(key)!.bytes.length);
  check('segments are read, and never whole', reads.length > 0 && whole.length === 0, `${reads.length} reads ${whole}`);
  const log = lambda.log();
  check('the function has nothing to complain of', log === '', log);
  await lambda.stop();
} finally {
  await xunwen.stop();
  await server.close();
  await remove();
}
