import { expect, test } from 'vitest';
import { takeFields } from '../../../indexer/sources/fields.ts';

test('our names are taken, and everything else is left over', () => {
  expect(takeFields({ id: 1, title: 't', body: 'b', page: 3 })).toEqual({
    fields: { id: 1, title: 't', body: 'b' },
    extra: { page: 3 },
  });
});

test('a mapped name is taken instead of ours', () => {
  expect(takeFields({ title: 'own', headline: 'h', text: 't' }, { title: 'headline', body: 'text' })).toEqual({
    fields: { title: 'h', body: 't' },
    extra: { title: 'own' },
  });
});

test('a dotted name is a path, and only what it leads to is taken', () => {
  const record = { content: { text: 't', lang: 'zh' }, meta: { date: 'd' } };
  expect(takeFields(record, { body: 'content.text', date: 'meta.date' })).toEqual({
    fields: { body: 't', date: 'd' },
    extra: { content: { lang: 'zh' } },
  });
  expect(record).toEqual({ content: { text: 't', lang: 'zh' }, meta: { date: 'd' } });
});

test('a name that has a dot itself comes before the path', () => {
  const record = { 'content.text': 'flat', content: { text: 'deep' } };
  expect(takeFields(record, { body: 'content.text' })).toEqual({
    fields: { body: 'flat' },
    extra: { content: { text: 'deep' } },
  });
});

test('leftovers that an article already carries are not nested again', () => {
  expect(takeFields({ title: 't', extra: { page: 3 }, weight: 1 }).extra).toEqual({ page: 3, weight: 1 });
});

test('a key __proto__ is a key like others', () => {
  const { extra } = takeFields(JSON.parse('{"title":"t","__proto__":{"polluted":true}}'));
  expect(Object.keys(extra)).toEqual(['__proto__']);
  expect('polluted' in {}).toBe(false);
  expect(takeFields({ title: 't' }, { body: '__proto__.polluted' }).fields).toEqual({ title: 't' });
});
