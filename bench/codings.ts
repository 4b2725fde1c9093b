// `node bench/codings.ts DATA_FOLDER`: the bytes and the decoding time of the codings that a segment could be made of,
// on the real lists and articles of an index of news.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { decodeManifest, pointerKey } from '../engine/index/manifest.ts';
import { openStore } from '../engine/store/open.ts';
import { compareDictionary } from './codings/compare-dictionary.ts';
import { compareCharacters, comparePostings } from './codings/compare-postings.ts';
import { compareStored } from './codings/compare-stored.ts';
import { readBenchIndex } from './codings/lists.ts';
import { readColdDocuments } from './cold-index.ts';
import { BENCH_COLLECTION, publishDocuments } from './collection.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import { createRandom, shuffled } from './random.ts';

const HELP = `node bench/codings.ts DATA_FOLDER [--articles 8000]
  --articles N   articles of the news sets, drawn at random; all of them when there are not so many.
                 8,000 take a minute or two, all 28,000 about five and 3 GB of memory`;

const SEED = 1;

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { articles: { type: 'string', default: '8000' } },
  });
  const most = Number(values.articles);
  if (!(Number.isInteger(most) && most >= 1))
    throw new UsageError(`--articles ${values.articles} is not a whole number of 1 or more`);
  const documents = shuffled(await readColdDocuments(positionals[0]), createRandom(SEED)).slice(0, most);
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-codings-'));
  const progress = createProgress();
  try {
    const store = await openStore(`file:${folder}`);
    await publishDocuments(store, documents, 'news', progress);
    const key = pointerKey(BENCH_COLLECTION);
    const index = readBenchIndex(folder, decodeManifest((await store.get(key)).bytes, key));
    process.stdout.write(
      `${index.articles.length} articles, ${index.textBytes} bytes of text; sizes are shares of it.\n`,
    );
    for (const compare of [comparePostings, compareCharacters, compareDictionary, compareStored]) {
      progress.show(compare.name);
      process.stdout.write(`\n${compare(index)}\n`);
    }
  } finally {
    progress.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
