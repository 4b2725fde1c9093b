// One run of the relevance bench: pool by pool, our engine and then each peer index the same documents and
// answer the same queries.

import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import { askPeer, check, checkPeers, documentsForPeers, type WithFolder } from './ask-peer.ts';
import { DEPTH, type JudgedQuery, type Task } from './judged-queries.ts';
import { describeLosses } from './losses.ts';
import { buildOurs, OURS, OURS_RANGED, type OurAnswer, type OurIndex, openBuilt } from './ours.ts';
import type { OpenedPeer, Peer } from './peers/peer.ts';
import { type Pool, readPools } from './pools.ts';
import type { Progress } from './progress.ts';
import { type EngineRankings, ofHalf, type RowResult } from './rankings.ts';
import type { RelevanceOptions } from './relevance-options.ts';

/** Pages behind the second read lists whole, so that a hit of cut ones may come again there. */
const RANGED_DEPTH = 10;

/**
 * Ask everything that the options name, and hand on each row when it is complete.
 * @param all the peers there are
 * @throws UsageError for an unknown peer or one that is not installed, and for data that is not there
 */
export async function runRelevance(
  options: RelevanceOptions,
  all: readonly Peer[],
  progress: Progress,
  onRow: (row: RowResult) => void,
): Promise<void> {
  const peers = choosePeers(options, all);
  await checkPeers(peers, withFolder);
  const losses = options.losses === null ? null : openSync(options.losses, 'w');
  try {
    for await (const pool of readPools(options)) {
      for (const row of await runPool(pool, peers, options, progress)) {
        if (losses !== null) for (const line of describeLosses(row, pool.originals)) writeSync(losses, `${line}\n`);
        onRow(row);
      }
    }
  } finally {
    if (losses !== null) closeSync(losses);
  }
}

function choosePeers({ peers, against }: RelevanceOptions, all: readonly Peer[]): Peer[] {
  const known = all.map(({ name }) => name);
  const wanted = peers === 'all' ? known : peers;
  for (const name of against === null ? wanted : [...wanted, against])
    if (!known.includes(name)) throw new UsageError(`"${name}" is not one of the peers ${known.join(', ')}`);
  return all.filter(({ name }) => wanted.includes(name));
}

async function runPool(
  pool: Pool,
  peers: readonly Peer[],
  options: RelevanceOptions,
  progress: Progress,
): Promise<RowResult[]> {
  const known = new Set(pool.originals.keys());
  const asked = pool.tasks.map((task) => ofHalf(task.queries, options.half));
  const ours = await withFolder(async (folder) => {
    await buildOurs(pool.documents, folder, pool.name, progress);
    const answers = await askOurs(await openBuilt(folder), pool, asked, progress);
    if (!options.ranged) return [{ engine: OURS, answers }];
    const inParts = await askOurs(await openBuilt(folder, RANGED_DEPTH, 0), pool, asked, progress);
    return [
      { engine: OURS, answers },
      { engine: OURS_RANGED, answers: inParts },
    ];
  });
  const engines: EngineRankings[][] = pool.tasks.map(({ name }, i) =>
    ours.map(({ engine, answers }) => {
      const rankings = answers[i].map(({ ranked }) => ranked);
      check(`${engine}, ${name}`, rankings, asked[i], DEPTH, known);
      return { engine, variant: null, rankings, tuningMrr: null };
    }),
  );
  const folded = peers.length > 0 ? documentsForPeers(pool.documents) : [];
  for (const peer of peers) {
    await withFolder(async (folder) => {
      progress.show(`${pool.name}: ${peer.name} indexes ${folded.length} documents`);
      const opened: OpenedPeer = await peer.open(folded, folder);
      try {
        for (const [i, task] of pool.tasks.entries()) {
          const alike = pool.tasks.slice(0, i).findIndex((other) => areAlikeForPeers(other, task));
          const answered = alike < 0 ? undefined : engines[alike].find(({ engine }) => engine === peer.name);
          engines[i].push(
            answered ?? (await askPeer(peer, opened, task, options, known, (text) => progress.show(text))),
          );
        }
      } finally {
        await opened.close();
      }
    });
  }
  return pool.tasks.map(({ name }, i) => ({
    name,
    documents: pool.documents.length,
    queries: asked[i],
    engines: engines[i],
    answers: ours[0].answers[i],
  }));
}

/** Rows that differ only in operators, which peers do not get: asking them again would say the same. */
function areAlikeForPeers(one: Task, other: Task): boolean {
  return (
    one.queries.length === other.queries.length &&
    one.queries.every(({ id, plain }, i) => id === other.queries[i].id && plain === other.queries[i].plain)
  );
}

async function askOurs(
  ours: OurIndex,
  { tasks }: Pool,
  asked: readonly (readonly JudgedQuery[])[],
  progress: Progress,
): Promise<OurAnswer[][]> {
  const answers: OurAnswer[][] = [];
  for (const [i, task] of tasks.entries()) {
    answers[i] = [];
    for (const query of asked[i]) {
      answers[i].push(await ours.ask(query));
      progress.show(`${task.name}: ${answers[i].length} of ${asked[i].length} queries`);
    }
  }
  return answers;
}

const withFolder: WithFolder = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-relevance-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
