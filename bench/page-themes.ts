// Pages as sites have them, around articles that are known: what a reader finds on them can be counted.

import { escapeHtml } from '../engine/highlight/html.ts';

export interface PageArticle {
  title: string;
  paragraphs: readonly string[];
}

/** @param others articles that the page mentions beside its own, with titles and beginnings */
export type Theme = (article: PageArticle, others: readonly PageArticle[]) => string;

const paragraphsOf = (article: PageArticle): string =>
  article.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
const list = (articles: readonly PageArticle[]): string =>
  `<ul>${articles.map(({ title }, at) => `<li><a href="/n/${at}.html">${escapeHtml(title)}</a></li>`).join('')}</ul>`;
const head = (article: PageArticle, more = ''): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeHtml(article.title)} - 某某网</title>${more}</head>`;

export const THEMES: Record<string, Theme> = {
  /** A generator's theme with elements of HTML 5 and a class for the text. */
  marked: (article, others) =>
    `${head(article, '<meta property="article:published_time" content="2024-01-02T03:04:05+08:00">')}<body>
<header class="header"><nav><a href="/">某某网</a><a href="/tags/">标签</a></nav></header>
<main><article><header class="post-header"><h1>${escapeHtml(article.title)}</h1><div class="meta">2024-01-02 · 张三</div></header>
<div class="post-content">${paragraphsOf(article)}</div><footer><a href="/tags/x/" rel="tag">x</a></footer></article></main>
<aside><h3>最新文章</h3>${list(others)}</aside><footer>版权所有</footer></body></html>`,

  /** HTML 5 without a class for the text: everything is in main. */
  main: (article, others) =>
    `${head(article)}<body><div class="top"><a href="/">首页</a> <a href="/a/">新闻</a></div>
<main><div class="bread"><a href="/">首页</a> &gt; <a href="/a/">新闻</a> &gt; 正文</div><h1>${escapeHtml(article.title)}</h1>
<div class="box-1"><div class="info">来源：某报 发布时间：2024-01-02 03:04</div><div class="txt">${paragraphsOf(article)}</div></div>
<div class="box-2"><h3>相关阅读</h3>${list(others)}</div></main><div class="end">某某网 版权所有</div></body></html>`,

  /** A portal of before HTML 5, with a column of other news. */
  portal: (article, others) =>
    `${head(article)}<body><div class="top"><a href="/">首页</a> | <a href="/a/">新闻</a> | <a href="/b/">体育</a> | <a href="/login">登录</a></div>
<div class="wrap"><div class="l660"><div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/a/">新闻</a></div>
<div class="bt">${escapeHtml(article.title)}</div><div class="info">2024-01-02 03:04 来源：某报 作者：张三 点击：12次</div>
<div class="con">${paragraphsOf(article)}</div><div class="bj">（责任编辑：李四）</div>
<p>上一篇：<a href="/n/1.html">${escapeHtml(others[0]?.title ?? '')}</a></p></div>
<div class="r300"><div class="t1">热门文章</div>${list(others)}<div class="t1">图片新闻</div>
${others.map(({ title, paragraphs }) => `<dl><dt><a href="/n/2.html">${escapeHtml(title)}</a></dt><dd>${escapeHtml((paragraphs[0] ?? '').slice(0, 40))}……</dd></dl>`).join('\n')}</div></div>
<div class="bottom"><p>某某网 版权所有 未经许可不得转载</p><p>电话：000-00000000</p></div></body></html>`,

  /** A layout of tables, its lines parted by br. */
  tables: (article, others) =>
    `${head(article)}<body><table><tr><td><a href="/">首页</a></td><td><a href="/a/">新闻</a></td></tr></table>
<table><tr><td width="180">${list(others)}</td><td><table><tr><td align="center"><b>${escapeHtml(article.title)}</b></td></tr>
<tr><td>${article.paragraphs.map((paragraph) => `&nbsp;&nbsp;${escapeHtml(paragraph)}`).join('<br><br>\n')}</td></tr></table></td></tr></table>
<table><tr><td align="center">版权所有 某某网</td></tr></table></body></html>`,
};
