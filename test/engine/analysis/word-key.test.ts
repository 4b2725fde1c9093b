import { expect, test } from 'vitest';
import { wordKey } from '../../../engine/analysis/word-key.ts';

test.each([
  ['5g 网络', '5g网络'],
  ['5g网络', '5g网络'],
  ['iphone  手机 壳', 'iphone手机 壳'],
  ['new york', 'new york'],
  ['new  york', 'new york'],
  ['newyork', 'newyork'],
  ['玛丽·居里', '玛丽 居里'],
  ['《三体》', '三体'],
  ['c++ 程序', 'c++程序'],
  ['!', ''],
  ['', ''],
])('%s has the key %j', (word, key) => {
  expect(wordKey(word)).toBe(key);
});
