// The same articles as files of every kind that the indexer reads.

import type { BenchDocument } from './data-set.ts';
import { type PageArticle, THEMES } from './page-themes.ts';

export interface SourceFile {
  path: string;
  content: string;
}

export interface SourceFormat {
  name: string;
  files: SourceFile[];
}

/** UTF-16 units of a paragraph, roughly: articles of test collections come without. */
const PARAGRAPH = 120;

/** An article in paragraphs that end with sentences. */
export function asPage({ title, text }: BenchDocument): PageArticle {
  const paragraphs: string[] = [];
  let paragraph = '';
  for (const sentence of text.replace(/\s+/g, ' ').match(/[^。！？]+[。！？]?/g) ?? []) {
    paragraph += sentence.trim();
    if (paragraph.length < PARAGRAPH) continue;
    paragraphs.push(paragraph);
    paragraph = '';
  }
  if (paragraph !== '') paragraphs.push(paragraph);
  // A .txt file without a title would lose its first paragraph to it.
  return { title: title.replace(/\s+/g, ' ').trim() || '无题', paragraphs };
}

export function formatsOf(documents: readonly BenchDocument[]): SourceFormat[] {
  const pages = documents.map(asPage);
  const each = (name: string, extension: string, write: (page: PageArticle, at: number) => string): SourceFormat => ({
    name,
    files: pages.map((page, at) => ({ path: `${at}${extension}`, content: write(page, at) })),
  });
  const one = (name: string, path: string, content: string): SourceFormat => ({ name, files: [{ path, content }] });
  const markdown = ({ title, paragraphs }: PageArticle) =>
    `---\ntitle: ${JSON.stringify(title)}\n---\n${paragraphs.map(escapeMarks).join('\n\n')}\n`;
  const item = ({ title, paragraphs }: PageArticle, wordpress: string) =>
    `<item><title><![CDATA[${title}]]></title><content:encoded><![CDATA[${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}]]></content:encoded>${wordpress}</item>`;
  const state =
    '<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_date_gmt>2024-01-02 03:04:05</wp:post_date_gmt>';
  const rows = pages.map(({ title, paragraphs }) => ({ title, body: paragraphs.join('\n') }));
  return [
    each('.txt', '.txt', ({ title, paragraphs }) => [title, ...paragraphs].join('\n')),
    each('.md', '.md', markdown),
    each('.mdx', '.mdx', markdown),
    ...Object.entries(THEMES).map(([name, theme]) =>
      each(`.html, ${name}`, '.html', (page, at) =>
        theme(
          page,
          [1, 2, 3, 4, 5, 6].map((step) => pages[(at + step) % pages.length]),
        ),
      ),
    ),
    one('.jsonl', 'all.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
    one('.json', 'all.json', JSON.stringify(rows)),
    one('.csv', 'all.csv', ['title,body', ...rows.map((row) => `${quoted(row.title)},${quoted(row.body)}`)].join('\n')),
    one('.xml, RSS', 'all.xml', `<rss><channel>${pages.map((page) => item(page, '')).join('\n')}</channel></rss>`),
    one(
      '.xml, WordPress',
      'all.xml',
      `<rss xmlns:wp="x"><channel>${pages.map((page) => item(page, state)).join('\n')}</channel></rss>`,
    ),
  ];
}

/** What Markdown or MDX would take for a mark. */
const escapeMarks = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>~|&:]/g, '\\$&');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
