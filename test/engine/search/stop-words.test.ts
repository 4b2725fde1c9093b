import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Searcher } from '../../../engine/search/contract.ts';
import { createMemoryStore } from '../../memory-store.ts';
import {
  ask,
  askAllPages,
  buildAndPublish,
  fromBodies,
  idsOf,
  MODES,
  type Mode,
  openIn,
} from '../../support/build-index.ts';

async function open(mode: Mode, stopWords: string, bodies: readonly string[]): Promise<Searcher> {
  return openIn(mode, await buildAndPublish(fromBodies(...bodies), {}, createMemoryStore(), { stopWords }));
}

const STOP_WORDS = '# what readers add\n最新\n消息\n介绍\n一下\nthe\n关于\n找\n是什么意思\n5G新闻\n';

describe.each(MODES)('%s', (mode) => {
  const BODIES = ['围棋比赛。', '最新消息公布。', '介绍一杯茶。', '5G新闻联播。', 'The end of 围棋.', '王之涣找人。'];
  const found = async (q: string): Promise<string[]> =>
    [...(await askAllPages(await open(mode, STOP_WORDS, BODIES), q, { match: 'all' }))].sort();

  test.each([
    ['围棋 最新 消息', ['1', '5']],
    ['最新的围棋消息', ['1', '5']],
    ['the 围棋', ['1', '5']],
    ['關於圍棋', ['1', '5']],
    ['找 围棋', ['1', '5']],
    ['围棋是什么意思', ['1', '5']],
    ['5G新闻 围棋', ['1', '5']],
    ['5G 新闻 围棋', ['1', '5']],
  ])('%s: stop words are not asked for, however they are typed', async (q, ids) => {
    expect(await found(q)).toEqual(ids);
  });

  test('a query of stop words alone is answered', async () => {
    expect(await found('最新消息')).toEqual(['2']);
    expect(await found('最新 消息')).toEqual(['2']);
    expect(await found('the')).toEqual(['5']);
    expect(await found('5G新闻')).toEqual(['4']);
  });

  test('a quoted phrase keeps its stop words, and so do titles and exclusions of one word', async () => {
    expect(await found('"最新消息"')).toEqual(['2']);
    expect(await found('围棋 -the')).toEqual(['1']);
    expect((await ask(await open(mode, STOP_WORDS, BODIES), 'title:最新')).hits).toEqual([]);
  });

  test('a character beside a stop word is all that was asked for', async () => {
    expect(await found('介绍一下茶')).toEqual(['3']);
    expect(await found('最新的茶')).toEqual(['3']);
  });

  test('a stop word inside of a word or a name does not cut it', async () => {
    expect(await found('王之涣找人')).toEqual(['6']);
    const searcher = await open(mode, '之\n的', ['王之涣登楼。', '王涣登楼。']);
    expect(idsOf((await ask(searcher, '王之涣')).hits)).toEqual(['1']);
  });

  test('what is left is preferred and marked as if it had been typed alone', async () => {
    const searcher = await open(mode, '介绍\n一下', ['预制的菜。', '预制菜。介绍一下。']);
    const { hits } = await ask(searcher, '介绍一下预制菜');
    expect(idsOf(hits)).toEqual(['2', '1']);
    expect(hits[0]!.snippets[0]!.html).toBe('<mark>预制菜</mark>。介绍一下。');
  });
});

test('any text is answered alike in memory and in parts, whatever the stop words', async () => {
  const piece = fc.constantFrom('最新', '消息', '围棋', '的', '找', '茶', ' ', 'the', '5G', '新闻', '王', '"', '，');
  const text = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));
  const bodies = ['围棋 the 最新消息', '找茶的新闻', '5G新闻', '王找茶', '最新的茶'];
  const searchers = await Promise.all(MODES.map((mode) => open(mode, STOP_WORDS, bodies)));
  await fc.assert(
    fc.asyncProperty(
      text.filter((q) => /[\p{L}\p{N}]/u.test(q)),
      async (q) => {
        const [resident, ranged] = await Promise.all(searchers.map((searcher) => ask(searcher, q)));
        expect(ranged!.hits).toEqual(resident!.hits);
      },
    ),
    { numRuns: 200 },
  );
});
