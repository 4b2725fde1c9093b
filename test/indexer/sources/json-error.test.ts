import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorSentence, locateJsonError } from '../../../indexer/sources/json-error.ts';

test.each([
  ['{"a": 1,}', 1, 9, '"}"'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"\\""'],
  ['[1, 2', 1, 6, null],
  ['{a: 1}', 1, 2, '"a"'],
  ['[1] x', 1, 5, '"x"'],
  ['', 1, 1, null],
  ['{"a": 文}', 1, 7, '"文"'],
  ['["\\x"]', 1, 3, '"\\\\"'],
  ['"ab', 1, 4, null],
  ['[01]', 1, 3, '"1"'],
  ['{"a": "un\nended"}', 1, 10, '"\\n"'],
])('%j stops being JSON at line %i, column %i', (text, line, column, found) => {
  expect(locateJsonError(text)).toEqual({ line, column, found });
  expect(jsonErrorSentence(text)).toBe(
    `line ${line}, column ${column}: ${found ? `unexpected ${found}` : 'it ends too early'}`,
  );
});

test('nesting deeper than the call stack is JSON', () => {
  expect(locateJsonError('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
});

test('a string of megabytes is looked through', () => {
  const long = '文'.repeat(12_000_000);
  expect(locateJsonError(`["${long}"]`)).toBeNull();
  expect(locateJsonError(`["${long}\t"]`)).toEqual({ line: 1, column: 12_000_003, found: '"\\t"' });
});

test('it agrees with JSON.parse', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '1',
    '-0.5e3',
    'true',
    'null',
    ' ',
    '\n',
    '"\\u0041"',
    '"',
    '\\',
  );
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(locateJsonError(text) === null).toBe(isJson);
    }),
    { numRuns: 2000 },
  );
});
