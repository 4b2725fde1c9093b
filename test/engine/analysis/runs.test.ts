import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { isInsideGrouped, LONGEST_WORD, runs, touch } from '../../../engine/analysis/runs.ts';

const cut = (text: string): string[] => {
  const folded = fold(text);
  return runs(folded).map(({ kind, start, end }) => `${kind}:${folded.slice(start, end)}`);
};

const mixed = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."徐汇区文明城市的〇々ーカ한ㄅ𠮷abcz0159.-_'&+#/·，。 《》\u200b\ud83d\udc00😀é"),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 120,
});

describe('runs', () => {
  it.each([
    ['阿凡提·买买提', ['han:阿凡提', 'han:买买提']],
    ['二〇一七年', ['han:二〇一七年']],
    ['增长3.5%', ['han:增长', 'word:3.5']],
    ['C++、C#和F#', ['word:c++', 'word:c#', 'han:和', 'word:f#']],
    ['5G基站', ['word:5g', 'han:基站']],
    ['A股', ['word:a', 'han:股']],
    ['A+级', ['word:a+', 'han:级']],
    ['COVID-19', ['word:covid-19']],
    ['《徐汇报》', ['han:徐汇报']],
    ['café Ångström', ['word:cafe', 'word:angstrom']],
    ['カラオケのお店', ['han:カラオケのお店']],
    ['ﾗｰﾒﾝ', ['han:ラーメン']],
    ['서울특별시', ['han:서울특별시']],
    ['ㄅㄆㄇ', ['han:ㄅㄆㄇ']],
    ['人々〆', ['han:人々〆']],
    ['𠮷野家', ['han:𠮷野家']],
    ['node.js, at&t wi-fi', ['word:node.js', 'word:at&t', 'word:wi-fi']],
    ['don’t ‘ok’了', ["word:don't", 'word:ok', 'han:了']],
    ['完了.好-的', ['han:完了', 'han:好', 'han:的']],
    ['end. -x- _y_', ['word:end', 'word:x', 'word:y']],
    ['a+b 1+1=2', ['word:a', 'word:b', 'word:1', 'word:1', 'word:2']],
    ['#iPhone15#', ['word:iphone15']],
    ['https://a.cn/b', ['word:https', 'word:a.cn', 'word:b']],
    ['零\u200b宽', ['han:零', 'han:宽']],
    ['x\ud800y', ['word:x', 'word:y']],
    ['好😀5️⃣①', ['han:好', 'word:5']],
    ['Привет мир', ['word:привет', 'word:мир']],
    ['海拔2,160米', ['han:海拔', 'word:2,160', 'han:米']],
    ['２，１６０米', ['word:2,160', 'han:米']],
    ['12,345,678.50元', ['word:12,345,678.50', 'han:元']],
    ['1,2,3', ['word:1', 'word:2', 'word:3']],
    ['1,200,30', ['word:1', 'word:200', 'word:30']],
    ['2017,160', ['word:2017', 'word:160']],
    ['3, 200', ['word:3', 'word:200']],
    ['1,2000', ['word:1', 'word:2000']],
    ['1,218km', ['word:1,218km']],
    ['', []],
  ])('cuts %s', (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it('gives ordered, non-empty runs that start and end with no connector, on any text', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const folded = fold(text);
        let last = 0;
        for (const { start, end } of runs(folded)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(folded.slice(start, end)).not.toMatch(/^[-._'&+#]|[-._'&]$/);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(folded.length);
      }),
    );
  });

  it('cuts every run, standing alone, into itself: context changes nothing inside it', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const folded = fold(text);
        for (const { kind, start, end } of runs(folded)) {
          const alone = folded.slice(start, end);
          expect(runs(alone)).toEqual([{ kind, start: 0, end: alone.length }]);
        }
      }),
    );
  });

  it('cuts a line of base64 into words of a bounded length', () => {
    const words = runs('ab3'.repeat(30_000));
    expect(Math.max(...words.map(({ start, end }) => end - start))).toBe(LONGEST_WORD);
    expect(words.at(-1)!.end).toBe(90_000);
  });
});

describe('touch', () => {
  it.each([
    ['849元', true],
    ['849 元', true],
    ['共  849', true],
    ['849   元', false],
    ['849\n元', false],
    ['849,元', false],
    ['5g 4g', false],
  ])('of the two runs of "%s" is %s', (text, expected) => {
    const [left, right] = runs(text);
    expect(touch(text, left, right)).toBe(expected);
  });
});

describe('isInsideGrouped', () => {
  it('is true inside a number with set-off thousands alone', () => {
    const inside = (text: string): number[] =>
      [...Array(text.length + 1).keys()].filter((at) => isInsideGrouped(text, at));
    expect(inside('高2,160米')).toEqual([2, 3]);
    expect(inside('1,2,3')).toEqual([]);
    expect(inside('有12,345,678个')).toEqual([3, 4, 7, 8]);
    expect(inside('12345,678')).toEqual([]);
  });

  it('agrees with the words of any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'1234567890,.-a米 '), maxLength: 40 });
    fc.assert(
      fc.property(text, (it) => {
        const commas = runs(it).flatMap(({ start, end }) =>
          [...it.slice(start, end)].flatMap((char, i) => (char === ',' ? [start + i] : [])),
        );
        const found = [...it].flatMap((char, at) => (char === ',' && isInsideGrouped(it, at) ? [at] : []));
        expect(found).toEqual(commas);
      }),
    );
  });
});
