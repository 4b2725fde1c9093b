import { expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { parseMap } from '../../../indexer/config/map.ts';

test('names our field first, then theirs', () => {
  expect(parseMap('title=headline,body=content.text')).toEqual({ title: 'headline', body: 'content.text' });
  expect(parseMap(' id = 编号 , url=a=b ,')).toEqual({ id: '编号', url: 'a=b' });
});

test.each([
  ['title', '--map: "title" is not FIELD=NAME; write --map title=headline,body=text'],
  ['title=', '--map: "title=" is not FIELD=NAME; write --map title=headline,body=text'],
  ['=x', '--map: "=x" is not FIELD=NAME; write --map title=headline,body=text'],
  ['', '--map: "" names no field; write --map title=headline,body=text'],
  ['titel=x', '--map: there is no field "titel" (fields: id, url, title, body, date, source, author, tags)'],
  [
    'text=body',
    '--map: there is no field "text" (fields: id, url, title, body, date, source, author, tags); our field comes first: body=text',
  ],
  ['body=a,body=b', '--map: "body" is given twice, as a and b; keep one'],
  ['__proto__=x', '--map: there is no field "__proto__" (fields: id, url, title, body, date, source, author, tags)'],
])('refuses %j with the way out', (text, message) => {
  expect(() => parseMap(text)).toThrow(new UsageError(message));
});
