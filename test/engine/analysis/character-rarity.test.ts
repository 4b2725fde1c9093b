import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { characterProbability, expectedShare } from '../../../engine/analysis/character-rarity.ts';
import { generateCharacterRarity } from '../../../scripts/generate-character-rarity.ts';

describe('the rarity of characters', () => {
  it('is written by the generator from the dictionary', () => {
    const file = new URL('../../../engine/analysis/character-rarity.generated.ts', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(generateCharacterRarity());
  });

  it('falls from everyday characters to rare ones', () => {
    const [common, usual, rare, never] = ['人', '瓷', '鲷', '龘'].map((char) => characterProbability(char)!);
    expect(common).toBeGreaterThan(usual);
    expect(usual).toBeGreaterThan(rare);
    expect(rare).toBeGreaterThan(never);
  });

  it('is not known of anything but common Chinese characters', () => {
    for (const text of ['a', '1', 'の', '한', '，', '𠮷', '', '人人']) expect(characterProbability(text)).toBeNull();
  });

  it('makes a share that grows with length and never exceeds one', () => {
    const shares = [0, 10, 100, 10_000, 1e9].map((length) => expectedShare(0.001, length));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });
});
