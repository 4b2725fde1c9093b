import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readScrapedText } from '../../../indexer/sources/scraped-text.ts';
import { onlyRecord } from './helpers.ts';

const read = (text: string) => onlyRecord(readScrapedText(text)).fields;

test('paragraphs are the body; reading time, captions and trailer are not', () => {
  const text =
    '本篇文章20字,读完约1分钟\n\n一段。\n\n题目\n\n二段。\n\n来源:某报\n\n标题:题目\n\n地址:http://a.example/1';
  expect(read(text)).toEqual({ title: '题目', body: '一段。\n二段。', source: '某报', url: 'http://a.example/1' });
});

test('colons are half or full width, spaces and CRLF do not matter, and the order is free', () => {
  const text =
    '　本篇文章2,082字，读完约 5 分钟\r\n　　一段。\r\n地址： http://a.example/1 \r\n标 题 ： 题目\r\n来源 :某报\r\n\r\n';
  expect(read(text)).toEqual({ title: '题目', body: '一段。', source: '某报', url: 'http://a.example/1' });
});

test('captions are known in another width, case and spacing', () => {
  expect(read('一。\nAI 大会（上海）\n二。\n标题:ＡＩ大会(上海)').body).toBe('一。\n二。');
});

test('parts of the trailer may lack', () => {
  expect(read('一段。\n标题:题目')).toEqual({ title: '题目', body: '一段。' });
  expect(read('一段。\n来源:\n标题:题目\n地址:')).toEqual({ title: '题目', body: '一段。' });
});

test('a trailer without a title leaves it to the captions, else to the first line', () => {
  expect(read('一段。\n题目\n二段。\n题目\n来源:某报')).toEqual({
    title: '题目',
    body: '一段。\n二段。',
    source: '某报',
  });
  expect(read('题目\n一段。\n来源:某报')).toEqual({ title: '题目', body: '一段。', source: '某报' });
});

test('without a trailer the first line is the title', () => {
  expect(read('题目\n\n一段。\n二段。')).toEqual({ title: '题目', body: '一段。\n二段。' });
  expect(read('只有一行')).toEqual({ title: '只有一行', body: '' });
});

test('a line in the middle that looks like a trailer is text', () => {
  const text = '题目\n来源:一条河的来源\n二段。';
  expect(read(text)).toEqual({ title: '题目', body: '来源:一条河的来源\n二段。' });
});

test('each part comes once: another one above it is the author’s', () => {
  expect(read('一段。\n来源:口述\n来源:某报\n标题:题目').body).toBe('一段。\n来源:口述');
});

test('the place of an event is no trailer', () => {
  const text = '招聘会\n周六上午九点。\n地址:柳溪镇北街 5 号';
  expect(read(text)).toEqual({ title: '招聘会', body: '周六上午九点。\n地址:柳溪镇北街 5 号' });
});

test('a sentence about characters and minutes is a paragraph', () => {
  const text = '题目\n这篇文章有2082字,我读完约5分钟就睡着了。';
  expect(read(text).body).toBe('这篇文章有2082字,我读完约5分钟就睡着了。');
});

test('every line of a text is title, body, caption or trailer', () => {
  const line = fc.constantFrom<string>(
    '一段。',
    '二段。',
    '题目',
    '',
    '　',
    '来源:报',
    '标题:题目',
    '地址:http://a.example',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { title, body } = read(lines.join('\n'));
      for (const paragraph of ['一段。', '二段。']) {
        if (!lines.includes(paragraph)) continue;
        expect(title === paragraph || String(body).split('\n').includes(paragraph)).toBe(true);
      }
    }),
  );
});
