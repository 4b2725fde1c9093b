// What must hold of the highlights of any article and any targets, checked against slow and obvious rules.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateTerms, findDates } from '../../../engine/analysis/dates.ts';
import { fold } from '../../../engine/analysis/fold.ts';
import { highlight, type MarkTarget } from '../../../engine/highlight/highlight.ts';
import type { Snippet } from '../../../engine/search/contract.ts';
import { textOf, unit } from './support.ts';

const vocabulary = [
  '徐汇',
  '汇区',
  '徐汇区',
  '文明',
  '城市',
  '文明城市',
  '圖書館',
  'go',
  'iphone',
  '15',
  '哈哈',
  '𠮷野',
  '日方',
];
const prose = fc.constantFrom(
  ...vocabulary,
  ...[
    '，',
    '。',
    '”',
    '\n',
    '\n\n',
    ' ',
    '\u3000',
    '！',
    '……',
    '的',
    '在',
    '說',
    '<b>',
    '&',
    'google',
    '𠮷',
    '👨‍👩‍👧',
    'e\u0301',
    '葛\u{e0100}',
  ],
  ...['2017年11月25日', '11月25日', '2017-11-25', '3.5', '哈', '12:30', '一二三四五六七八九十', '\ud842'],
);
const text = (maxLength: number) => fc.array(prose, { maxLength, size: 'max' }).map((pieces) => pieces.join(''));
const needle = fc.constantFrom(...vocabulary).map((it) => ({ text: fold(it), boundary: /^[a-z0-9]/.test(it) }));
const target: fc.Arbitrary<MarkTarget> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        needle,
        parts: fc.array(needle, { maxLength: 3 }),
        weight: fc.double({ min: 0, max: 12, noNaN: true }),
        field: fc.constantFrom<null | 'title'>(null, null, 'title'),
      })
      .map(({ needle: { text: it, boundary }, ...rest }) => ({ kind: 'text' as const, text: it, boundary, ...rest })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'date' as const, terms: ['@2017-11-25', '@--11-25'], weight: 3 }) },
);
const asked = fc.record({
  article: fc.record({ title: text(8), body: text(120) }),
  targets: fc.array(target, { maxLength: 6 }),
  snippets: fc.integer({ min: 0, max: 5 }),
  snippetLength: fc.integer({ min: 40, max: 120 }),
  typed: fc.array(fc.constantFrom('徐汇区文明城市', '哈哈哈', '文明', '徐汇区', '文明城市').map(fold), {
    maxLength: 3,
  }),
});

function always(
  check: (
    input: typeof asked extends fc.Arbitrary<infer T> ? T : never,
    snippets: Snippet[],
    titleHtml: string,
  ) => void,
) {
  fc.assert(
    fc.property(asked, (input) => {
      const { snippets, titleHtml } = highlight(input.article, input.targets, input);
      check(input, snippets, titleHtml);
    }),
    { numRuns: 500 },
  );
}

const endOf = ({ offset, text: it }: Snippet) => offset + it.length;
const tearsPair = (value: string, at: number) =>
  at > 0 && /[\ud800-\udbff]/.test(value[at - 1]!) && /[\udc00-\udfff]/.test(value[at] ?? '');

describe('the snippets of any article', () => {
  it('are exact, trimmed slices of the body, short enough, few enough and disjoint', () => {
    always(({ article: { body }, snippets: most, snippetLength }, snippets) => {
      expect(snippets.length).toBeLessThanOrEqual(most);
      for (const { text: it, offset } of snippets) {
        expect(it).toBe(body.slice(offset, offset + it.length));
        expect(it.length).toBeLessThanOrEqual(snippetLength);
        expect(it.trim()).toBe(it);
        expect(it).not.toBe('');
      }
      const inOrder = [...snippets].sort((a, b) => a.offset - b.offset);
      for (let i = 1; i < inOrder.length; i++)
        expect(inOrder[i]!.offset).toBeGreaterThanOrEqual(endOf(inOrder[i - 1]!));
    });
  });

  it('have HTML that reads as their text and marks what the marks say', () => {
    always(({ article: { title } }, snippets, titleHtml) => {
      expect(textOf(titleHtml)).toBe(title);
      for (const { html, text: it, marks } of snippets) {
        expect(textOf(html)).toBe(it);
        const marked = [...html.matchAll(/<mark>(.*?)<\/mark>/gs)].map((match) => textOf(match[1]!));
        expect(marked).toEqual(marks.map(([start, end]) => it.slice(start, end)));
        expect(html.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
      }
    });
  });

  it('have marks that ascend, are disjoint and tear no character', () => {
    always(({ article: { body } }, snippets) => {
      for (const { offset, text: it, marks } of snippets) {
        let last = 0;
        for (const [start, end] of marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(it.length);
          expect(tearsPair(body, offset + start) || tearsPair(body, offset + end)).toBe(false);
          last = end;
        }
      }
    });
  });

  it('mark only what lies inside an occurrence of a target, of a part, of a date or of something typed', () => {
    always(({ targets, typed }, snippets) => {
      const wanted = targets.flatMap((it) =>
        it.kind === 'text' && it.field === null ? [it.text, ...it.parts.map((part) => part.text)] : [],
      );
      const dates = targets.some(({ kind }) => kind === 'date') ? ['2017年11月25日', '11月25日', '2017-11-25'] : [];
      for (const { text: it, marks } of snippets) {
        for (const [start, end] of marks) {
          const marked = fold(it.slice(start, end));
          expect([...wanted, ...dates, ...typed].some((token) => token.includes(marked))).toBe(true);
        }
      }
    });
  });

  it('hold a mark each, except a lone first sentence', () => {
    always((_, snippets) => {
      if (snippets.length !== 1) for (const { marks } of snippets) expect(marks.length).toBeGreaterThan(0);
    });
  });

  it('are there whenever they are asked for and the body is not blank', () => {
    always(({ article: { body }, snippets: most }, snippets) => {
      expect(snippets.length > 0).toBe(most > 0 && body.trim() !== '');
    });
  });

  it('begin and end outside dates, characters and their combining marks', () => {
    always(({ article: { body } }, snippets) => {
      const dates = findDates(fold(body));
      for (const snippet of snippets) {
        for (const at of [snippet.offset, endOf(snippet)]) {
          expect(tearsPair(body, at)).toBe(false);
          expect(body.slice(at)).not.toMatch(/^[\p{M}\u200d]/u);
          expect(dates.filter(({ start, end }) => start < at && at < end)).toEqual([]);
        }
      }
    });
  });

  it('show every mark of a wanted unit that stands in them', () => {
    always(({ targets }, snippets) => {
      const whole = targets.flatMap((it) => (it.kind === 'text' && it.field === null && !it.boundary ? [it.text] : []));
      for (const { text: it, marks } of snippets) {
        const folded = fold(it);
        const lit = new Set(marks.flatMap(([start, end]) => [...Array(end - start).keys()].map((i) => start + i)));
        // A date stays whole, and what it leaves of a word may go unmarked.
        const dated = findDates(folded).flatMap(({ start, end }) => [start - 1, start, end - 1, end]);
        for (const token of whole) {
          for (let at = folded.indexOf(token); at !== -1; at = folded.indexOf(token, at + 1)) {
            for (let i = at; i < at + token.length; i++) if (!dated.includes(i)) expect(lit.has(i)).toBe(true);
          }
        }
      }
    });
  });

  it('show every date that was asked for whole', () => {
    always(({ targets }, snippets) => {
      const terms = targets.flatMap((it) => (it.kind === 'date' ? it.terms : []));
      for (const { text: it, marks } of snippets) {
        for (const mention of findDates(fold(it))) {
          const said = dateTerms(mention).find(({ term }) => terms.includes(term));
          if (said) expect(marks.some(([start, end]) => start <= said.start && said.end <= end)).toBe(true);
        }
      }
    });
  });
});

describe('the first snippet of any article', () => {
  it('shows the heaviest set of different units that any window could show', () => {
    const body = fc.array(fc.constantFrom('甲乙', '丙丁', '戊己', '，', '。', '\n', '的', '在这里说的话'), {
      maxLength: 80,
      size: 'max',
    });
    const weights = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 9 })));
    const names = ['甲乙', '丙丁', '戊己'];
    fc.assert(
      fc.property(body, weights, fc.integer({ min: 40, max: 60 }), (pieces, weight, snippetLength) => {
        const value = pieces.join('');
        const worth = (it: string) => names.reduce((sum, name, i) => sum + (it.includes(name) ? weight[i]! : 0), 0);
        let most = 0;
        for (let at = 0; at < value.length; at++) most = Math.max(most, worth(value.slice(at, at + snippetLength)));
        const targets = names.map((name, i) => unit(name, '', { weight: weight[i]! }));
        const { snippets } = highlight({ title: '', body: value }, targets, { snippets: 3, snippetLength, typed: [] });
        expect(snippets.length === 0 ? 0 : worth(snippets[0]!.text)).toBe(most);
        const worths = snippets.map((it) => worth(it.text));
        expect(worths).toEqual([...worths].sort((a, b) => b - a));
      }),
      { numRuns: 500 },
    );
  });
});
