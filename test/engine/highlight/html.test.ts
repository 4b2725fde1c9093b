import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, markedHtml } from '../../../engine/highlight/html.ts';
import { textOf } from './support.ts';

it('escapes the five signs of HTML and nothing else', () => {
  expect(escapeHtml(`<a href="x" title='y'>徐汇 & 静安</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;徐汇 &amp; 静安&lt;/a&gt;',
  );
});

it('escapes inside marks as well as between them', () => {
  expect(markedHtml('<b>&</b>', [[3, 4]])).toBe('&lt;b&gt;<mark>&amp;</mark>&lt;/b&gt;');
});

it('does not let a text that looks like a mark become one', () => {
  expect(markedHtml('<mark>徐汇</mark>', [])).toBe('&lt;mark&gt;徐汇&lt;/mark&gt;');
});

it('holds no tag but mark, and reads as the text it was made of', () => {
  const text = fc
    .array(fc.constantFrom('<', '>', '&', '"', "'", '徐', '&amp;', '<mark>', '</mark>', '𠮷'))
    .map((s) => s.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (value, a, b) => {
      const start = Math.min(a, b) % (value.length + 1);
      const end = Math.max(start, Math.max(a, b) % (value.length + 1));
      const html = markedHtml(value, start < end ? [[start, end]] : []);
      expect(textOf(html)).toBe(value);
      expect(html.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
    }),
  );
});
