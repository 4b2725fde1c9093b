// A peer in the relevance bench: it gets what ours gets, folded as ours folds, is tuned on the tuning half
// alone, and its answers are checked before they count.

import { fold, normalizeStored } from '../engine/analysis/fold.ts';
import { XunwenError } from '../engine/errors.ts';
import { disguise } from './collection.ts';
import type { BenchDocument, BenchQuery } from './data-set.ts';
import { DEPTH, type JudgedQuery, type Task } from './judged-queries.ts';
import { mean, reciprocalRank } from './metrics.ts';
import type { OpenedPeer, Peer } from './peers/peer.ts';
import { type EngineRankings, ofHalf } from './rankings.ts';
import type { RelevanceOptions } from './relevance-options.ts';

/** Documents disguised as ours are, with the folding that our index has, so that it is nobody's advantage. */
export function documentsForPeers(documents: readonly BenchDocument[]): BenchDocument[] {
  return disguise(documents).map(({ id, title, text }) => ({ id, title: foldText(title), text: foldText(text) }));
}

/**
 * Open each peer on one document, so that one that is not installed says so before hours of work.
 * @param folders gives an empty folder, and removes it afterwards
 * @throws what `open` throws
 */
export async function checkPeers(peers: readonly Peer[], folders: WithFolder): Promise<void> {
  const document: BenchDocument = { id: '1', title: '寻文', text: '全文搜索' };
  for (const peer of peers) {
    await folders(async (folder) => {
      const opened = await peer.open([document], folder);
      await opened.close();
    });
  }
}

export type WithFolder = <T>(work: (folder: string) => Promise<T>) => Promise<T>;

/**
 * Ask a row's queries for their best DEPTH documents, with the variant that is best on the tuning half.
 * @param known ids of the documents, to refuse answers with others
 * @param options `half`: which queries the answers are wanted for; the tuning half is asked in any case if a choice needs it
 */
export async function askPeer(
  peer: Peer,
  opened: OpenedPeer,
  { queries, name }: Task,
  { half, tuningQueries }: Pick<RelevanceOptions, 'half' | 'tuningQueries'>,
  known: ReadonlySet<string>,
  progress: (text: string) => void,
): Promise<EngineRankings> {
  const checked = async (asked: readonly BenchQuery[], limit: number, variant: string | undefined) => {
    const rankings = await opened.search(asked, limit, variant);
    check(`${peer.name}, ${name}`, rankings, asked, limit, known);
    return rankings;
  };
  const variants: readonly (string | undefined)[] = peer.variants?.length ? peer.variants : [undefined];
  let [variant] = variants;
  let tuningMrr: number | null = null;
  const tuning = ofHalf(queries, 'tuning').slice(0, tuningQueries);
  // Without settings to choose, the tuning half is asked only where the answers below leave it out.
  if (tuning.length > 0 && (variants.length > 1 || half === 'held-out')) {
    const asked = tuning.map(foldQuery);
    for (const [i, candidate] of variants.entries()) {
      progress(`${name}: ${peer.name}, settings ${i + 1} of ${variants.length}`);
      const mrr10 = meanReciprocalRank(tuning, await checked(asked, 10, candidate));
      if (tuningMrr !== null && mrr10 <= tuningMrr) continue;
      tuningMrr = mrr10;
      variant = candidate;
    }
  }
  progress(`${name}: ${peer.name}`);
  const rankings = await checked(ofHalf(queries, half).map(foldQuery), DEPTH, variant);
  return { engine: peer.name, variant: variant ?? null, rankings, tuningMrr };
}

/** @throws XunwenError when an answer cannot be one: it would make a figure without a meaning */
export function check(
  who: string,
  rankings: readonly (readonly string[])[],
  queries: readonly { id: string }[],
  limit: number,
  known: ReadonlySet<string>,
): void {
  if (rankings.length !== queries.length)
    throw new XunwenError(`${who}: ${rankings.length} answers to ${queries.length} queries`);
  for (const [i, ranked] of rankings.entries()) {
    const query = queries[i].id;
    if (ranked.length > limit) throw new XunwenError(`${who}: ${ranked.length} ids for query ${query}, not ${limit}`);
    if (new Set(ranked).size < ranked.length) throw new XunwenError(`${who}: an id twice in the answer to ${query}`);
    const unknown = ranked.find((id) => !known.has(id));
    if (unknown !== undefined) throw new XunwenError(`${who}: "${unknown}", the answer to ${query}, is no document`);
  }
}

function meanReciprocalRank(queries: readonly JudgedQuery[], rankings: readonly (readonly string[])[]): number {
  return mean(queries.map(({ grades }, i) => reciprocalRank(rankings[i], grades, 10)));
}

function foldQuery({ id, plain }: JudgedQuery): BenchQuery {
  return { id, text: foldText(plain) };
}

function foldText(text: string): string {
  return fold(normalizeStored(text));
}
