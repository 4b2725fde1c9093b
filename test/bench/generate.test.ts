// Recombined articles: the same ones in every run, made of real sentences, with words that no source has.

import { expect, it } from 'vitest';
import type { BenchDocument } from '../../bench/data-set.ts';
import { type GeneratedArticle, generateArticles } from '../../bench/generate-articles.ts';
import { documentsOfThings, TEA } from './tiny-data.ts';

const SOURCES = [...TEA, ...documentsOfThings(60)];

function first(count: number, sources: readonly BenchDocument[] = SOURCES, seed = 1): GeneratedArticle[] {
  const articles = generateArticles(sources, LONG, seed);
  return Array.from({ length: count }, () => articles.next().value);
}

const LONG = [
  { id: 'l', title: '', text: '长'.repeat(400) },
  { id: 's', title: '', text: '短'.repeat(100) },
];

it('gives the same articles in every run, and a longer run begins with a shorter one', () => {
  expect(first(20).slice(0, 5)).toEqual(first(5));
  expect(first(5, SOURCES, 2)).not.toEqual(first(5));
});

it('gives each article an id of its own, a title, a day, and a body about as long as one of those it was told', () => {
  const articles = first(50);
  expect(new Set(articles.map(({ id }) => id)).size).toBe(50);
  for (const { title, text, date } of articles) {
    expect(title).not.toBe('');
    expect(date).toMatch(/^20[0-2]\d-\d\d-\d\d$/);
    // A last sentence goes over.
    expect(text.length).toBeGreaterThanOrEqual(100);
    expect(text.length).toBeLessThan(400 + 40);
  }
  expect(articles.some(({ text }) => text.length >= 400)).toBe(true);
  expect(articles.some(({ text }) => text.length < 200)).toBe(true);
});

it('keeps some sentences as they were and changes two characters in the others', () => {
  const written = SOURCES.map(({ text }) => text).join('\n');
  const sentences = first(50).flatMap(({ text }) => text.split(/(?<=。)/));
  const kept = sentences.filter((sentence) => written.includes(sentence)).length;
  expect(kept / sentences.length).toBeGreaterThan(0.1);
  expect(kept / sentences.length).toBeLessThan(0.4);
  const originals = new Set(SOURCES.flatMap(({ text }) => text.split(/(?<=。)/)).map(({ length }) => length));
  for (const { length } of sentences.slice(0, 100)) expect(originals).toContain(length);
});

it('redraws figures, except years and days', () => {
  const sources = [{ id: 'd', title: '数字', text: '2008年8月8日，鸟巢坐了91000人。' }];
  const articles = first(30, sources).map(({ text }) => text);
  const counts = new Set(articles.flatMap((text) => text.match(/\d{5}/g) ?? []));
  expect(counts.size).toBeGreaterThan(20);
  for (const count of counts) expect(count).toMatch(/^9/);
  expect(new Set(articles.flatMap((text) => text.match(/\d{4}(?=年)/g) ?? []))).toEqual(new Set(['2008']));
});

it('says what it needs when there is nothing to recombine', () => {
  expect(() => first(1, [{ id: 'd', title: '', text: '没有标题。' }])).toThrow('without sentences and titles');
});
