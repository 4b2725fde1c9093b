// `node bench/sources.ts DATA_FOLDER`: how fast each kind of file is read, what is found on pages of the web, and
// how short a text may be for its charset to be told.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../engine/article.ts';
import { UsageError } from '../engine/errors.ts';
import { htmlToText } from '../indexer/sources/html-text.ts';
import { readArticles } from '../indexer/sources/read.ts';
import { countPieces } from './charset-pieces.ts';
import { readDocuments } from './data-set.ts';
import { runBench } from './main.ts';
import { createRandom } from './random.ts';
import { asPage, formatsOf, type SourceFormat } from './source-formats.ts';
import { formatShare, formatTable } from './table.ts';

const HELP = `node bench/sources.ts DATA_FOLDER [--set news_title] [--count 1000] [--pieces 2000]
  Writes that many articles as files of every kind into a temporary folder and reads them. "found" is the share of the
  articles' characters that is read as body, "noise" the share of what is read that is none of them, "around" the share
  of all text on the pages that is none of them.`;

await runBench(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      set: { type: 'string', default: 'news_title' },
      count: { type: 'string', default: '1000' },
      pieces: { type: 'string', default: '2000' },
    },
  });
  const count = Number(values.count);
  if (!(count >= 1)) throw new UsageError(`--count ${values.count} is not a number of 1 or more`);
  const documents = (await readDocuments(positionals[0], values.set)).slice(0, count);
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-sources-'));
  try {
    const expected = documents.map((document) => asPage(document).paragraphs);
    const rows: (string | number)[][] = [];
    for (const format of formatsOf(documents)) rows.push(await measure(folder, format, expected));
    const columns = ['files', 'articles', 'articles/s', 'CPU ms/article', 'around', 'found', 'noise'];
    process.stdout.write(`${formatTable(columns, rows)}\n\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const texts = documents.map(({ text }) => text);
  const counts = countPieces(texts, Number(values.pieces), createRandom(1));
  const share = ({ asked, wrong }: { asked: number; wrong: number }) => `${((100 * wrong) / asked).toFixed(2)} %`;
  process.stdout.write(
    `${formatTable(
      ['characters', 'GB18030 wrong', 'GB18030 in Traditional', 'Big5'],
      counts.map(({ length, kinds }) => [
        String(length),
        share(kinds.gb18030),
        share(kinds['gb18030, traditional']),
        share(kinds.big5),
      ]),
    )}\n`,
  );
});

async function measure(
  root: string,
  { name, files }: SourceFormat,
  expected: readonly (readonly string[])[],
): Promise<(string | number)[]> {
  const folder = join(root, name.replace(/\W+/g, '-'));
  mkdirSync(folder);
  for (const { path, content } of files) writeFileSync(join(folder, path), content);
  const articles: { article: Article; origin: string }[] = [];
  const cpu = process.cpuUsage();
  const started = performance.now();
  for await (const item of readArticles([folder], { cwd: root, timeZone: 'Asia/Shanghai' }))
    if (item.kind === 'article') articles.push(item);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  let [wanted, found, read] = [0, 0, 0];
  for (const paragraphs of expected) wanted += total(paragraphs);
  for (const [at, { article, origin }] of articles.entries()) {
    // Files come in the order of their names, records of one file in theirs.
    const number = files.length === 1 ? at : Number(/(\d+)\.\w+$/.exec(origin)?.[1]);
    const lines = article.body.split('\n');
    const own = new Set(expected[number].map(plain));
    read += total(lines);
    found += total(lines.filter((line) => own.has(plain(line))));
  }
  rmSync(folder, { recursive: true });
  return [
    name,
    articles.length,
    Math.round(articles.length / seconds),
    ((user + system) / 1000 / Math.max(1, articles.length)).toFixed(2),
    /\.html$/.test(files[0]?.path ?? '') ? formatShare(1 - wanted / pageText(files)) : '',
    formatShare(found / wanted),
    formatShare(1 - found / Math.max(1, read)),
  ];
}

function pageText(files: SourceFormat['files']): number {
  return files.reduce((sum, { content }) => sum + total([htmlToText(content)]), 0);
}

function plain(line: string): string {
  return line.normalize('NFC').replace(/\s+/g, '');
}

function total(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + plain(line).length, 0);
}
