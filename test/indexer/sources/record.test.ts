import { describe, expect, test } from 'vitest';
import type { RawFields } from '../../../indexer/sources/item.ts';
import { toArticle } from '../../../indexer/sources/record.ts';
import { ZONE } from './helpers.ts';

const make = (fields: RawFields, extra: Record<string, unknown> = {}) =>
  toArticle({ title: '题', ...fields }, extra, { fallbackId: 'a/b.txt', timeZone: ZONE });

function article(fields: RawFields) {
  const result = make(fields);
  if ('reason' in result) throw new Error(result.reason);
  return result.article;
}

describe('the id', () => {
  test('is the one given, else the guid, else the url, else the path', () => {
    const all = { id: 'i', guid: 'g', url: 'http://u.example' };
    expect(article(all).id).toBe('i');
    expect(article({ ...all, id: '' }).id).toBe('g');
    expect(article({ url: all.url }).id).toBe('http://u.example');
    expect(article({}).id).toBe('a/b.txt');
  });

  test('is a text even where it was a number', () => {
    expect(article({ id: 7 }).id).toBe('7');
    expect(article({ id: 0 }).id).toBe('0');
  });

  test('that a number cannot hold exactly is refused', () => {
    expect(make({ id: 12345678901234567000 })).toEqual({
      reason: 'id 12345678901234567000 is too long for a number; write it as a string',
    });
  });

  test('has at most 512 bytes of UTF-8', () => {
    expect(article({ id: `${'文'.repeat(170)}ab` }).id).toHaveLength(172);
    expect(make({ id: '文'.repeat(171) })).toHaveProperty('reason', expect.stringContaining('513 bytes'));
  });
});

describe('texts', () => {
  test('are NFC without lone surrogates and control characters', () => {
    expect(article({ title: 'e\u0301\uD800\u0000\u0007' }).title).toBe('\u00E9\uFFFD');
    expect(article({ body: 'a\u0000b\u0008' }).body).toBe('ab');
  });

  test('of several lines become one line in a title and paragraphs in a body', () => {
    const text = '　　一 段 \r\n\r\n\u3000\n二\u2028三\t四\n';
    expect(article({ title: text }).title).toBe('一 段 二 三 四');
    expect(article({ body: text }).body).toBe('一 段\n二\n三\t四');
  });

  test('of the wrong type are refused by name and value', () => {
    expect(make({ title: { zh: '题' } })).toEqual({ reason: 'title is {"zh":"题"}, but must be a text' });
    expect(make({ body: true })).toEqual({ reason: 'body is true, but must be a text' });
    expect(make({ author: ['甲', '乙'] })).toMatchObject({ article: { author: '甲、乙' } });
  });

  test('may lack on one side, not on both', () => {
    expect(make({ body: null })).toHaveProperty('article.body', '');
    expect(make({ title: ' ', body: '\n' })).toEqual({ reason: 'neither title nor body' });
  });
});

test('tags are a list, or one text with commas of either width', () => {
  expect(article({ tags: ['甲', ' 乙 ', 3, '甲', ''] }).tags).toEqual(['甲', '乙', '3']);
  expect(article({ tags: '甲,乙，丙、丁;戊|己' }).tags).toEqual(['甲', '乙', '丙', '丁', '戊', '己']);
  expect(article({ tags: '' })).not.toHaveProperty('tags');
  expect(make({ tags: [{}] })).toHaveProperty('reason', expect.stringContaining('tags are [{}]'));
});

test('an unreadable date is a warning, and the article is undated', () => {
  expect(make({ date: '昨天' })).toEqual({
    article: { id: 'a/b.txt', title: '题', body: '' },
    warnings: ['date "昨天" cannot be read; the article is undated'],
  });
  expect(make({ date: '' })).toHaveProperty('warnings', []);
});

test('a url that would run as a script is left out', () => {
  expect(make({ url: ' JavaScript:alert(1)' })).toEqual({
    article: { id: 'a/b.txt', title: '题', body: '' },
    warnings: ['url "JavaScript:alert(1)" is not a link and is left out'],
  });
});

test('leftovers that cannot be written as JSON are refused', () => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  expect(make({}, { deep })).toEqual({ reason: 'the fields deep nest too deeply to be stored' });
});

test('a long value is cut in the message', () => {
  const result = make({ title: { text: '长'.repeat(500) } });
  expect('reason' in result && result.reason.length).toBeLessThan(120);
});
