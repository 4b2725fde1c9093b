// The bench of suggestions: what it types for what is meant.

import { expect, it } from 'vitest';
import { typedModes } from '../../bench/suggest-queries.ts';

const words = new Map(['连衣裙', '武夷山', '自行车'].map((word, i) => [word, { cost: 100, frequency: 10 * (i + 1) }]));
const titles = ['武夷山的茶农在岩缝之中种茶制茶', '连衣裙的面料有棉麻与真丝和混纺'];

it('types words and titles in every way, the same in every run', () => {
  const modes = typedModes({ words, titles, dictionary: null }, 8);
  expect(modes.every(({ queries }) => queries.length === 8)).toBe(true);
  const typed = new Map(
    modes.map(({ name, queries }) => [name, queries.find(({ wanted }) => wanted === '自行车')?.typed]),
  );
  expect(typed.get('two characters of a word')).toBe('自行');
  expect(typed.get('full pinyin')).toBe('zixingche');
  expect(typed.get('pinyin, the last syllable begun')).toBe('zixingc');
  expect(typed.get('initials')).toBe('zxc');
  expect(typed.get('a character and pinyin')).toBe('自xingche');
  expect(typed.get('pinyin and a character')).toBe('zi行');
  const inside = modes.find(({ name }) => name.includes('middle'))!;
  for (const { typed: part, wanted } of inside.queries) expect(wanted.indexOf(part)).toBeGreaterThan(0);
  const alike = modes.find(({ name }) => name.includes('same sound'))!;
  for (const { typed: other, wanted } of alike.queries) {
    expect(other).toHaveLength(wanted.length);
    expect(other).not.toBe(wanted);
  }
  expect(typedModes({ words, titles, dictionary: null }, 8)).toEqual(modes);
});
