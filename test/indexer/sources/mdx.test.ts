import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMarkdown } from '../../../indexer/sources/markdown.ts';
import { readMdx } from '../../../indexer/sources/mdx.ts';
import { FIXTURES, onlyRecord } from './helpers.ts';

const bodyOf = (text: string) => onlyRecord(readMdx(text)).fields.body;

test('imports, exports, expressions and tags are no text, what stands between the tags is', () => {
  const { fields, extra } = onlyRecord(readMdx(readFileSync(join(FIXTURES, 'docs/tea-notes.mdx'), 'utf8')));
  expect(fields).toEqual({
    title: '组件化的茶园手记',
    date: '2024-03-02',
    author: '周岚',
    tags: ['茶', '笔记'],
    body: [
      '采茶从三月开始。',
      '春茶早了五天，茶农说雨水好。',
      '一芽一叶',
      '一芽两叶',
      '头采在清明前，按回车键 确认。',
      "import React from 'react';",
      'const card = <Card title="代码是正文" />;',
      '地点 海拔',
      '北坡 600',
      '末段',
      '两行',
    ].join('\n'),
  });
  expect(extra).toEqual({ sidebar_position: 3 });
});

test('what is plain Markdown reads as in a .md file', () => {
  const text =
    '---\ntitle: 甲\n---\n# 乙\n\n**粗**与[链接](http://x.example)\n![图](a.png)`码`\n\n> 引\n\n1. 一\n2. 二\n   - 三\n\n' +
    '```\na < b && c\n  d\n```\n\n| 甲 | 乙 |\n|-|-|\n| 1 | 2 |\n\n~~删~~\n\n两行\n一段\\\n断\n\n***\n\n末[^1]\n';
  expect(onlyRecord(readMdx(text))).toEqual(onlyRecord(readMarkdown(text)));
});

test('an expression that is only a text is this text', () => {
  expect(bodyOf(`甲{' '}乙{"{"}丙{\`丁\`}{a.map((b) => <li>{b}</li>)}`)).toBe('甲 乙{丙丁');
});

test('a draft is left out, in the words of every generator', () => {
  for (const front of ['draft: true', 'published: false'])
    expect([...readMdx(`---\n${front}\n---\n段`)]).toEqual([{ kind: 'leftOut', reason: 'draft' }]);
});

test('comments and ids of headings are taken as Docusaurus takes them', () => {
  expect(bodyOf('<!-- 注\n释 -->\n\n## 标题 {#my-id}\n\n段')).toBe('标题\n段');
});

test('what does not compile is skipped with its place in the file', () => {
  expect([...readMdx('---\ntitle: 甲\n---\n\n一\n\n二{\n')]).toEqual([
    { kind: 'skipped', reason: expect.stringMatching(/^not valid MDX: .*brace/), line: 7, column: 3 },
  ]);
  expect([...readMdx('<Card>\n一\n')]).toMatchObject([{ kind: 'skipped', reason: expect.stringContaining('<Card>') }]);
});

test('nests and rows of marks that would take the parser minutes are refused', () => {
  for (const text of ['> '.repeat(5000), '- '.repeat(5000), '**_'.repeat(5000), '['.repeat(5000)])
    expect([...readMdx(`${text}文`)]).toEqual([{ kind: 'skipped', reason: expect.stringContaining('in a row') }]);
});
