import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allReadings, readingsOf, readWord } from '../../../indexer/pinyin/readings.ts';
import { createWordReader } from '../../../indexer/pinyin/word-reader.ts';
import { generateReadings } from '../../../scripts/generate-readings.ts';

describe('readings', () => {
  it.each([
    ['连衣裙', 'lian yi qun'],
    ['重庆', 'chong qing'],
    ['重量', 'zhong liang'],
    ['长款', 'chang kuan'],
    ['长大', 'zhang da'],
    ['银行', 'yin hang'],
    ['重庆市', 'chong qing shi'],
    ['绿色', 'lv se'],
    ['侵略', 'qin lve'],
    ['女a', 'nv a'],
  ])('reads %s as %s', (word, syllables) => expect(readWord(word).join(' ')).toBe(syllables));

  it('knows all readings of a character, the most usual first', () => {
    expect(readingsOf('重')).toEqual(['zhong', 'chong']);
    expect(readingsOf('会')).toEqual(expect.arrayContaining(['hui', 'kuai']));
    expect(readingsOf('a')).toEqual([]);
  });

  it('spells every reading in letters', () => {
    for (const all of allReadings().values()) for (const one of all) expect(one).toMatch(/^[a-z]{1,6}$/);
  });

  it('lets the longest listed word decide', () => {
    const readings = new Map([
      ['a', ['x', 'y', 'z']],
      ['b', ['p']],
      ['c', ['q']],
    ]);
    const words = new Map([
      ['ab', ['y', 'p']],
      ['abc', ['z', 'p', 'q']],
    ]);
    const read = createWordReader((character) => readings.get(character), words);
    expect(read('a')).toEqual(['x']);
    expect(read('cab')).toEqual(['q', 'y', 'p']);
    expect(read('abca')).toEqual(['z', 'p', 'q', 'x']);
  });

  it('is what scripts/generate-readings.ts writes', { timeout: 120_000 }, () => {
    const written = new URL('../../../indexer/pinyin/readings.generated.ts', import.meta.url);
    expect(generateReadings()).toBe(readFileSync(written, 'utf8'));
  });
});
