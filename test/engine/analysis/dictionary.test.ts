import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_DICTIONARY_WORD, parseDictionary } from '../../../engine/analysis/dictionary.ts';
import { createLexicon } from '../../../engine/analysis/lexicon.ts';
import { UsageError } from '../../../engine/errors.ts';

const parse = (text: string) => parseDictionary({ text, source: 'words.txt' });

test('a line is a word, with or without frequency and tag; comments and empty lines are skipped', () => {
  const { frequencies, mixed, warnings } = parse('# 站点词典\n\n锦江线 60 n\n何建国 nr\r\n美利渠\n5G基站 50 n\n');
  expect([...frequencies]).toEqual([
    ['锦江线', 60],
    ['何建国', 1000],
    ['美利渠', 1000],
  ]);
  expect([[...mixed], warnings]).toEqual([['5g基站'], []]);
});

test('words of several runs are kept as they are spelt, folded, without signs around them', () => {
  const { frequencies, mixed } = parse('5Ｇ基站\nT恤 3 n\n卡拉OK\nC++程序\n瑪麗·居里\nA/B测试\n《三体》\n');
  expect([...mixed]).toEqual(['5g基站', 't恤', '卡拉ok', 'c++程序', '玛丽·居里', 'a/b测试']);
  expect([...frequencies.keys()]).toEqual(['三体']);
});

test('words of letters or digits alone are words without a dictionary', () => {
  const nothing = { frequencies: new Map(), unwanted: 0, mixed: new Set(), warnings: [] };
  expect(parse('iPhone 50\nCOVID-19\nC++\n2025')).toEqual(nothing);
});

test('a name of several words of letters is told, for its second word reads like a tag', () => {
  expect(parse('New York').warnings).toEqual([
    'words.txt:1: "New York" was left out: "york" was read as its tag, since a word has no space',
  ]);
  expect(parse('iPhone 50 nz\n纽约 ns').warnings).toEqual([]);
});

test('a frequency of 0 takes a word out, also one of several runs', () => {
  const { frequencies, mixed } = parse('T恤 5\nT恤 0\n文明 0');
  expect([[...mixed], [...frequencies]]).toEqual([[], [['文明', 0]]]);
});

test('a word that can be none is told, with file, line and reason', () => {
  const long = '长'.repeat(LONGEST_DICTIONARY_WORD + 1);
  const { frequencies, mixed, warnings } = parse(`好词\n… 5\n${long} 3 n\n·\n${long}X\n`);
  expect([...frequencies.keys(), ...mixed]).toEqual(['好词']);
  const longer = `and a word at most ${LONGEST_DICTIONARY_WORD}; text of any length is found without a dictionary`;
  expect(warnings).toEqual([
    'words.txt:2: "… 5" was left out: it has no letter and no digit',
    `words.txt:3: "${long} 3 n" was left out: it has 33 characters, ${longer}`,
    'words.txt:4: "·" was left out: it has no letter and no digit',
    `words.txt:5: "${long}X" was left out: it has 34 characters, ${longer}`,
  ]);
});

describe('a site’s dictionary', () => {
  const lexiconWith = (site: string) =>
    createLexicon([
      { text: '文明 600\n城市 400\n城 5\n', source: 'base' },
      { text: site, source: 'site' },
    ]);

  test('leaves the probabilities of all other words as they are, however frequent its own', () => {
    const plain = lexiconWith('');
    const site = lexiconWith('新词 999999999999999\n旧词 1');
    for (const word of ['文明', '城市']) expect(site.cost(word)).toBe(plain.cost(word));
    expect(site.cost('新词')).toBe(0);
    expect(site.cost('旧词')).toBeGreaterThan(0);
  });

  test('counts a word that is listed twice, in either script, once with both frequencies', () => {
    const twice = lexiconWith('極性 30\n极性 30');
    expect(twice.cost('极性')).toBe(lexiconWith('极性 60').cost('极性'));
    expect(twice.longest).toBe(2);
  });
});

test('any text is a dictionary or is refused as wrong usage', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '词',
      '5G基站',
      'T恤',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '3',
      'n',
      '#',
      '·',
      '，',
      '長',
      '0',
      '-1',
      '\u3000',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      try {
        const { frequencies, mixed } = parse(pieces.join(''));
        for (const word of frequencies.keys()) expect([...word].length).toBeLessThanOrEqual(LONGEST_DICTIONARY_WORD);
        for (const word of mixed) expect(frequencies.has(word)).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as UsageError).message).toMatch(/^words\.txt:\d+: "/);
      }
    }),
    { numRuns: 2000 },
  );
});

test('several words on one line are told, a number with commas is one word', () => {
  const { frequencies, mixed, warnings } = parse('锦江线,地铁\n徐汇、滨江 5\n2,160套\n');
  expect([[...frequencies.keys()], [...mixed]]).toEqual([[], ['2,160套']]);
  expect(warnings).toEqual([
    'words.txt:1: "锦江线,地铁" was left out: it is several words; write one word a line',
    'words.txt:2: "徐汇、滨江 5" was left out: it is several words; write one word a line',
  ]);
});
