import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { wordKey } from '../../../engine/analysis/word-key.ts';
import { UsageError } from '../../../engine/errors.ts';
import { MOST_LIST_BYTES, type SynonymRule } from '../../../engine/index/manifest.ts';
import { LONGEST_SYNONYM, MOST_SYNONYMS, parseSynonyms } from '../../../indexer/config/synonyms.ts';

const parse = (text: string): SynonymRule[] => parseSynonyms({ text, source: 'synonyms.txt' });

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return 'nothing was refused';
}

test('a line is a list of words, or an arrow between two', () => {
  const text = '# 同义词\n\n电脑, 计算机,PC\r\n手机 => 智能手机, 移动电话\n  a1 , b2 =>c3\nNew   York, 纽约';
  expect(parse(text)).toEqual([
    { words: ['电脑', '计算机', 'pc'] },
    { from: ['手机'], to: ['智能手机', '移动电话'] },
    { from: ['a1', 'b2'], to: ['c3'] },
    { words: ['new york', '纽约'] },
  ]);
});

test('signs of Chinese keyboards, Traditional characters and capitals are folded', () => {
  expect(parse('電腦，計算機\n＃ 注释\n手機＝＞ＰＨＯＮＥ')).toEqual([
    { words: ['电脑', '计算机'] },
    { from: ['手机'], to: ['phone'] },
  ]);
});

test('the word itself on the right, as Solr needs it, is no synonym', () => {
  expect(parse('手机 => 手机, 移动电话')).toEqual([{ from: ['手机'], to: ['移动电话'] }]);
});

test('a list without rules is none', () => {
  expect(parse('')).toEqual([]);
  expect(parse('\n# nothing\n')).toEqual([]);
});

test('a character may find, but not be found', () => {
  expect(parse('猫 => 猫咪')).toEqual([{ from: ['猫'], to: ['猫咪'] }]);
  expect(refusal('猫, 猫咪')).toBe(
    'synonyms.txt:1: "猫, 猫咪" would find the single character "猫" in every word that has it; write "猫 => ..." instead',
  );
  expect(refusal('汽车 => 车')).toContain('the single character "车"');
});

describe('what is refused, with file, line and text', () => {
  const examples = 'write "电脑, 计算机" or "手机 => 智能手机"';
  test.each([
    ['电脑', `has no comma and no =>; ${examples}`],
    ['手机 =>', `has nothing on one side of =>; ${examples}`],
    ['=> 手机', `has nothing on one side of =>; ${examples}`],
    ['电脑,', `has nothing before or after a comma; ${examples}`],
    ['电脑,,计算机', `has nothing before or after a comma; ${examples}`],
    ['手机 => 电话,', `has nothing before or after a comma; ${examples}`],
    ['a => b => c', 'has more than one =>; write a line for each'],
    ['电脑, 電腦', 'has "电脑" twice (script, width and case do not matter); remove one'],
    ['5G网络, 5G 网络', 'has "5g 网络" twice (script, width and case do not matter); remove one'],
    ['手机 => 电话, 电话', 'has "电话" twice (script, width and case do not matter); remove one'],
    ['手机 => 手機', 'finds nothing but itself; name another word on the right'],
    ['电脑, ！', 'has "!", in which there is no letter and no digit to look for'],
    [
      `电脑, ${'长'.repeat(LONGEST_SYNONYM + 1)}`,
      `has a word of ${LONGEST_SYNONYM + 1} characters; at most ${LONGEST_SYNONYM} are looked for`,
    ],
  ])('%s', (line, problem) => {
    expect(refusal(`电脑, 计算机\n# 二\n${line}\n`)).toBe(`synonyms.txt:3: "${line}" ${problem}`);
  });

  test('more synonyms of one word than a query can ask for, over all lines', () => {
    const words = Array.from({ length: MOST_SYNONYMS }, (_, i) => `w${i}`);
    expect(parse(`word => ${words.join(',')}`)).toHaveLength(1);
    expect(refusal(`word => ${words.join(',')}\nword, more`)).toBe(
      `synonyms.txt:2: "word, more" gives "word" ${MOST_SYNONYMS + 1} synonyms, with the lines before; at most ${MOST_SYNONYMS}`,
    );
  });

  test('more than the pointer can carry', () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `甲词${i}, 乙词${i}`).join('\n');
    expect(refusal(lines)).toMatch(
      new RegExp(
        `^synonyms\\.txt: its synonyms are \\d+ bytes, and every search reads them: at most ${MOST_LIST_BYTES};`,
      ),
    );
  });
});

test('any text is rules or is refused as wrong usage, and rules have words that can be looked for', () => {
  const piece = fc.oneof(
    fc.constantFrom('电脑', '計算機', 'PC', '，', ',', '=>', '＝＞', '\n', '\r\n', '#', ' ', '\u3000', '、', '"', 'é'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      let rules: SynonymRule[];
      try {
        rules = parse(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as UsageError).message).toMatch(/^synonyms\.txt:\d+: "/);
        return;
      }
      for (const rule of rules) {
        const words = 'words' in rule ? rule.words : [...rule.from, ...rule.to];
        expect(words.length).toBeGreaterThanOrEqual(2);
        for (const word of words) {
          expect(wordKey(word)).not.toBe('');
          expect(fold(word)).toBe(word);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('rules that are written out are read as they were', () => {
  const word = fc.constantFrom('电脑', '计算机', 'pc', '5g网络', 'new york', 'c++', '玛丽·居里');
  const list = fc.uniqueArray(word, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(list, fc.boolean()), { maxLength: 5 }), (drawn) => {
      const rules = drawn.map(
        ([words, twoWay]): SynonymRule => (twoWay ? { words } : { from: [words[0]!], to: words.slice(1) }),
      );
      const lines = rules.map((rule) =>
        'words' in rule ? rule.words.join(', ') : `${rule.from.join(', ')} => ${rule.to.join(', ')}`,
      );
      expect(parse(lines.join('\n'))).toEqual(rules);
    }),
  );
});
