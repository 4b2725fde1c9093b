import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import type { Article } from '../../../engine/article.ts';
import type { Hit, SearchRequest, SearchResponse } from '../../../engine/search/contract.ts';
import type {
  ExplainedPart,
  ExplainedUnit,
  Explanation,
  QueryExplanation,
} from '../../../engine/search/explanation.ts';
import { parseSynonyms } from '../../../indexer/config/synonyms.ts';
import { createMemoryStore } from '../../memory-store.ts';
import { ask, buildAndPublish, fromBodies, MODES, openIn, type WordLists } from '../../support/build-index.ts';

const explained = (q: string, more: Partial<SearchRequest> = {}): [string, Partial<SearchRequest>] => [
  q,
  { ...more, explain: true },
];

async function explain(articles: Article[], q: string, lists: WordLists = {}, more: Partial<SearchRequest> = {}) {
  const searcher = openIn('resident', await buildAndPublish(articles, {}, createMemoryStore(), lists));
  const { hits, explanation } = await ask(searcher, ...explained(q, more));
  return { hits: new Map(hits.map((hit) => [hit.id, hit.explanation!])), query: explanation! };
}

const unitsOf = ({ units }: Explanation): Record<string, ExplainedUnit['by']> =>
  Object.fromEntries(units.map(({ text, by }) => [text, by]));
const partOf = ({ parts }: Explanation, text: string): ExplainedPart | undefined =>
  parts.find((part) => part.what === 'term' && part.text === text);

describe('an explanation', () => {
  test('is given only when it is asked for', async () => {
    const searcher = openIn('resident', await buildAndPublish(fromBodies('徐汇滨江')));
    for (const more of [{}, { explain: false }]) {
      const answer = await ask(searcher, '徐汇', more);
      expect(answer).not.toHaveProperty('explanation');
      expect(answer.hits[0]).not.toHaveProperty('explanation');
    }
  });

  test('names each term with its field, frequency and the number of articles that hold it', async () => {
    const articles = [
      { id: 'a', title: '徐汇', body: '徐汇有徐汇滨江。' },
      { id: 'b', title: '', body: '徐汇' },
      { id: 'c', title: '', body: '杨浦滨江' },
    ];
    const { hits } = await explain(articles, '徐汇 滨江', {}, { match: 'all' });
    const told = hits.get('a')!;
    const known = { documentFrequency: 2, synonymOf: null };
    expect(partOf(told, '徐汇')).toMatchObject({ ...known, occurrences: { title: 1, body: 2 } });
    expect(partOf(told, '滨江')).toMatchObject({ ...known, occurrences: { title: 0, body: 1 } });
  });

  test('says by what each unit is held, and what is missing', async () => {
    const body = '徐汇滨江办了展览，宥坤筹备了一年，11月25日开幕。';
    const { hits } = await explain(fromBodies(body, '王宥坤'), '徐汇 王宥坤 "滨江办了" 11月25日 iPhone15');
    expect(unitsOf(hits.get('1')!)).toEqual({
      徐汇: 'word',
      王宥坤: null,
      滨江办了: 'phrase',
      '11月25日': 'word',
      iphone15: null,
    });
  });

  test('tells a name held by its bigrams and a word held in its parts', async () => {
    const { hits } = await explain(fromBodies('王宥坤买了 iPhone 的第 15 代。'), '王宥坤 iPhone15');
    expect(unitsOf(hits.get('1')!)).toEqual({ 王宥坤: 'bigrams', iphone15: 'parts' });
  });

  test('names the synonym that is held in place of a word, and scores it as one', async () => {
    const articles = fromBodies('一台计算机。', '一台电脑。', '新款 PC 上市。');
    const { hits, query } = await explain(articles, '电脑', { synonyms: '电脑, 计算机, PC' });
    const units = ['1', '2', '3'].map((id) => hits.get(id)!.units);
    expect(units.map(([unit]) => [unit!.by, unit!.synonym])).toEqual([
      ['synonym', '计算机'],
      ['word', null],
      ['synonym', 'pc'],
    ]);
    const [typed, found] = [partOf(hits.get('2')!, '电脑')!, partOf(hits.get('1')!, '计算机')!];
    expect([typed.synonymOf, found.synonymOf]).toEqual([null, '电脑']);
    expect(found.idf).toBe(typed.idf);
    expect(found.termWeight!).toBeLessThan(typed.termWeight!);
    expect(query.units).toMatchObject([{ text: '电脑', synonyms: ['计算机', 'pc'] }]);
  });

  test('says how the keywords stand that the factor comes from', async () => {
    const bodies = ['徐汇滨江和老旧小区。', '徐汇的滨江，小区老旧。', '老旧小区'];
    const { hits } = await explain(fromBodies(...bodies), '徐汇滨江 老旧小区', {}, { limit: 3 });
    const stands = (id: string): string[] => hits.get(id)!.keywords.map((keyword) => keyword.stands);
    expect(stands('1')).toEqual(['as typed', 'as typed']);
    expect(stands('2')[0]).toBe('apart');
    expect(hits.get('1')!.factor).toBe(1);
    expect(hits.get('2')!.factor).toBeLessThan(1);
    if (hits.has('3')) expect(stands('3')).toEqual(['missing', 'as typed']);
  });

  test('of a query says what was dropped and why', async () => {
    const lists = { stopWords: '报道\n消息' };
    const { query } = await explain(fromBodies('图书馆几点开门'), '图书馆的报道 什么 消息', lists);
    expect(query.dropped).toEqual([
      { text: '的报道', why: 'stop word' },
      { text: '什么', why: 'asks or binds' },
      { text: '消息', why: 'stop word' },
    ]);
    expect(query.units.map(({ text }) => text)).toEqual(['图书馆']);
  });

  test('of a query tells what is wanted, required and excluded', async () => {
    const { query } = await explain(fromBodies('徐汇', '杨浦市区'), '徐汇 OR 杨浦 "滨江步道" -市区', {});
    expect(query.units.map(({ text, kind, use, clause }) => [text, kind, use, clause])).toEqual([
      ['徐汇', 'word', 'wanted', 0],
      ['杨浦', 'word', 'wanted', 0],
      ['滨江步道', 'phrase', 'required', 1],
      ['市区', 'word', 'excluded', null],
    ]);
    expect(query.terms.filter(({ use }) => use === 'excluded').map(({ text }) => text)).toEqual(['市区']);
  });

  test('is given of the query even when nothing is found', async () => {
    const { hits, query } = await explain(fromBodies('徐汇'), '杨浦', {});
    expect(hits.size).toBe(0);
    expect(query.units.map(({ text }) => text)).toEqual(['杨浦']);
    expect(query.terms).toMatchObject([{ text: '杨浦', documentFrequency: 0 }]);
  });

  test('of a search by date says that scores decide nothing', async () => {
    const articles = [{ id: 'a', title: '徐汇', body: '', date: { instant: 0, civil: '1970-01-01' } }];
    expect((await explain(articles, '徐汇', {}, { sort: 'oldest' })).query.order).toBe('oldest');
    const { hits, query } = await explain(articles, '', {}, { from: '1970-01-01' });
    expect(query).toMatchObject({ order: 'newest', units: [], terms: [] });
    expect(hits.get('a')).toMatchObject({ score: 0, parts: [], firstPhase: null });
  });
});

/** How often a text stands in another, overlaps counted: every place is tried. */
const timesIn = (text: string, part: string): number =>
  Array.from({ length: text.length }, (_, at) => text.startsWith(part, at)).filter(Boolean).length;

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

function checkScore(hit: Hit, query: QueryExplanation): void {
  const { score, sum, factor, recency, parts, lengths } = hit.explanation!;
  expect(parts.reduce((total, part) => total + part.score, 0)).toBe(sum);
  expect(sum * factor * recency).toBe(score);
  expect(Math.round(score * 1e4) / 1e4).toBe(hit.score);
  const { k1, b, titleBoost, pivots, documents } = query.bm25;
  for (const part of parts) {
    const { what, text, weight, impact, occurrences, termWeight, idf, documentFrequency, synonymOf } = part;
    expect(weight * impact).toBe(part.score);
    if (what !== 'term' && what !== 'character') continue;
    expect(termWeight! * (idf ?? 1)).toBeCloseTo(weight, 10);
    let frequency = 0;
    for (const field of ['title', 'body'] as const) {
      const boost = field === 'title' ? titleBoost : 1;
      frequency += (boost * occurrences![field]) / (1 - b + (b * lengths[field]) / pivots[field]);
    }
    expect(frequency).toBeGreaterThan(0);
    expect(frequency / (frequency + k1)).toBeCloseTo(impact, 10);
    expect([...query.terms, ...query.characters].map((term) => term.text)).toContain(text);
    if (documentFrequency === null) continue;
    expect(documentFrequency).toBeGreaterThan(0);
    const isPlain = synonymOf === null && query.units.every(({ synonyms }) => synonyms.length === 0);
    if (isPlain)
      expect(idf).toBeCloseTo(Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5)), 10);
  }
}

function checkWords(hit: Hit, { title, body }: Article): void {
  const texts = { title: fold(title), body: fold(body) };
  const { parts, units } = hit.explanation!;
  for (const { text, occurrences } of parts) {
    if (occurrences === null || !isHan(text)) continue;
    // A term that was asked of titles alone is not looked for in bodies.
    const wanted = { title: timesIn(texts.title, text), body: timesIn(texts.body, text) };
    expect([wanted, { ...wanted, body: 0 }]).toContainEqual(occurrences);
  }
  for (const { text, field, held, by, synonym } of units) {
    if (!isHan(text)) continue;
    const fields = field === 'title' ? [texts.title] : [texts.title, texts.body];
    const pairs = [...text].slice(1).map((character, i) => [...text][i]! + character);
    const hasPairs = fields.some((one) => pairs.every((pair) => one.includes(pair)));
    const isThere = fields.some((one) => one.includes(text));
    if (by === 'word' || by === 'phrase') expect(isThere).toBe(true);
    else if (by === 'bigrams') expect(hasPairs).toBe(true);
    else if (by === 'synonym') expect([isThere, synonym]).toEqual([false, expect.any(String)]);
    else if (!held) expect(isThere).toBe(false);
  }
}

const withoutExplanations = ({ explanation: _, hits, ...rest }: SearchResponse): unknown => ({
  ...rest,
  hits: hits.map(({ explanation: _, ...hit }) => hit),
});

test.each(MODES)('%s: whatever is asked, the parts add up to the score and stand in the article', async (mode) => {
  const piece = fc.constantFrom('电脑', '计算机', 'PC', '5G', '網絡', '猫', '徐汇', '汇滨', '11月25日', '什么', '的');
  const phrase = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''));
  const texts = fc.array(fc.array(phrase, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const isReadable = (text: string): boolean => {
    try {
      return parseSynonyms({ text, source: '' }).length > 0;
    } catch {
      return false;
    }
  };
  const synonyms = fc
    .array(phrase, { minLength: 2, maxLength: 4 })
    .map((words) => words.join(', '))
    .filter(isReadable);
  const operator = fc.constantFrom('', '', '', '', '-', 'title:', '"', 'OR ');
  const query = fc
    .array(fc.tuple(operator, phrase), { minLength: 1, maxLength: 4 })
    .filter((parts) => parts.some(([sign]) => sign !== '-'))
    .map((parts) => parts.map(([sign, text]) => `${sign}${text}${sign === '"' ? '"' : ''}`).join(' '));
  const sort = fc.constantFrom<SearchRequest['sort'][]>('relevance', 'relevance', 'newest');
  await fc.assert(
    fc.asyncProperty(
      fc.option(synonyms),
      texts,
      fc.array(fc.tuple(query, sort), { minLength: 1, maxLength: 6 }),
      async (list, drawn, queries) => {
        const bodies = drawn.map((pieces) => pieces.join('，'));
        const articles = fromBodies(...bodies).map((one, i) => ({ ...one, title: bodies[(i * 3) % bodies.length]! }));
        const lists = list === null ? {} : { synonyms: list };
        const searcher = openIn(mode, await buildAndPublish(articles, {}, createMemoryStore(), lists));
        for (const [q, sort] of queries) {
          const answer = await ask(searcher, ...explained(q, { sort, limit: 50 }));
          expect(withoutExplanations(answer)).toEqual(await ask(searcher, q, { sort, limit: 50 }));
          const { explanation, hits } = answer;
          const asked = explanation!.units.filter(({ use }) => use !== 'excluded').map(({ text }) => text);
          for (const hit of hits) {
            checkScore(hit, explanation!);
            checkWords(hit, articles.find(({ id }) => id === hit.id)!);
            expect(hit.explanation!.units.map(({ text }) => text)).toEqual(asked);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
