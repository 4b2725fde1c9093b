import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { LONGEST_WORD, runs, wordAtoms, wordParts } from '../../../engine/analysis/runs.ts';

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

describe('wordParts', () => {
  it.each([
    ['iphone15', ['iphone', '15']],
    ['covid-19', ['covid', '19']],
    ['node.js', ['node', 'js']],
    ['2010-2015', ['2010', '2015']],
    ['web2.0', ['web', '2.0']],
    ['gpt-4', ['gpt']],
    ['5g+', ['5g']],
    ['3.5', []],
    ['5g', []],
    ['c++', []],
    ['hello', []],
    ['2017', []],
  ])('splits %s', (word, parts) => {
    expect(wordParts(word)).toEqual(parts);
  });

  it('gives atoms that cover the letters and digits of any word in order', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const folded = fold(text);
        for (const run of runs(folded).filter(({ kind }) => kind === 'word')) {
          const word = folded.slice(run.start, run.end);
          const atoms = wordAtoms(word).map(({ start, end }) => word.slice(start, end));
          expect(atoms.join('').replace(/\./g, '')).toBe(word.replace(/[-._'&+#]/g, ''));
          for (const part of wordParts(word)) expect(word).toContain(part);
        }
      }),
    );
  });
});
