// Every word the page says, in Chinese and English: one table, so that a missing translation is a type error.

import type { Failure } from './asking.ts';

export type Language = 'zh' | 'en';

export interface Strings {
  /** Value of the `lang` attribute. */
  tag: string;
  /** The button that leads to the other language, in that language. */
  otherLanguage: string;
  skip: string;
  boxLabel: string;
  boxHint: string;
  go: string;
  suggestions: string;
  results: string;
  paging: string;
  sort: string;
  relevance: string;
  newest: string;
  oldest: string;
  previous: string;
  next: string;
  page: (page: number) => string;
  total: (total: number, exact: boolean) => string;
  range: (first: number, last: number) => string;
  relaxed: string;
  none: (query: string) => string;
  /** Before the link to a corrected query. */
  didYouMean: string;
  /** Before the characters that pinyin was read as. */
  readAs: string;
  /** After a corrected query: how many articles that has. */
  articles: (total: number) => string;
  /** Before the link to what a site offers for a query. */
  goTo: string;
  pinned: string;
  /** Articles that are shown under another, nearly the same. */
  duplicates: (count: number) => string;
  showDuplicates: string;
  narrow: string;
  field: (name: string) => string;
  /** Two civil dates, either open: a year, a month, a stretch. */
  span: (from: string | null, to: string | null) => string;
  count: (count: number) => string;
  remove: (label: string) => string;
  removeAll: string;
  advice: string[];
  /** Offered when a date sort, which wants all words, found nothing. */
  byRelevance: string;
  pastEnd: string;
  firstPage: string;
  untitled: string;
  collection: (documents: number) => string;
  indexVersion: (collection: string, version: string) => string;
  tryThese: string;
  examples: { query: string; means: string }[];
  failed: Record<Failure['reason'], { title: string; way: string }>;
  retry: string;
  /** Follows `way`. */
  retryAfter: (seconds: number) => string;
  edit: string;
  date: (civil: string) => string;
  /** Keys and what they do, for the foot of the page. */
  keys: [string, string][];
}

/** `2017`, `2017-11` or `2017-11-25` as a reader writes it; anything else as it is. */
function civilDate(locale: string, civil: string): string {
  // A year and a month are dates in UTC as they stand.
  const instant = new Date(civil);
  if (!/^\d{4}(-\d\d){0,2}$/.test(civil) || Number.isNaN(instant.getTime())) return civil;
  const month = civil.length > 4 ? ({ month: 'long' } as const) : {};
  const day = civil.length > 7 ? ({ day: 'numeric' } as const) : {};
  return new Intl.DateTimeFormat(locale, { year: 'numeric', ...month, ...day, timeZone: 'UTC' }).format(instant);
}

/** Two dates as one, or with a dash; an open end is left out. */
function dateSpan(locale: string, from: string | null, to: string | null): string {
  if (from !== null && from === to) return civilDate(locale, from);
  return [from, to]
    .map((date) => (date === null ? '' : civilDate(locale, date)))
    .join(' – ')
    .trim();
}

const zhFields: Record<string, string> = { source: '来源', author: '作者', tags: '标签', year: '年份', month: '月份' };
const enFields: Record<string, string> = {
  source: 'Source',
  author: 'Author',
  tags: 'Tag',
  year: 'Year',
  month: 'Month',
};

const count = (locale: string, value: number): string => new Intl.NumberFormat(locale).format(value);

const zh: Strings = {
  tag: 'zh-CN',
  otherLanguage: 'English',
  skip: '跳到结果',
  boxLabel: '搜索文章',
  boxHint: '词语、句子、日期…',
  go: '搜索',
  suggestions: '搜索建议',
  results: '搜索结果',
  paging: '翻页',
  sort: '排序',
  relevance: '按相关度',
  newest: '从新到旧',
  oldest: '从旧到新',
  previous: '上一页',
  next: '下一页',
  page: (page) => `第 ${page} 页`,
  total: (total, exact) => `${exact ? '共' : '至少'} ${count('zh-CN', total)} 篇`,
  range: (first, last) => `第 ${first}–${last} 篇`,
  relaxed: '没有文章包含全部词，以下是最接近的结果。',
  none: (query) => `没有找到与“${query}”相符的文章`,
  didYouMean: '您是不是要找：',
  readAs: '按拼音显示：',
  articles: (total) => `（${count('zh-CN', total)} 篇）`,
  goTo: '前往：',
  pinned: '置顶',
  duplicates: (others) => `另有 ${count('zh-CN', others)} 篇内容几乎相同`,
  showDuplicates: '全部显示',
  narrow: '筛选',
  field: (name) => zhFields[name] ?? name,
  span: (from, to) => dateSpan('zh-CN', from, to),
  count: (value) => count('zh-CN', value),
  remove: (label) => `去掉筛选条件 ${label}`,
  removeAll: '全部去掉',
  advice: ['换一个更短或更常用的说法', '减少词语，或去掉引号和减号', '看看有没有打错的字；繁体、简体都可以'],
  byRelevance: '改为按相关度排序（不要求包含全部词）',
  pastEnd: '这一页没有结果',
  firstPage: '回到第一页',
  untitled: '无标题',
  collection: (documents) => `收录 ${count('zh-CN', documents)} 篇文章`,
  indexVersion: (collection, version) => `索引 ${collection}，版本 ${version}`,
  tryThese: '可以这样搜',
  examples: [
    { query: '文明城市', means: '任意词语，句子中间的也能找到' },
    { query: '"精细化管理"', means: '引号：一字不差的短语' },
    { query: '教育 OR 医疗', means: 'OR：有其中一个即可' },
    { query: '改革 -房价', means: '减号：不要这个词' },
    { query: 'title:经济', means: '只在标题里找' },
    { query: '2017年11月25日', means: '日期，各种写法都可以' },
  ],
  failed: {
    refused: { title: '这个查询无法理解', way: '请修改后再搜。' },
    unavailable: { title: '索引暂时无法读取', way: '如果还没有发布过索引，请先运行 xunwen index。' },
    late: { title: '这次搜索超时了', way: '请重试，或换一个更具体的说法。' },
    busy: { title: '请求太多了', way: '请稍等片刻再试。' },
    network: { title: '连接不上服务器', way: '请检查网络，然后重试。' },
    broken: { title: '搜索出错了', way: '服务器的回答无法读懂，请稍后重试。' },
  },
  retry: '重试',
  retryAfter: (seconds) => `建议 ${seconds} 秒后重试。`,
  edit: '修改查询',
  date: (civil) => civilDate('zh-CN', civil),
  keys: [
    ['/', '搜索框'],
    ['↑ ↓', '选择结果'],
    ['← →', '翻页'],
    ['Esc', '清空'],
  ],
};

const en: Strings = {
  tag: 'en',
  otherLanguage: '中文',
  skip: 'Skip to results',
  boxLabel: 'Search the articles',
  boxHint: 'Words, a sentence, a date…',
  go: 'Search',
  suggestions: 'Suggestions',
  results: 'Search results',
  paging: 'Pages',
  sort: 'Sort by',
  relevance: 'Relevance',
  newest: 'Newest first',
  oldest: 'Oldest first',
  previous: 'Previous',
  next: 'Next',
  page: (page) => `Page ${page}`,
  total: (total, exact) => `${exact ? '' : 'At least '}${count('en', total)} ${total === 1 ? 'article' : 'articles'}`,
  range: (first, last) => `${first}–${last}`,
  relaxed: 'No article has all the words; these come closest.',
  none: (query) => `Nothing found for “${query}”`,
  didYouMean: 'Did you mean ',
  readAs: 'Read as ',
  articles: (total) => ` (${count('en', total)})`,
  goTo: 'Go to ',
  pinned: 'Pinned',
  duplicates: (others) => `${count('en', others)} more ${others === 1 ? 'is' : 'are'} nearly the same`,
  showDuplicates: 'Show all',
  narrow: 'Filters',
  field: (name) => enFields[name] ?? name,
  span: (from, to) => dateSpan('en', from, to),
  count: (value) => count('en', value),
  remove: (label) => `Remove filter ${label}`,
  removeAll: 'Remove all',
  advice: [
    'Try a shorter or more common wording',
    'Use fewer words, or drop quotes and minus signs',
    'Check the characters; Traditional and Simplified both work',
  ],
  byRelevance: 'Sort by relevance instead (not all words are needed)',
  pastEnd: 'There is nothing on this page',
  firstPage: 'Back to the first page',
  untitled: 'Untitled',
  collection: (documents) => `${count('en', documents)} ${documents === 1 ? 'article' : 'articles'} to search`,
  indexVersion: (collection, version) => `Index ${collection}, version ${version}`,
  tryThese: 'Ways to ask',
  examples: [
    { query: '文明城市', means: 'any word, also inside a sentence' },
    { query: '"精细化管理"', means: 'quotes: exactly this phrase' },
    { query: '教育 OR 医疗', means: 'OR: either will do' },
    { query: '改革 -房价', means: 'minus: not this word' },
    { query: 'title:经济', means: 'in titles only' },
    { query: '2017年11月25日', means: 'a date, however it is written' },
  ],
  failed: {
    refused: { title: 'This query cannot be understood', way: 'Please change it and search again.' },
    unavailable: {
      title: 'The index cannot be read right now',
      way: 'If none has been published yet, run xunwen index first.',
    },
    late: { title: 'The search took too long', way: 'Try again, or ask for something more specific.' },
    busy: { title: 'Too many requests', way: 'Please wait a moment and try again.' },
    network: { title: 'The server cannot be reached', way: 'Check the connection and try again.' },
    broken: { title: 'The search failed', way: 'The answer of the server made no sense. Please try again later.' },
  },
  retry: 'Try again',
  retryAfter: (seconds) => ` Best after ${seconds} s.`,
  edit: 'Change the query',
  date: (civil) => civilDate('en', civil),
  keys: [
    ['/', 'search box'],
    ['↑ ↓', 'results'],
    ['← →', 'pages'],
    ['Esc', 'clear'],
  ],
};

export const strings: Record<Language, Strings> = { zh, en };
