// The blocks, their lists of the best and what is read of them, held against looking at every suggestion.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { ANALYSIS, FORMAT, type Manifest, objectKey } from '../../../engine/index/manifest.ts';
import { openPublishedIndex } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import { ENTRY_UNITS, STARTS_BONUS, weightOf } from '../../../engine/index/suggest-entries.ts';
import type { Suggestion as Shown } from '../../../engine/search/contract.ts';
import type { OpenedIndex } from '../../../engine/search/opened-index.ts';
import { suggest } from '../../../engine/search/suggest.ts';
import { writeCompanion } from '../../../indexer/build/companion-writer.ts';
import { readingsOf } from '../../../indexer/pinyin/readings.ts';
import { type CollectOptions, collectSuggestions } from '../../../indexer/suggest/collect.ts';
import { createSpeller } from '../../../indexer/suggest/spelling.ts';
import { suggestSections } from '../../../indexer/suggest/suggest-companion.ts';
import { createMemoryStore } from '../../memory-store.ts';

/** A version that has suggestions and nothing else. */
async function publish(options: CollectOptions): Promise<(q: string) => Promise<Shown[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'xunwen-suggest-'));
  try {
    const { companion, file } = await writeCompanion(folder, 'suggest', suggestSections(options)!);
    const store = createMemoryStore();
    await store.put(objectKey('c', file.object), await readFile(file.path));
    const settings = { timeZone: 'Asia/Shanghai', titleBoost: 1 };
    const manifest: Manifest = {
      ...{
        format: FORMAT,
        analysis: ANALYSIS,
        collection: 'c',
        version: 'v',
        documents: 0,
        pivots: { title: 1, body: 1 },
      },
      ...{ settings, termsDigest: '', segments: [], created: '', companions: { suggest: companion } },
    };
    const published = await openPublishedIndex(store, manifest, createBlockCache(1 << 26), 0, createReadSession());
    const opened = { published } as OpenedIndex;
    return async (q) => (await suggest(opened, { q, limit: 10 }, createReadSession())).suggestions;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const CHARACTERS = [...'连衣裙联谊群长款重庆女绿行银中国'];
const text = fc.string({ unit: fc.constantFrom(...CHARACTERS, 'a', 'b', '5', ' ', '，'), minLength: 1, maxLength: 9 });
const word = fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 2, maxLength: 4 });

const collections = fc.record({
  titles: fc.array(text, { minLength: 1, maxLength: 12 }),
  words: fc.dictionary(word, fc.record({ cost: fc.nat({ max: 200 }), frequency: fc.integer({ min: 1, max: 99 }) }), {
    maxKeys: 8,
  }),
});

/** How good each text is for letters, or for characters, looking at all of them; the best first. */
function oracle(options: CollectOptions, q: string): { text: string; score: number }[] {
  const speller = createSpeller(options.words);
  const isHan = readingsOf(q[0]!).length > 0;
  const found = collectSuggestions(options).flatMap((suggestion) => {
    const { syllables, starts } = speller(suggestion);
    const { units, frequency } = suggestion;
    const scores = starts.flatMap((start) => {
      const good = weightOf(frequency) + (start === 0 ? STARTS_BONUS : 0);
      if (isHan)
        return units.startsWith(q, start) ? [good + 3000 + (units === q && !suggestion.isTitle ? 300 : 0)] : [];
      const read = syllables.slice(start, start + ENTRY_UNITS.s);
      const spellings = [read.join(''), read.map((one) => (one.length > 1 ? one.replace('v', 'u') : one)).join('')];
      const isMet = spellings.some((one) => one.startsWith(q));
      const isAll = spellings.includes(q) && read.length === units.length && !suggestion.isTitle;
      const initials = syllables
        .slice(0, ENTRY_UNITS.i)
        .map((one) => one[0])
        .join('');
      const byInitials = start === 0 && q.length > 1 && !/[iuv]/.test(q) && initials.startsWith(q);
      const whole = initials === q && !suggestion.isTitle ? 300 : 0;
      return [...(isMet ? [good + 2000 + (isAll ? 300 : 0)] : []), ...(byInitials ? [good + 1000 + whole] : [])];
    });
    return scores.length > 0 ? [{ text: suggestion.text, score: Math.max(...scores) }] : [];
  });
  return found.sort((a, b) => b.score - a.score);
}

async function check(options: CollectOptions, ask: (q: string) => Promise<Shown[]>, q: string): Promise<void> {
  const all = oracle(options, q);
  const scores = new Map(all.map(({ text: one, score }) => [one, score]));
  const shown = (await ask(q)).filter(({ kind }) => kind !== 'sound');
  expect(shown.map(({ text: one }) => scores.get(one))).toEqual(all.slice(0, 10).map(({ score }) => score));
}

describe('suggestions', () => {
  it('are the best of all that begin as typed, in letters or characters', async () => {
    const letters = fc.constantFrom(
      'l',
      'li',
      'lian',
      'lianyi',
      'ly',
      'lyq',
      'zhong',
      'nu',
      'nv',
      'lv',
      'hang',
      'x',
      'cq',
      'ab',
      'y',
    );
    const typed = fc.oneof(letters, fc.constantFrom('连', '连衣', '联谊群', '长', '重庆', '中国', '女'));
    await fc.assert(
      fc.asyncProperty(
        collections,
        fc.array(typed, { minLength: 1, maxLength: 6 }),
        async ({ titles, words }, queries) => {
          const options = { titles, words: new Map(Object.entries(words)), dictionary: null };
          fc.pre(collectSuggestions(options).length > 0);
          const ask = await publish(options);
          for (const q of queries) await check(options, ask, q);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are the best of thousands too, of which no beginning is read whole', async () => {
    const random = (n: number): number => (n * 2654435761) % 4294967296;
    const titles = Array.from({ length: 6000 }, (_, i) =>
      Array.from({ length: 7 }, (_, place) => CHARACTERS[random(i * 7 + place) % CHARACTERS.length]).join(''),
    );
    const words = new Map(
      titles.slice(0, 3000).map((title, i) => [title.slice(0, 3), { cost: 150, frequency: 2 + (random(i) % 5000) }]),
    );
    const options = { titles, words, dictionary: null };
    const ask = await publish(options);
    for (const q of ['l', 'li', 'lian', 'lianyi', 'z', 'zh', 'ly', 'c', 'nv', 'nu', '连', '连衣', '中', '中国', '女'])
      await check(options, ask, q);
  });
});
