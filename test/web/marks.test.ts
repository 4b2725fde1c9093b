// Answers' HTML to pieces of text: nothing but marks is ever understood.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../web/marks.ts';
import { escapeHtml } from './page-server.ts';

const piece = fc.record({ text: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), marked: fc.boolean() });
/** Strings that look like markup more often than chance allows. */
const markup = fc
  .array(fc.oneof(fc.constantFrom('<mark>', '</mark>', '<mark', '&lt;', '&amp;', '&', '<b>', '&#39;'), fc.string()))
  .map((parts) => parts.join(''));

describe('the HTML of an answer', () => {
  it('gives back the texts it was made of, marked as they were', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const html = pieces
          .map(({ text, marked }) => (marked ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
          .join('');
        // Neighbours of a kind may come back as one.
        const marksOf = (list: typeof pieces) =>
          list.flatMap(({ text, marked }) => [...text].map((character) => [character, marked]));
        expect(marksOf(piecesOf(html))).toEqual(marksOf(pieces));
      }),
    );
  });

  it('is read without fail whatever it holds, and nothing of it is lost but marks and entities', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const text = piecesOf(html)
          .map((each) => escapeHtml(each.text))
          .join('');
        const slow = html
          .replaceAll('<mark>', '\u0000')
          .replaceAll('</mark>', '\u0000')
          .split('\u0000')
          .map((part) => escapeHtml(unescapeSlowly(part)))
          .join('');
        expect(text).toBe(slow.replaceAll('\u0000', ''));
      }),
    );
  });

  it('keeps an escaped entity as the text it is', () => {
    expect(piecesOf('&amp;lt;b&amp;gt;')).toEqual([{ text: '&lt;b&gt;', marked: false }]);
  });
});

function unescapeSlowly(text: string): string {
  const names: [string, string][] = [
    ['&amp;', '&'],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&apos;', "'"],
    ['&#39;', "'"],
    ['&#x27;', "'"],
  ];
  let out = '';
  for (let at = 0; at < text.length; ) {
    const name = names.find(([entity]) => text.startsWith(entity, at));
    out += name ? name[1] : text[at];
    at += name ? name[0].length : 1;
  }
  return out;
}
