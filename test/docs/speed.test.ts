// The tables and the picture in docs/ are those of the figures beside them: a figure typed by hand, or left behind by a
// newer run, is a test that fails.

import { expect, test } from 'vitest';
import { documentsOf } from '../../bench/speed/documents.ts';
import type { Results } from '../../bench/speed/results.ts';
import { readDocument } from './markdown.ts';

const read = (name: string): string => readDocument(`docs/${name}`);

test.each(['speed.json', 'speed.svg', 'speed.md', 'cost.md'])('docs/%s says what was measured', (name) => {
  const results: Results = JSON.parse(read('speed.json'));
  expect(documentsOf(results, read).get(name)).toBe(read(name));
});

test('a document without a place for its tables is named', () => {
  const results: Results = JSON.parse(read('speed.json'));
  expect(() => documentsOf(results, () => '# Speed\n')).toThrow('docs/speed.md: no place for the tables');
});
