// A thread of a build: takes orders one after the other and answers each. Runs from the sources, and from
// the bundle as a file of its own beside the command line.

import { parentPort } from 'node:worker_threads';
import type { Dictionary } from '../../engine/analysis/dictionary.ts';
import { buildLexicon, type LexiconTables, openLexicon } from '../../engine/analysis/lexicon.ts';
import { type SpellingOrder, writeSpelling } from '../spelling/write-spelling.ts';
import { type WrittenFailure, writeFailure } from './failures.ts';
import { createHand, type Hand, type Job } from './jobs.ts';

/** `dictionaries`: make the lexicon and answer with its tables; `lexicon`: use one that was made. */
export type Order =
  | Job
  | SpellingOrder
  | { kind: 'dictionaries'; dictionaries: readonly Dictionary[] }
  | { kind: 'lexicon'; tables: LexiconTables };

export type Answer =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; failure: WrittenFailure };

const port = parentPort!;
let hand: Hand | null = null;

async function follow(order: Order): Promise<unknown> {
  if (order.kind === 'dictionaries') {
    const tables = shared(buildLexicon(order.dictionaries));
    hand = createHand(openLexicon(tables));
    return tables;
  }
  if (order.kind === 'lexicon') {
    hand = createHand(openLexicon(order.tables));
    return null;
  }
  if (order.kind === 'spelling') return writeSpelling(order, null);
  return hand!.work(order, (done) => port.postMessage({ kind: 'progress', done } satisfies Answer));
}

/** The tables in memory that all threads see. */
function shared({ trie, nodes, longWords, longest }: LexiconTables): LexiconTables {
  const share = <T extends Uint16Array | Uint32Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  const memory = (array: { byteLength: number }) => new SharedArrayBuffer(array.byteLength);
  return {
    trie: {
      units: share(trie.units, new Uint16Array(memory(trie.units))),
      firstChild: share(trie.firstChild, new Uint32Array(memory(trie.firstChild))),
    },
    nodes: share(nodes, new Uint16Array(memory(nodes))),
    longWords: {
      filter: share(longWords.filter, new Uint32Array(memory(longWords.filter))),
      table: share(longWords.table, new Uint32Array(memory(longWords.table))),
    },
    longest,
  };
}

port.on('message', (order: Order) => {
  follow(order).then(
    (result) => port.postMessage({ kind: 'done', result } satisfies Answer),
    (error: unknown) => port.postMessage({ kind: 'failed', failure: writeFailure(error) } satisfies Answer),
  );
});
