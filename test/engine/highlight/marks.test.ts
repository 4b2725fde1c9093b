import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMarks } from '../../../engine/highlight/marks.ts';
import { findOccurrences, type Occurrence, sortOccurrences } from '../../../engine/highlight/occurrences.ts';
import { bracketed } from './support.ts';

function occurrencesOf(text: string, wanted: readonly string[]): Occurrence[] {
  const found: Occurrence[] = [];
  wanted.forEach((needle, item) => {
    findOccurrences(text, { text: needle, boundary: false }, item, found);
  });
  return sortOccurrences(found);
}

function marked(text: string, wanted: string[], typed: string[], dates: string[] = []): string {
  const all = [...wanted, ...dates];
  const marks = makeMarks(text, occurrencesOf(text, all), typed, (item) => item >= wanted.length);
  return bracketed(
    text,
    marks.map(({ start, end }) => [start, end]),
  );
}

describe('occurrences that overlap or touch', () => {
  it('become one mark if all of it was typed', () => {
    expect(marked('在徐汇区政府', ['徐汇区', '政府'], ['徐汇区政府'])).toBe('在[徐汇区政府]');
    expect(marked('在徐汇区政府', ['徐汇', '汇区', '区政'], ['徐汇区政'])).toBe('在[徐汇区政]府');
  });

  it('stay apart if they were typed apart', () => {
    expect(marked('徐汇静安', ['徐汇', '静安'], ['徐汇', '静安'])).toBe('[徐汇][静安]');
    expect(marked('上海上', ['上海', '海上'], ['上海', '海上'])).toBe('[上海][上]');
  });

  it('leave the longer whole', () => {
    expect(marked('文明城市管理', ['文明城市', '城市管理局', '城市管理'], ['文明城市', '城市管理'])).toBe(
      '[文明城市][管理]',
    );
    expect(marked('大上海滩头', ['大上海', '上海滩头'], ['大上海', '上海滩头'])).toBe('[大][上海滩头]');
  });

  it('mark a repeated character to its end', () => {
    expect(marked('哈哈哈', ['哈哈'], ['哈哈'])).toBe('[哈哈][哈]');
    expect(marked('哈哈哈哈', ['哈哈'], ['哈哈'])).toBe('[哈哈][哈哈]');
    expect(marked('哈哈哈哈', ['哈哈'], ['哈哈哈'])).toBe('[哈哈哈][哈]');
  });

  it('prefer the stretch that was typed over one that came first', () => {
    expect(marked('子上海市民', ['子上', '上海', '海市', '市民'], ['子上', '上海市民'])).toBe('[子][上海市民]');
  });
});

describe('a date', () => {
  it('stays whole against a longer word', () => {
    expect(marked('11月25日报告会议厅', ['日报告会议厅'], ['日报告会议厅'], ['11月25日'])).toBe(
      '[11月25日][报告会议厅]',
    );
  });

  it('does not leave one character of a word that was none', () => {
    expect(marked('25日方世忠', ['日方'], ['日方'], ['25日'])).toBe('[25日]方世忠');
    expect(marked('在25日', ['在25'], ['在25'], ['25日'])).toBe('在[25日]');
  });
});

const alphabet = fc.constantFrom('甲', '乙', '丙', '𠮷');
const word = fc.array(alphabet, { minLength: 1, maxLength: 4 }).map((units) => units.join(''));
const text = fc.array(alphabet, { maxLength: 40 }).map((units) => units.join(''));

describe('the marks of any text', () => {
  it('are disjoint, ascend, and cover exactly what the occurrences cover', () => {
    fc.assert(
      fc.property(text, fc.uniqueArray(word, { maxLength: 5 }), fc.array(word), (body, wanted, typed) => {
        const occurrences = occurrencesOf(body, wanted);
        const covered = new Set(
          occurrences.flatMap(({ start, end }) => [...Array(end - start).keys()].map((i) => start + i)),
        );
        const marks = makeMarks(body, occurrences, typed, () => false);
        const shown: number[] = [];
        for (const { start, end } of marks) for (let i = start; i < end; i++) shown.push(i);
        expect(shown).toEqual([...covered].sort((a, b) => a - b));
      }),
    );
  });

  it('each lie inside an occurrence or inside something typed', () => {
    fc.assert(
      fc.property(text, fc.uniqueArray(word, { maxLength: 5 }), fc.array(word), (body, wanted, typed) => {
        const occurrences = occurrencesOf(body, wanted);
        for (const { start, end } of makeMarks(body, occurrences, typed, () => false)) {
          const inside = occurrences.some((it) => it.start <= start && end <= it.end);
          expect(inside || typed.some((token) => token.includes(body.slice(start, end)))).toBe(true);
        }
      }),
    );
  });

  it('name every item that stands in the text', () => {
    fc.assert(
      fc.property(text, fc.uniqueArray(word, { maxLength: 5 }), fc.array(word), (body, wanted, typed) => {
        const named = new Set(
          makeMarks(body, occurrencesOf(body, wanted), typed, () => false).flatMap(({ items }) => items),
        );
        expect([...named].sort()).toEqual([...wanted.keys()].filter((item) => body.includes(wanted[item]!)));
      }),
    );
  });
});
