// `npm run bench:duplicates -- DATA_FOLDER`: how well near-duplicates are told from articles that only look like them,
// beside SimHash and with other thresholds, and what finding them takes.

import { parseArgs } from 'node:util';
import { createSketcher, SKETCH_WORDS } from '../engine/analysis/sketch.ts';
import { UsageError } from '../engine/errors.ts';
import { LEAST_SIMILARITY, starGroups } from '../indexer/duplicates/star-groups.ts';
import { readDocuments } from './data-set.ts';
import {
  CHANGED_SHARES,
  copyKind,
  type DatedDocument,
  duplicatePairs,
  type Pair,
  type PairArticle,
} from './duplicate-pairs.ts';
import { runBench } from './main.ts';
import { createRandom } from './random.ts';
import { simHash, simHashDistance } from './simhash.ts';
import { formatShare, formatTable } from './table.ts';

const HELP = `node bench/duplicates.ts DATA_FOLDER [--pairs 1000] [--seed 1] [--scale 100000]
  Of the sets news_title and xwlb_kw: --pairs copies and as many pairs of different articles that are hard to tell from
  copies. The half with even numbers is what thresholds are chosen on.
  --scale  time and memory of grouping so many articles without duplicates`;

/** Sets whose articles have dates. */
const SETS = ['news_title', 'xwlb_kw'] as const;

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: '100000' },
    },
  });
  const [ofEach, seed, scale] = [values.pairs, values.seed, values.scale].map(Number);
  if (!(ofEach >= 8)) throw new UsageError(`--pairs ${values.pairs} is not a number of 8 or more`);
  if (!(scale >= 0)) throw new UsageError(`--scale ${values.scale} is not a number`);
  const documents: DatedDocument[] = [];
  for (const set of SETS) documents.push(...(await readDocuments(positionals[0], set)));
  const pairs = duplicatePairs(documents, ofEach, seed).map(sketched);
  const tuning = pairs.filter((_, i) => i % 2 === 0);
  const heldOut = pairs.filter((_, i) => i % 2 === 1);
  process.stdout.write(`${reportKinds(heldOut)}\n\n${reportThresholds(tuning, heldOut)}\n\n`);
  process.stdout.write(`${reportSimHash(tuning, heldOut)}\n\n${reportSets(documents)}\n\n${reportScale(scale)}\n`);
});

interface SketchedPair extends Pair {
  sketches: Uint32Array;
}

function sketched(pair: Pair): SketchedPair {
  return { ...pair, sketches: sketchesOf([pair.one, pair.other]) };
}

function sketchesOf(articles: readonly Pick<PairArticle, 'title' | 'body'>[]): Uint32Array {
  const sketcher = createSketcher();
  const sketches = new Uint32Array(articles.length * SKETCH_WORDS);
  articles.forEach((article, i) => void sketches.set(sketcher.sketch(article), i * SKETCH_WORDS));
  return sketches;
}

/** As a build tells: found by their bands, and then compared. */
const isFound = ({ sketches }: SketchedPair, least = LEAST_SIMILARITY): boolean =>
  starGroups({ length: 2, dated: 2, sketches }, least)[0] > 0;

interface Quality {
  precision: number;
  recall: number;
}

function qualityOf(pairs: readonly SketchedPair[], tell: (pair: SketchedPair) => boolean): Quality {
  const told = pairs.filter(tell);
  const right = told.filter(({ isDuplicate }) => isDuplicate).length;
  return {
    precision: told.length === 0 ? 1 : right / told.length,
    recall: right / pairs.filter(({ isDuplicate }) => isDuplicate).length,
  };
}

function reportKinds(pairs: readonly SketchedPair[]): string {
  const copies: string[] = CHANGED_SHARES.map(copyKind);
  const others = [...new Set(pairs.map(({ kind }) => kind))].filter((kind) => !copies.includes(kind)).sort();
  const rows = [...copies, ...others].map((kind) => {
    const own = pairs.filter((pair) => pair.kind === kind);
    const found = own.filter((pair) => isFound(pair)).length;
    return [kind, own.length, found, formatShare(found / own.length)];
  });
  return formatTable(['held-out pairs', 'pairs', 'one hit', 'share'], rows);
}

const rowOf = (
  name: string,
  tuning: readonly SketchedPair[],
  heldOut: readonly SketchedPair[],
  tell: (pair: SketchedPair) => boolean,
): string[] => [
  name,
  ...[tuning, heldOut].flatMap((pairs) => {
    const { precision, recall } = qualityOf(pairs, tell);
    return [precision, recall].map(formatShare);
  }),
];

const QUALITY = ['precision, tuning', 'recall, tuning', 'precision, held out', 'recall, held out'];

function reportThresholds(tuning: readonly SketchedPair[], heldOut: readonly SketchedPair[]): string {
  const rows = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7].map((least) =>
    rowOf(`${least}${least === LEAST_SIMILARITY ? ' (chosen)' : ''}`, tuning, heldOut, (pair) => isFound(pair, least)),
  );
  return formatTable(['in common at least', ...QUALITY], rows);
}

function reportSimHash(tuning: readonly SketchedPair[], heldOut: readonly SketchedPair[]): string {
  const distances = new Map(
    [...tuning, ...heldOut].map((pair) => [pair, simHashDistance(simHash(pair.one.body), simHash(pair.other.body))]),
  );
  const rows = [3, 6, 9, 12, 15].map((most) =>
    rowOf(`SimHash, at most ${most} of 64 bits apart`, tuning, heldOut, (pair) => distances.get(pair)! <= most),
  );
  return formatTable(['instead', ...QUALITY], rows);
}

/** What is found among the articles themselves, and what it takes. */
function reportSets(documents: readonly DatedDocument[]): string {
  const articles = [...documents].map((document) => ({
    title: document.title,
    body: document.text,
    instant: document.date ? Date.parse(`${document.date.replace(' ', 'T')}+08:00`) : Number.NaN,
  }));
  articles.sort((a, b) => b.instant - a.instant);
  const start = process.cpuUsage();
  const sketches = sketchesOf(articles);
  const afterSketching = process.cpuUsage(start).user;
  const groups = starGroups({ length: articles.length, dated: articles.length, sketches });
  const all = process.cpuUsage(start).user;
  const members = groups.filter((group) => group > 0).length;
  const micros = (micros: number) => (micros / articles.length).toFixed(0);
  return formatTable(
    ['of the sets', 'articles', 'in groups', 'groups', 'µs of CPU an article to sketch', 'to group'],
    [
      [
        SETS.join(', '),
        articles.length,
        members,
        Math.max(0, ...groups),
        micros(afterSketching),
        micros(all - afterSketching),
      ],
    ],
  );
}

/** Articles that have nothing in common: every one begins a group and is compared with whatever shares a band. */
function reportScale(length: number): string {
  const random = createRandom(1);
  const sketches = Uint32Array.from({ length: length * SKETCH_WORDS }, () => random() * 2 ** 32);
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  starGroups({ length, dated: length, sketches });
  const seconds = process.cpuUsage(start).user / 1e6;
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  return formatTable(
    ['random articles', 's of CPU to group', 'MB beside the sketches', 'MB of sketches'],
    [[length, seconds.toFixed(1), megabytes.toFixed(0), (sketches.byteLength / 1e6).toFixed(0)]],
  );
}
