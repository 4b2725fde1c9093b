import { beforeAll, expect, test } from 'vitest';
import { findDates } from '../../../engine/analysis/dates.ts';
import { fold, normalizeStored } from '../../../engine/analysis/fold.ts';
import { runs } from '../../../engine/analysis/runs.ts';
import type { Article } from '../../../engine/article.ts';
import type { Hit, SearchResponse } from '../../../engine/search/contract.ts';
import { createApp } from '../../../functions/http/app.ts';
import type { App } from '../../../functions/http/message.ts';
import { buildAndPublish, MODES, type Mode, openIn } from '../../support/build-index.ts';
import { readSamples, seededRandom } from '../../support/samples.ts';

const REQUESTS = 10_000;
const LONGEST_QUERY = 200;

/** Texts that break what does not escape, or counts characters otherwise than we do. */
const HOSTILE: Article[] = [
  {
    id: 'script',
    title: '<script>alert("徐汇")</script>',
    body: '<img src=x onerror=alert(1)>徐汇区&amp;"文明\'城市</mark><mark>',
  },
  { id: 'emoji', title: '👨‍👩‍👧家庭日', body: '徐汇👩🏽‍🚀滨江🎉2017年11月25日🇨🇳开幕。\u200b零宽\u200d字符' },
  { id: 'astral', title: '𠮷野家𡃁𠮷', body: '𠮷野家在𠮷野町，𡃁仔𠮷𠮷𠮷。' },
  { id: 'marks', title: 'e\u0301te\u0301 Zu\u0308rich', body: 'नमस्ते دنيا עולם İstanbul ﬁn ẞ' },
  { id: 'quotes', title: '“引号”「括号」', body: '"引号" \u2018单\u2019 -减号 title:冒号 OR 或者 ＯＲ' },
  { id: 'long', title: '长行', body: '长行𠮷<b>&"徐'.repeat(10_000) },
  { id: 'same', title: '', body: '哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈' },
  { id: 'lines', title: '标题', body: `${'\n'.repeat(500)}行\r\n\t行${' '.repeat(300)}尾` },
].map((article) => ({ ...article, title: normalizeStored(article.title), body: normalizeStored(article.body) }));

const articles = new Map<string, Article>();
const apps = new Map<Mode, App>();
let failures: unknown[] = [];

beforeAll(async () => {
  const all = [...(await readSamples()), ...HOSTILE];
  for (const article of all) articles.set(article.id, article);
  const built = await buildAndPublish(all, { articlesPerSegment: 20 });
  for (const mode of MODES) {
    const searcher = openIn(mode, built);
    apps.set(mode, createApp({ searcher: () => searcher, build: 'test', log: (_, error) => failures.push(error) }));
  }
});

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const count = (random: Random, most: number): number => Math.floor(random() * (most + 1));

const OPERATORS = [
  '"',
  '“',
  '」',
  '-',
  'OR',
  ' OR ',
  'title:',
  'TITLE：',
  '-title:',
  '－',
  ' ',
  '\u3000',
  '"" ',
  '--',
  '①',
  '的',
];

function fragment(random: Random, all: readonly Article[]): string {
  const roll = random();
  if (roll < 0.6) {
    const { title, body } = pick(random, all);
    const text = random() < 0.3 ? title : body;
    const start = count(random, text.length);
    return text.slice(start, start + 1 + count(random, random() < 0.9 ? 8 : 60));
  }
  if (roll < 0.85) return pick(random, OPERATORS);
  if (roll < 0.93)
    return pick(random, ['2017年11月25日', '11月25日', '2017-11-25', '20171125', '二月三十日', 'iPhone', 'C++', '5G']);
  const codePoint = (): number =>
    pick(random, [0x4e00, 0x20000, 0x1f600, 0, 0xd800, 0xff00, 0x0300, 0xac00]) + count(random, 255);
  return String.fromCodePoint(...Array.from({ length: 1 + count(random, 5) }, codePoint));
}

function query(random: Random, all: readonly Article[]): string {
  const parts = Array.from({ length: 1 + count(random, 4) }, () => fragment(random, all));
  return parts.join(random() < 0.4 ? ' ' : '').slice(0, random() < 0.98 ? LONGEST_QUERY : 300);
}

const OPTIONS: [name: string, values: string[]][] = [
  ['limit', ['1', '10', '50', '0', '51', 'x']],
  ['offset', ['0', '3', '20', '1000', '-1']],
  ['sort', ['relevance', 'newest', 'oldest', 'best']],
  ['match', ['some', 'all']],
  ['from', ['2017', '2017-11', '2020-02-29', '2017-13']],
  ['to', ['2024', '2025-12-31']],
  ['snippets', ['0', '1', '5', '6']],
  ['snippetLength', ['40', '300', '39']],
  ['exactTotal', ['true', 'false']],
  ['utm_source', ['x']],
  ['sink', ['1']],
];

function queryString(random: Random, q: string): string {
  // A lone surrogate has no percent-encoding.
  const parts = [`q=${encodeURIComponent(q.toWellFormed())}`];
  for (const [name, values] of OPTIONS) {
    if (random() > 0.15) continue;
    // The first values are good ones; bad ones are to be rare.
    const value = random() < 0.93 ? values[count(random, Math.min(1, values.length - 1))]! : pick(random, values);
    if (name === 'sink' && random() < 0.9) continue;
    parts.push(`${name}=${value}`);
  }
  return parts.join('&');
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };

/** The text and marks of highlighted HTML; anything but escaped text and `<mark>` fails. */
function readHtml(html: string): { text: string; marks: [number, number][] } {
  let text = '';
  const marks: [number, number][] = [];
  let open = -1;
  for (const [token] of html.matchAll(/<\/?mark>|&[a-z0-9#]+;|[^<>&]|[\s\S]/g)) {
    if (token === '<mark>' && open < 0) open = text.length;
    else if (token === '</mark>' && open >= 0) {
      marks.push([open, text.length]);
      open = -1;
    } else if (token in ENTITIES) text += ENTITIES[token];
    else if (/^[^<>&]$/.test(token)) text += token;
    else throw new Error(`${JSON.stringify(token)} is not escaped in ${html}`);
  }
  if (open >= 0) throw new Error(`a mark is left open in ${html}`);
  return { text, marks };
}

/** A folded text without what the spellings of one word or number differ in: 2,160 米, 2160米. */
const bare = (folded: string): string => folded.replace(/[\s,.\-_'&]/g, '');

/** Whether all of `[start, end)` of a text lies on something that was typed, or on a mention of a date. */
function isTyped(text: string, start: number, end: number, q: string): boolean {
  const typed = fold(normalizeStored(q));
  const marked = fold(text.slice(start, end));
  if (end - start > 2 && typed.includes(marked)) return true;
  if (/[a-z0-9]/.test(marked) && bare(marked).length > 1 && bare(typed).includes(bare(marked))) return true;
  const first = Math.max(0, start - LONGEST_QUERY);
  const folded = fold(text.slice(first, end + LONGEST_QUERY));
  const alone = new Set(runs(typed).map((run) => typed.slice(run.start, run.end)));
  const covered = new Uint8Array(folded.length);
  for (let from = 0; from < folded.length; from++) {
    let to = from;
    while (to < folded.length && typed.includes(folded.slice(from, to + 1))) to++;
    const part = folded.slice(from, to);
    if ([...part].length > 1 || alone.has(part)) covered.fill(1, from, to);
  }
  if (findDates(typed).length > 0) for (const mention of findDates(folded)) covered.fill(1, mention.start, mention.end);
  return covered.subarray(start - first, end - first).every((one) => one === 1);
}

function checkHit(hit: Hit, q: string): void {
  const { title, body } = articles.get(hit.id)!;
  const check = (
    html: string,
    text: string,
    marks: readonly (readonly [number, number])[] | null,
    whole: string,
    at: number,
  ) => {
    const read = readHtml(html);
    expect(read.text).toBe(text);
    if (marks) expect(read.marks).toEqual(marks);
    for (const [start, end] of read.marks) {
      const isGood = end > start && isTyped(whole, at + start, at + end, q);
      expect({ q, marked: text.slice(start, end), isGood }).toEqual({
        q,
        marked: text.slice(start, end),
        isGood: true,
      });
    }
  };
  expect(hit.title).toBe(title);
  check(hit.titleHtml, title, null, title, 0);
  for (const { html, text, offset, marks } of hit.snippets) {
    expect(text).toBe(body.slice(offset, offset + text.length));
    expect(text.isWellFormed()).toBe(true);
    check(html, text, marks, body, offset);
  }
}

test.each(MODES)('%s: whatever is asked, nothing breaks and every hit tells the truth', async (mode) => {
  const random = seededRandom(mode === 'ranged' ? 1 : 2);
  const all = [...articles.values()];
  const statuses = new Map<number, number>();
  let hits = 0;
  failures = [];
  for (let i = 0; i < REQUESTS / MODES.length; i++) {
    const q = query(random, all);
    const rawQueryString = queryString(random, q);
    const { status, body } = await apps.get(mode)!({ method: 'GET', path: '/search', rawQueryString, headers: {} });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect({ rawQueryString, failures, isAnswer: status === 200 || status === 400 }).toEqual({
      ...{ rawQueryString, failures: [], isAnswer: true },
    });
    if (status !== 200) continue;
    const answer = JSON.parse(body) as SearchResponse;
    hits += answer.hits.length;
    for (const hit of answer.hits) checkHit(hit, q);
  }
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / MODES.length / 2);
  expect(statuses.get(400)).toBeGreaterThan(0);
  expect(hits).toBeGreaterThan(REQUESTS / MODES.length);
});
