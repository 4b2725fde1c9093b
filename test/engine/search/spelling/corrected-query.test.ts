import { describe, expect, test } from 'vitest';
import { replaceStretches } from '../../../../engine/search/spelling/corrected-query.ts';

const replaced = (q: string, typed: string, text: string) => {
  const start = q.indexOf(typed);
  return replaceStretches(q, [{ start, end: start + typed.length, typed, text }]);
};

describe('a corrected query', () => {
  test('marks the characters that were changed, escaped', () => {
    expect(replaced('"实件活动" -北京', '实件活动', '实践活动')).toEqual({
      query: '"实践活动" -北京',
      html: '&quot;实<mark>践</mark>活动&quot; -北京',
    });
  });

  test('marks what came, and what stands around what went', () => {
    expect(replaced('facebok', 'facebok', 'facebook').html).toBe('facebo<mark>o</mark>k');
    expect(replaced('国务务院', '国务务院', '国务院').html).toBe('国<mark>务院</mark>');
  });

  test('keeps the script of what does not change', () => {
    const typed = { start: 0, end: 4, typed: '教育实件', text: '教育实践' };
    expect(replaceStretches('敎育實件', [typed]).query).toBe('敎育實践');
  });

  test('several stretches are replaced where they stand', () => {
    const q = 'title:xuhui OR 文名';
    const both = [
      { start: 6, end: 11, typed: 'xuhui', text: '徐汇' },
      { start: 15, end: 17, typed: '文名', text: '文明' },
    ];
    expect(replaceStretches(q, both)).toEqual({
      query: 'title:徐汇 OR 文明',
      html: 'title:<mark>徐汇</mark> OR 文<mark>明</mark>',
    });
  });
});
