// `node bench/generate.ts DATA_FOLDER`: as many news articles as a bench of size needs, as lines of JSON on standard
// output, recombined from the sentences of the news sets.

import { parseArgs } from 'node:util';
import { UsageError } from '../engine/errors.ts';
import { firstArticles, writeArticles } from './generated-news.ts';
import { runBench } from './main.ts';
import { countVocabulary } from './vocabulary.ts';

const GENERATE_HELP = `node bench/generate.ts DATA_FOLDER [--articles 10000] [--vocabulary]
  Writes articles, {"id", "title", "text", "date"} a line: a longer run begins with a shorter one.
  A million take about five minutes and 3.7 GB.
  --vocabulary  write instead how many different bigrams and words real and generated articles have, by their number`;

await runBench(GENERATE_HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { articles: { type: 'string', default: '10000' }, vocabulary: { type: 'boolean', default: false } },
  });
  const count = Number(values.articles);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--articles ${values.articles} is not a whole number of 1 or more`);
  const [folder] = positionals;
  if (values.vocabulary) process.stdout.write(`${await countVocabulary(folder, count)}\n`);
  else await writeArticles(firstArticles(folder, count), process.stdout);
});
