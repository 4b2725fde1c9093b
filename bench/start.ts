// `npm run bench:start`: what a cold start of the Lambda costs over that of an empty handler. Each start is
// a fresh process that loads the bundle and answers a first event from a small index held in memory.
// The two take turns, so that whatever else the machine does falls on both.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { UsageError, XunwenError } from '../engine/errors.ts';
import { openStore } from '../engine/store/open.ts';
import { readArticles } from '../indexer/sources/read.ts';
import { bundleLambda } from '../scripts/bundle.ts';
import { apiGatewayEvent } from '../test/functions/http/api-gateway-event.ts';
import { BENCH_COLLECTION, publishItems } from './collection.ts';
import { runBench } from './main.ts';
import { percentile } from './metrics.ts';
import { createProgress } from './progress.ts';
import { formatTable } from './table.ts';

const HELP = `node bench/start.ts [--runs 21]
  The bundle is made anew, as npm run build makes it.`;

/** Milliseconds over the empty handler, and KB minified. */
const START_BUDGET = 60;
const BUNDLE_BUDGET = 300;

const HERE = import.meta.dirname;
const CHILD = join(HERE, 'start-child.cjs');
const EMPTY = join(HERE, 'empty-handler.cjs');
const SAMPLES = join(HERE, '..', 'samples', 'articles');

await runBench(HELP, async () => {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '21' } } });
  const runs = Number(values.runs);
  if (!(runs >= 1)) throw new UsageError(`--runs ${values.runs} is not a number of 1 or more`);
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-start-'));
  const progress = createProgress();
  try {
    const bundle = join(folder, 'search.cjs');
    await bundleLambda(bundle);
    const storeUrl = `file:${join(folder, 'store')}`;
    await publishItems(
      await openStore(storeUrl),
      ({ timeZone }) => readArticles([SAMPLES], { cwd: HERE, timeZone }),
      'samples',
      progress,
    );
    const event = join(folder, 'event.json');
    writeFileSync(event, JSON.stringify(apiGatewayEvent('/search', `q=${encodeURIComponent('地铁 开通')}`)));
    const ours: Start[] = [];
    const empty: Start[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(startOnce(bundle, event, storeUrl));
      empty.push(startOnce(EMPTY, event, storeUrl));
      progress.show(`start ${run + 1} of ${runs}`);
    }
    progress.end();
    process.stdout.write(`${report(ours, empty, readFileSync(bundle))}\n`);
  } finally {
    progress.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Start {
  /** From the start of the process to the answer. */
  milliseconds: number;
  /** Of that, time on a processor, all threads: it depends less on what else the machine does. */
  cpu: number;
}

/** @throws XunwenError when the answer is not one with hits */
function startOnce(handler: string, event: string, storeUrl: string): Start {
  const output = execFileSync(process.execPath, [CHILD, handler, event], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      XUNWEN_STORE: storeUrl,
      XUNWEN_COLLECTION: BENCH_COLLECTION,
      XUNWEN_QUERY_LOG: 'metrics',
    },
  });
  // The function's own log stands before it.
  const { milliseconds, cpu, statusCode, body } = JSON.parse(output.split('\n').at(-1) ?? '');
  if (statusCode !== 200 || (handler !== EMPTY && JSON.parse(body).hits.length === 0))
    throw new XunwenError(`${handler} answered ${statusCode} ${body}: a start without an answer measures nothing`);
  return { milliseconds, cpu };
}

function report(ours: readonly Start[], empty: readonly Start[], bundle: Buffer): string {
  const wall = (starts: readonly Start[], share: number): number =>
    percentile(
      starts.map(({ milliseconds }) => milliseconds),
      share,
    );
  const cpu = (starts: readonly Start[]): number =>
    percentile(
      starts.map((start) => start.cpu),
      0.5,
    );
  const row = (name: string, starts: readonly Start[]) => [
    name,
    ...[0.25, 0.5, 0.75].map((share) => wall(starts, share).toFixed(1)),
    cpu(starts).toFixed(1),
  ];
  const kilobytes = bundle.length / 1000;
  return [
    `Node ${process.versions.node}, ${ours.length} starts each, milliseconds from the start of the process to the answer`,
    '',
    formatTable(
      ['handler', 'p25', 'median', 'p75', 'CPU median'],
      [row('Xunwen, first event', ours), row('empty', empty)],
    ),
    '',
    formatTable(
      ['', 'measured', 'budget'],
      [
        ['over the empty handler, ms', (wall(ours, 0.5) - wall(empty, 0.5)).toFixed(1), START_BUDGET],
        ['over the empty handler, ms of CPU', (cpu(ours) - cpu(empty)).toFixed(1), ''],
        ['bundle, KB minified', kilobytes.toFixed(1), BUNDLE_BUDGET],
        ['bundle, KB gzipped', (gzipSync(bundle).length / 1000).toFixed(1), ''],
      ],
    ),
  ].join('\n');
}
