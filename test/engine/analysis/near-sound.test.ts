import { describe, expect, test } from 'vitest';
import { nearSound, soundKey } from '../../../engine/analysis/near-sound.ts';

describe('sounds that are taken for one another', () => {
  test.each([
    ['zhi', 'zi'],
    ['chang', 'can'],
    ['sheng', 'sen'],
    ['jing', 'jin'],
    ['niu', 'liu'],
    ['hua', 'fa'],
    ['hui', 'fei'],
    ['huang', 'fan'],
    ['lv', 'nu'],
  ])('%s and %s are one class', (a, b) => {
    expect(nearSound(a)).toBe(nearSound(b));
  });

  test.each([
    ['xi', 'xing'],
    ['bo', 'po'],
    ['dong', 'don'],
    ['he', 'fe'],
    ['ji', 'qi'],
  ])('%s and %s are two', (a, b) => {
    expect(nearSound(a)).not.toBe(nearSound(b));
  });

  test('a pair is filed under both classes', () => {
    expect(soundKey('shi', 'jian')).toBe(soundKey('si', 'jiang'));
    expect(soundKey('shi', 'jian')).not.toBe(soundKey('jian', 'shi'));
  });
});
