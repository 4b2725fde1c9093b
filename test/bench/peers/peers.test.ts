import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INSTALL, importPeer } from '../../../bench/peers/install.ts';
import { startLucene } from '../../../bench/peers/lucene/process.ts';
import { PEERS } from '../../../bench/peers/peers.ts';
import { anyOf } from '../../../bench/peers/sqlite.ts';
import { UsageError } from '../../../engine/errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peers-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const documents = [
  { id: 'city', title: '徐汇区获评文明城市', text: '上海市徐汇区今日召开大会,总结文明城市创建工作。' },
  { id: 'rain', title: '暴雨预警', text: '气象台发布暴雨红色预警,"紧急"停课 - 全市。' },
  { id: 'untitled', title: '', text: '5G基站建设提速,覆盖所有乡镇。' },
  { id: 'bare', title: '暴雨过后的徐汇', text: '' },
];

describe.each(['sqlite-trigram', 'sqlite-bigram', 'flexsearch-cjk', 'flexsearch-words'])('%s', (name) => {
  const peer = PEERS.find((one) => one.name === name)!;

  it('ranks the article that the words are from first, batch by batch and with every variant', async () => {
    const opened = await peer.open(documents, folder);
    const queries = [
      { id: '1', text: '文明城市创建' },
      { id: '2', text: '5g基站建设' },
      { id: '3', text: '暴雨红色预警' },
    ];
    for (const variant of [undefined, ...(peer.variants ?? [])]) {
      const rankings = await opened.search(queries, 10, variant);
      expect(rankings.map(([first]) => first)).toEqual(['city', 'untitled', 'rain']);
    }
    await opened.close();
  });

  it('gives no more ids than asked for, each once, and none for words that no article has', async () => {
    const opened = await peer.open(documents, folder);
    const [both, none, empty] = await opened.search(
      [
        { id: '1', text: '徐汇区 暴雨预警 文明城市 基站建设' },
        { id: '2', text: '鑫鑫鑫' },
        { id: '3', text: '' },
      ],
      2,
    );
    expect(both).toHaveLength(2);
    expect(new Set(both).size).toBe(2);
    expect(none).toEqual([]);
    expect(empty).toEqual([]);
    await opened.close();
  });
});

it('has names that can stand in --peers, each once', () => {
  const names = PEERS.map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
  expect(new Set(names).size).toBe(names.length);
  for (const engine of ['lucene-smartcn', 'lucene-cjk', 'lucene-both', 'minisearch']) expect(names).toContain(engine);
});

it('quotes what a term of SQLite holds', () => {
  expect(anyOf(['暴雨', 'a"b'])).toBe('"暴雨" OR "a""b"');
  expect(anyOf([])).toBe('');
});

it('names the install script when a package is absent', async () => {
  const refused = importPeer('xunwen-no-such-package');
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(INSTALL);
});

it('names the install script and LUCENE_JARS when there is no Lucene', async () => {
  vi.stubEnv('LUCENE_JARS', folder);
  const refused = startLucene(folder);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(`run ${INSTALL}, or leave this peer out with --peers; LUCENE_JARS`);
});
