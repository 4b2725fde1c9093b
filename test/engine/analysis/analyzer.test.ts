import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, type FieldTerms } from '../../../engine/analysis/analyzer.ts';
import { classOf } from '../../../engine/analysis/classes.ts';
import { fold, normalizeStored } from '../../../engine/analysis/fold.ts';
import { createLexicon } from '../../../engine/analysis/lexicon.ts';
import { runs } from '../../../engine/analysis/runs.ts';

const lexicon = createLexicon([{ text: '文明 9\n文明城 5\n文明城市 5\n城市化 5\n𠮷野家 5', source: 'test' }]);
const { analyze } = createAnalyzer(lexicon);

const counts = ({ terms, frequencies }: FieldTerms): Record<string, number> =>
  Object.fromEntries(terms.map((term, i) => [term, frequencies[i]!]));

const mixed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'文明城市化徐匯〇年月日カ𠮷野家abc0159.-+#·，。 《》\u200b\ud83d\udc00😀é'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 80,
});

describe('analyze', () => {
  it('gives bigrams, the last character and the long words of a Han run', () => {
    expect(analyze('文明城市')).toEqual({
      terms: ['文明', '明城', '城市', '市', '文明城', '文明城市'],
      frequencies: new Uint16Array([1, 1, 1, 1, 1, 1]),
      length: 4,
    });
  });

  it('counts overlapping occurrences', () => {
    expect(counts(analyze('哈哈哈，哈哈'))).toEqual({ 哈哈: 3, 哈: 2 });
  });

  it('counts no more than 65,535 occurrences', () => {
    expect(counts(analyze('哈'.repeat(70_000)))).toEqual({ 哈哈: 65_535, 哈: 1 });
  });

  it('gives words and their parts, folded', () => {
    expect(counts(analyze('iPhone15 ＩＰＨＯＮＥ COVID-19'))).toEqual({
      iphone15: 1,
      iphone: 2,
      15: 1,
      covid19: 1,
      covid: 1,
      19: 1,
    });
  });

  it.each([
    ['第3章', ['第3', '3章']],
    ['A股', ['a股']],
    ['5G基站', ['5g基']],
    ['卡拉OK厅', ['拉ok', 'ok厅']],
    ['iPhone15版', ['iphone15版', '15版']],
    ['新iPhone15', ['新iphone15', '新iphone']],
    ['学C++的', ['学c++', 'c++的']],
    ['𠮷5𠮷', ['𠮷5', '5𠮷']],
    ['25日', ['25日']],
    ['高2,160米', ['高2160', '2160', '2160米']],
    ['共 849 元', ['共849', '849元']],
    ['用Node.js写', ['用nodejs', 'nodejs写', '用node', 'js写']],
  ])('bridges the runs of %s that touch', (text, bridges) => {
    expect(analyze(text).terms).toEqual(expect.arrayContaining(bridges));
  });

  it('bridges nothing across a sign or a line', () => {
    expect(analyze('第\n3、章').terms).toEqual(['第', '3', '章']);
  });

  it('gives date keys besides what is written', () => {
    expect(analyze('2017年11月25日').terms).toEqual(
      expect.arrayContaining(['2017', '2017年', '25日', '@2017-11-25', '@*-11-25']),
    );
    expect(analyze('二〇一七年十一月二十五日').terms).toEqual(expect.arrayContaining(['二〇', '@2017-11-25']));
    expect(analyze('十一月二十五日').terms).toContain('@--11-25');
  });

  it('without a lexicon gives the same terms but those of Han runs', () => {
    const alone = createAnalyzer(null);
    const isHan = (term: string): boolean => [...term].every((char) => classOf(char.codePointAt(0)!) === 1);
    fc.assert(
      fc.property(mixed, (text) => {
        const stored = normalizeStored(text);
        const all = Object.entries(counts(analyze(stored))).filter(([term]) => !isHan(term));
        expect(counts(alone.analyze(stored))).toEqual(Object.fromEntries(all));
      }),
    );
  });

  it('gives a number and its neighbour of letters in one word too', () => {
    expect(counts(analyze('支持WiFi 6与4.7 GB'))).toMatchObject({ wifi6: 1, wifi: 1, 6: 1, '4.7gb': 1, 持wifi: 1 });
    expect(analyze('no 2,160 km').terms).toEqual(['no', '2160', 'no2160', 'km', '2160km']);
    expect(analyze('new york').terms).toEqual(['new', 'york']);
    expect(analyze('iPhone\n15').terms).toEqual(['iphone', '15']);
  });

  it('files the month and the year of a day, however it is written', () => {
    for (const text of ['2020年1月21日', '2020-01-21', '二〇二〇年一月二十一日', '2020 年 1 月 21 日'])
      expect(counts(analyze(text))).toMatchObject({ '@2020-01-21': 1, '@2020-01': 1, '2020年': 1 });
    expect(counts(analyze('2020/1'))).toMatchObject({ '@2020-01': 1, '2020年': 1 });
    expect(counts(analyze('一九八七年'))).toMatchObject({ 一九: 1, '1987年': 1 });
    expect(counts(analyze('1987年，1987 年'))).toMatchObject({ '1987年': 2 });
  });

  it('gives the same terms for Traditional and Simplified, full and half width', () => {
    expect(analyze('《徐匯報》２０１７')).toEqual(analyze('《徐汇报》2017'));
  });

  it('takes a character outside the BMP for one', () => {
    const { terms, length } = analyze('去𠮷野家');
    expect(terms).toEqual(['去𠮷', '𠮷野', '野家', '家', '𠮷野家']);
    expect(length).toBe(4);
    expect(analyze('叫𠮷').terms).toEqual(['叫𠮷', '𠮷']);
  });

  it('splits names at the dot between them', () => {
    expect(analyze('阿凡·买提').terms).toEqual(['阿凡', '凡', '买提', '提']);
  });

  it('counts Han characters and words as the length', () => {
    expect(analyze('徐汇区 Xuhui District, 3.5%').length).toBe(6);
    expect(analyze('。')).toEqual({ terms: [], frequencies: new Uint16Array(0), length: 0 });
  });

  it('holds all bigrams of any string inside one Han run: what is written can be found', () => {
    fc.assert(
      fc.property(mixed, fc.nat(), fc.nat(), (text, pick, from) => {
        const stored = normalizeStored(text);
        const folded = fold(stored);
        const han = runs(folded).filter(({ kind, start, end }) => kind === 'han' && end - start > 1);
        fc.pre(han.length > 0);
        const { start, end } = han[pick % han.length]!;
        const chars = [...folded.slice(start, end)].slice(from % (end - start));
        const { terms } = analyze(stored);
        for (let i = 0; i + 1 < chars.length; i++) expect(terms).toContain(chars[i]! + chars[i + 1]!);
      }),
    );
  });

  it('gives distinct terms with as many frequencies, and the same ones each time, for any text', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const first = analyze(normalizeStored(text));
        expect(new Set(first.terms).size).toBe(first.terms.length);
        expect(first.frequencies.length).toBe(first.terms.length);
        for (const frequency of first.frequencies) expect(frequency).toBeGreaterThan(0);
        expect(createAnalyzer(lexicon).analyze(normalizeStored(text))).toEqual(first);
      }),
    );
  });

  it('counts what a slow reading of the bigrams counts', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const chars = [...fold(normalizeStored(text))];
        const isHan = (char: string | undefined): boolean => char !== undefined && classOf(char.codePointAt(0)!) === 1;
        const slow = new Map<string, number>();
        chars.forEach((char, i) => {
          if (!isHan(char) || !isHan(chars[i + 1])) return;
          const bigram = char + chars[i + 1]!;
          slow.set(bigram, (slow.get(bigram) ?? 0) + 1);
        });
        const fast = counts(analyze(normalizeStored(text)));
        for (const [bigram, count] of slow) expect(fast[bigram]).toBe(count);
      }),
    );
  });

  it('reads a line of 100,000 characters without a blank', () => {
    const text = Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(0x5000 + ((i * i) % 7919))).join('');
    const { terms, length } = analyze(text);
    expect(length).toBe(100_000);
    expect(terms.length).toBeGreaterThan(1000);
    expect(analyze('a1'.repeat(50_000)).length).toBeGreaterThan(1);
  });
});
