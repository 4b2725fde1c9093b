// Random small corpora in which everything collides, and queries for them: few characters, few words,
// few days, Traditional beside Simplified.

import fc from 'fast-check';
import { fold } from '../../engine/analysis/fold.ts';
import type { FieldFilter } from '../../engine/search/contract.ts';
import { type Asked, type Day, type KnownArticle, type Part, render } from './oracle.ts';

const HAN = [
  '徐',
  '汇',
  '匯',
  '区',
  '區',
  '海',
  '文',
  '明',
  '城',
  '市',
  '国',
  '國',
  '論',
  '论',
  '𠮷',
  '徐',
  '汇',
  '徐汇',
  '文明城市',
];
const WORDS = ['iphone', 'IPHONE', '５g', '15', 'covid'];

const day: fc.Arbitrary<Day> = fc.constantFrom(
  { year: 2017, month: 11, day: 25 },
  { year: 2018, month: 11, day: 25 },
  { year: null, month: 11, day: 25 },
  { year: 2017, month: 3, day: 1 },
  { year: null, month: 3, day: 1 },
);

const writings: ((day: Day) => string)[] = [
  ({ year, month, day }) => `${year === null ? '' : `${year}年`}${month}月${day}日`,
  ({ year, month, day }) =>
    year === null ? `${month}月${day}号` : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
];

const writtenDay = fc.tuple(day, fc.constantFrom(...writings)).map(([one, write]) => ({ day: one, text: write(one) }));

type Piece = { text: string; day?: Day };
const han: fc.Arbitrary<Piece> = fc
  .array(fc.constantFrom(...HAN), { minLength: 1, maxLength: 5 })
  .map((characters) => ({ text: characters.join('') }));
const word: fc.Arbitrary<Piece> = fc.constantFrom(...WORDS).map((text) => ({ text }));
const sign: fc.Arbitrary<Piece> = fc.constantFrom('，', ' ', '。\n').map((text) => ({ text }));

/** A text and the days it mentions. Words and days stand between signs, or beside Han where that changes nothing. */
const text = (most: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.tuple(han, sign) },
        { weight: 2, arbitrary: fc.tuple(han) },
        { weight: 2, arbitrary: fc.tuple(sign, word, sign) },
        { weight: 1, arbitrary: fc.tuple(sign, writtenDay, sign) },
      ),
      { maxLength: most },
    )
    .map((groups) => {
      const pieces: Piece[] = groups.flat();
      return {
        text: pieces
          .map((piece) => piece.text)
          .join('')
          .trim(),
        days: pieces.flatMap((piece) => (piece.day ? [piece.day] : [])),
      };
    });

/** Civil dates of several offsets: they do not fall with the instants. */
const date = fc
  .record({
    hour: fc.integer({ min: 0, max: 24 * 20 }),
    offset: fc.constantFrom(8, 8, 0, -10),
  })
  .map(({ hour, offset }) => {
    const instant = Date.UTC(2017, 10, 20) + hour * 3_600_000;
    return { instant, civil: new Date(instant + offset * 3_600_000).toISOString().slice(0, 10) };
  });

const SOURCES = ['徐汇报', '新华社', '新华网', 'The Paper'];
const TAGS = ['城建', '文明', 'Node.js', '2017', '𠮷'];

/** What articles are filtered by and counted by; each may be missing. */
const fields = fc.record(
  {
    source: fc.constantFrom(...SOURCES),
    author: fc.constantFrom('张三', '李四'),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 3 }),
    extra: fc.record({ channel: fc.constantFrom('财经', 7, true) }),
  },
  { requiredKeys: [] },
);

/** Filters that find something, mostly, and facets of any kind. */
export const filters: fc.Arbitrary<FieldFilter[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({ field: fc.constant('source'), values: fc.subarray([...SOURCES, '徐汇'], { minLength: 1 }) }),
    fc.record({ field: fc.constant('tags'), values: fc.subarray(TAGS, { minLength: 1 }) }),
    fc.record({ field: fc.constant('author'), values: fc.subarray(['张三', '李四'], { minLength: 1 }) }),
    fc.record({
      field: fc.constant('extra.channel'),
      values: fc.subarray(['7', 'true', '财经', '无'], { minLength: 1 }),
    }),
  ),
  { minLength: 1, maxLength: 3, selector: ({ field }) => field },
);
export const facets: fc.Arbitrary<string[]> = fc.subarray(
  ['year', 'source', 'month', 'tags', 'author', 'extra.channel'],
  { minLength: 1 },
);

export const articles = (most: number): fc.Arbitrary<KnownArticle[]> =>
  fc
    .array(
      fc.record({ title: text(2), body: text(8), date: fc.option(date, { nil: undefined, freq: 4 }), more: fields }),
      {
        minLength: 1,
        maxLength: most,
      },
    )
    .map((drawn) =>
      drawn.map(({ title, body, date: when, more }, i) => ({
        id: `n${i}`,
        title: title.text,
        body: body.text,
        days: { title: title.days, body: body.days },
        ...(when ? { date: when } : {}),
        ...more,
      })),
    );

/** A stretch of an article that starts and ends with a Han character, to be quoted. */
function stretchOf(all: readonly KnownArticle[], pick: number, start: number, length: number): Asked | null {
  const { title, body } = all[pick % all.length]!;
  const source = [...(start % 3 === 0 ? title : body)];
  const from = source.length === 0 ? 0 : start % source.length;
  const cut = source.slice(from, from + length).join('');
  const trimmed = /\p{Script=Han}(?:.*\p{Script=Han})?/su.exec(cut.replace(/\n/g, ' '))?.[0];
  if (trimmed === undefined || /\s/.test(trimmed)) return null;
  return { kind: 'literal', text: trimmed, quoted: true };
}

const pair: fc.Arbitrary<Asked> = fc
  .tuple(
    fc.constantFrom('徐', '汇', '区', '海', '文', '明', '國', '国', '𠮷'),
    fc.constantFrom('徐', '匯', '区', '城', '市', '明', '论'),
  )
  .map(([a, b]) => ({ kind: 'literal', text: a + b, quoted: false }));
const single: fc.Arbitrary<Asked> = fc
  .constantFrom('徐', '國', '海', '𠮷', '月')
  .map((character) => ({ kind: 'literal', text: character, quoted: false }));
const latin: fc.Arbitrary<Asked> = fc
  .constantFrom('iPhone', '15', '5G', 'covid', 'absent')
  .map((one) => ({ kind: 'literal', text: one, quoted: false }));
const askedDay: fc.Arbitrary<Asked> = writtenDay.map((one) => ({ kind: 'day', ...one }));

/** Queries about a corpus, with at least one part that is not excluded. */
export function queries(all: readonly KnownArticle[]): fc.Arbitrary<Part[]> {
  const quoted = fc
    .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }))
    .map(([pick, start, length]) => stretchOf(all, pick, start, length))
    .filter((asked) => asked !== null);
  const invented = fc
    .array(fc.constantFrom('徐', '汇', '区', '明', '文'), { minLength: 2, maxLength: 4 })
    .map((characters): Asked => ({ kind: 'literal', text: characters.join(''), quoted: true }));
  const hasHan = all.some(({ title, body }) => /\p{Script=Han}/u.test(fold(title + body)));
  const asked = fc.oneof(
    { weight: 4, arbitrary: pair },
    { weight: 1, arbitrary: single },
    { weight: 1, arbitrary: latin },
    { weight: 1, arbitrary: askedDay },
    { weight: 1, arbitrary: invented },
    { weight: hasHan ? 3 : 0, arbitrary: hasHan ? quoted : invented },
  );
  const part = (excluded: boolean): fc.Arbitrary<Part> =>
    fc.tuple(asked, asked, fc.nat({ max: 9 })).map(([first, second, roll]) => ({
      any: roll < 2 && !excluded ? [first, second] : [first],
      title: roll === 2,
      excluded,
    }));
  return fc
    .tuple(fc.array(part(false), { minLength: 1, maxLength: 4 }), fc.array(part(true), { maxLength: 1 }))
    .map(([named, excluded]) => [...named, ...excluded])
    .filter((parts) => !COUNTED.test(render(parts)));
}

/** A number and what it counts are one thing to ask for, with a space too (15 月), and no two parts. */
const COUNTED = /15 月/;
