import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchLines, COMMIT_LINE, documentLine, indexLine, readIds } from '../../../bench/peers/lucene/lines.ts';

it('writes commands with their fields between tabs', () => {
  expect(indexLine(['smartcn', 'cjk'])).toBe('index\tsmartcn,cjk\n');
  expect(documentLine({ id: '7', title: '题', text: '文' })).toBe('add\t7\t题\t文\n');
  expect(COMMIT_LINE).toBe('commit\n');
  expect(batchLines([{ id: '1', text: '徐汇 文明' }], { k1: 0.8, b: 0.5, title: 2 }, 10)).toEqual([
    'ask\t0.8\t0.5\t2\t10\t1\n',
    '徐汇 文明\n',
  ]);
});

it('writes one line with as many fields as there are, whatever a text holds', () => {
  const text = fc.string({
    unit: fc.constantFrom('\t', '\n', '\r', '\u2028', '\\', '"', '文', ' ', 'a'),
    maxLength: 20,
  });
  fc.assert(
    fc.property(text, text, (title, body) => {
      const line = documentLine({ id: '1', title, text: body });
      expect(line.slice(0, -1)).not.toMatch(/[\r\n]/);
      expect(line.split('\t')).toHaveLength(4);
      const asked = batchLines([{ id: '1', text: title }], { k1: 1, b: 1, title: 1 }, 1);
      expect(asked[1].slice(0, -1)).not.toMatch(/[\t\r\n]/);
    }),
  );
});

it('loses nothing of a text but its tabs and line ends', () => {
  expect(documentLine({ id: '1', title: 'a\tb', text: '一\r\n二\n\n三' })).toBe('add\t1\ta b\t一 二 三\n');
});

it('reads an empty line as no answer', () => {
  expect(readIds('')).toEqual([]);
  expect(readIds('b\ta')).toEqual(['b', 'a']);
});

it('speaks of the commands that the Java side knows', () => {
  const source = readFileSync(new URL('../../../bench/peers/lucene/LuceneBench.java', import.meta.url), 'utf8');
  for (const command of ['index', 'commit', 'ask']) expect(source).toContain(`equals("${command}")`);
});
