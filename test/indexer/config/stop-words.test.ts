import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { parseStopWords } from '../../../indexer/config/stop-words.ts';

const parse = (text: string): string[] => parseStopWords({ text, source: 'stop-words.txt' });

test('one word a line, folded, each once; comments, empty lines and signs are skipped', () => {
  expect(parse('# 停用词\n關於\r\n关于\n\n。\n！\nThe\n  一下  \n5G 新闻\n')).toEqual([
    '关于',
    'the',
    '一下',
    '5g新闻',
  ]);
});

test.each(['关于, 有关', '关于 有关', '关于；有关', '关于、有关', '词'.repeat(65)])(
  '%s is refused, with its line',
  (line) => {
    expect(() => parse(`关于\n${line}`)).toThrow(UsageError);
    expect(() => parse(`关于\n${line}`)).toThrow(
      `stop-words.txt:2: "${line}" is not one stop word of at most 64 characters; write one word a line`,
    );
  },
);

test('more than the pointer can carry is refused', () => {
  const lines = Array.from({ length: 8000 }, (_, i) => `停用词${i}`).join('\n');
  expect(() => parse(lines)).toThrow(/^stop-words\.txt: its stop words are \d+ bytes/);
});

test('any text is a list or is refused as wrong usage', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '关于', '#'))), (pieces) => {
      try {
        const words = parse(pieces.join(''));
        expect(new Set(words).size).toBe(words.length);
        expect(words).not.toContain('');
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
    { numRuns: 500 },
  );
});
