// Keywords cut from documents: that they are what they are said to be, and so are their judgements.

import { describe, expect, it } from 'vitest';
import { cutQueries, type GeneratedQueries } from '../../bench/keyword-queries.ts';
import { createWordCutter } from '../../bench/keyword-words.ts';
import { documentsOfThings, TEA } from './tiny-data.ts';

const documents = documentsOfThings(600);
const originals = new Map(documents.map((document) => [document.id, document]));
const [keywords, names] = cutQueries('things', documents);

/** Ids of the documents that hold all strings. */
const holding = (strings: readonly string[]): string[] =>
  documents
    .filter(({ title, text }) => strings.every((string) => title.includes(string) || text.includes(string)))
    .map(({ id }) => id);

const goldOf = ({ judgements }: GeneratedQueries, query: string): string[] => [...judgements.get(query)!.keys()];

describe('keyword queries', () => {
  it('are as many as wanted where the documents have them, and all different', () => {
    expect([keywords.name, keywords.queries.length]).toEqual(['keywords', 500]);
    expect(new Set(keywords.queries.map(({ text }) => text)).size).toBe(500);
    expect(new Set(keywords.queries.map(({ id }) => id)).size).toBe(500);
  });

  it('are answered by every document that holds all their keywords, and by no other', () => {
    for (const { id, text } of keywords.queries)
      expect(goldOf(keywords, id).sort()).toEqual(holding(text.split(' ')).sort());
  });

  it('are two or three keywords, each in a few documents but not in many, together in at most five', () => {
    for (const { text } of keywords.queries) {
      const words = text.split(' ');
      expect(words.length === 2 || words.length === 3).toBe(true);
      for (const word of words) {
        expect(holding([word]).length).toBeGreaterThanOrEqual(2);
        expect(holding([word]).length).toBeLessThanOrEqual(0.05 * documents.length);
      }
      expect(holding(words).length).toBeLessThanOrEqual(5);
    }
  });

  it('are not all from the title of the document that they were cut from', () => {
    for (const { gold, text } of keywords.queries) {
      const { title } = originals.get(gold[0])!;
      expect(text.split(' ').every((word) => title.includes(word))).toBe(false);
    }
  });

  it('are the same in every run', () => {
    expect(cutQueries('things', documents)).toEqual([keywords, names]);
  });

  it('are few or none where the documents are', () => {
    for (const { queries, judgements } of cutQueries('tea', TEA)) expect(queries.length).toBe(judgements.size);
    expect(cutQueries('none', []).map(({ queries }) => queries)).toEqual([[], []]);
  });
});

describe('name queries', () => {
  it('are one name, answered by all who hold it', () => {
    expect(names.queries.length).toBeGreaterThan(0);
    for (const { id, text } of names.queries) {
      expect(text).toMatch(/^\p{Script=Han}{2,4}$/u);
      expect(goldOf(names, id).sort()).toEqual(holding([text]).sort());
    }
  });

  it('also are names that no dictionary has', () => {
    const cut = createWordCutter();
    expect([...cut('采访了方世忠和郝若楠').names.keys()]).toEqual(['方世忠', '郝若楠']);
    expect([...cut('徐汇区位于上海市西南部').names.keys()]).toEqual(expect.arrayContaining(['上海市']));
  });
});

it('content words are nouns and Latin words with their number, not the words between them', () => {
  const { nouns } = createWordCutter()('医院和学校都用了iphone，但是医院更多');
  expect([...nouns]).toEqual([
    ['医院', 2],
    ['学校', 1],
    ['iphone', 1],
  ]);
});
