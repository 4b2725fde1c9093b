import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDictionary } from '../../../engine/analysis/dictionary.ts';
import { fold } from '../../../engine/analysis/fold.ts';
import { createLexicon, type Lexicon } from '../../../engine/analysis/lexicon.ts';
import { createStretchFilter } from '../../../engine/analysis/stretch-filter.ts';
import { UsageError } from '../../../engine/errors.ts';

const lexiconOf = (...words: string[]): Lexicon => createLexicon([{ text: words.join('\n'), source: 'test' }]);

const wordsIn = (lexicon: Lexicon, text: string, start = 0, end = text.length): string[] => {
  const found: string[] = [];
  lexicon.forEachWord(text, start, end, (from, to) => found.push(`${from}:${text.slice(from, to)}`));
  return found;
};

/** Few characters, one of them outside the BMP, so that words overlap and share beginnings. */
const character = fc.constantFrom('天', '地', '人', '和', '𠮷');
const word = fc.array(character, { minLength: 1, maxLength: 6 }).map((a) => a.join(''));

describe('createLexicon', () => {
  it('visits every word of three characters and more, overlapping ones too', () => {
    const lexicon = lexiconOf('文明 5', '文明城 5', '文明城市 5', '城市建 5', '市 9');
    expect(wordsIn(lexicon, '在文明城市建设')).toEqual(['1:文明城', '1:文明城市', '3:城市建']);
    expect(wordsIn(lexicon, '在文明城市建设', 2, 6)).toEqual(['3:城市建']);
    expect(wordsIn(lexicon, '在文明城市建设', 1, 4)).toEqual(['1:文明城']);
    expect(wordsIn(lexicon, '文明')).toEqual([]);
  });

  it('visits what a naive search finds, on any words and any stretch of a text', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 12 }),
        fc.array(character, { maxLength: 40 }),
        fc.nat(10),
        fc.nat(10),
        (words, characters, skipFront, skipBack) => {
          const text = characters.join('');
          const start = characters.slice(0, skipFront).join('').length;
          const end = characters.slice(0, Math.max(characters.length - skipBack, skipFront)).join('').length;
          const expected: string[] = [];
          for (let from = start; from < end; from++) {
            for (let to = from + 1; to <= end; to++) {
              const part = text.slice(from, to);
              if ([...part].length >= 3 && words.includes(part)) expected.push(`${from}:${part}`);
            }
          }
          expect(wordsIn(lexiconOf(...words), text, start, end)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says of texts the same when it is made for them alone', () => {
    const text = fc
      .array(fc.oneof(character, fc.constantFrom('，', 'a', '漢')), { maxLength: 30 })
      .map((a) => a.join(''));
    const frequency = fc.nat(1000);
    const line = fc
      .tuple(word, fc.constantFrom(' ', '\t', '  '), frequency, fc.constantFrom('', ' n', ' x1'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.array(line, { maxLength: 4 }),
        fc.array(text, { maxLength: 3 }),
        (first, later, texts) => {
          const dictionaries = [first, later].map((lines) => ({ text: lines.join('\n'), source: 'test' }));
          const all = createLexicon(dictionaries);
          const some = createLexicon(dictionaries, createStretchFilter(texts));
          for (const folded of texts.map(fold)) {
            expect(wordsIn(some, folded)).toEqual(wordsIn(all, folded));
            for (let start = 0; start < folded.length; start++)
              for (let end = start + 1; end <= Math.min(folded.length, start + 12); end++)
                expect(some.cost(folded.slice(start, end))).toBe(all.cost(folded.slice(start, end)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does without nearly all words of a large dictionary where texts are few', () => {
    const words = Array.from({ length: 500 }, (_, i) => String.fromCharCode(0x5000 + i, 0x5e00 + i, 0x6e00 + i));
    const dictionary = { text: words.map((each) => `${each} 5`).join('\n'), source: 'test' };
    const { frequencies, unwanted } = parseDictionary(dictionary, createStretchFilter([`在${words[7]}里`]));
    expect(frequencies.get(words[7]!)).toBe(5);
    expect(frequencies.size).toBeLessThan(5);
    expect(unwanted).toBe(5 * (words.length - frequencies.size));
  });

  it('knows exactly its words, and the longest of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 20 }), fc.array(word, { maxLength: 20 }), (words, others) => {
        const lexicon = lexiconOf(...words);
        for (const each of [...words, ...others]) expect(lexicon.cost(each) !== undefined).toBe(words.includes(each));
        expect(lexicon.longest).toBe(Math.max(1, ...words.map((each) => [...each].length)));
      }),
      { numRuns: 60 },
    );
  });

  it('gives -ln p in twelfths of a nat, within a byte', () => {
    const lexicon = lexiconOf('常见 999999', '少见 1', '罕见的 1000000');
    expect(lexicon.cost('常见')).toBe(Math.round(Math.log(2) * 12));
    expect(lexicon.cost('少见')).toBe(Math.round(Math.log(2_000_000) * 12));
    expect(lexiconOf('极少 1', '极多 999999999999').cost('极少')).toBe(255);
  });

  it('folds words, adding up those that become one', () => {
    const lexicon = lexiconOf('乾淨 30', '干净 30', '其他 60');
    expect(lexicon.cost(fold('乾淨'))).toBe(Math.round(Math.log(2) * 12));
    expect(lexicon.cost('乾淨')).toBeUndefined();
  });

  it('keeps words of Han-class characters only', () => {
    const lexicon = lexiconOf('卡拉ok 3', 'T恤 3', '3D打印 3', '阿凡提·买买提 3', 'カラオケ 3 n', '𠮷野家 3');
    for (const absent of ['卡拉ok', 't恤', '3d打印', '阿凡提·买买提']) expect(lexicon.cost(absent)).toBeUndefined();
    expect(lexicon.cost('カラオケ')).toBeDefined();
    expect(wordsIn(lexicon, '去𠮷野家吃')).toEqual(['1:𠮷野家']);
  });

  it('lets a later dictionary add, replace and remove words', () => {
    const lexicon = createLexicon([
      { text: '甲乙 50\n丙丁 50\n戊己 100\n', source: 'base' },
      { text: '\ufeff甲乙 150\r\n\r\n丙丁 0\n庚辛壬 n', source: 'site' },
    ]);
    expect(lexicon.cost('甲乙')!).toBeLessThan(lexicon.cost('戊己')!);
    expect(lexicon.cost('丙丁')).toBeUndefined();
    expect(wordsIn(lexicon, '庚辛壬癸')).toEqual(['0:庚辛壬']);
  });

  it.each(['词 -3', '词 1.5', '词 3 n 多', '两个 词语', '词 3n'])(
    'refuses the line "%s", naming where it is',
    (line) => {
      const create = (): Lexicon => createLexicon([{ text: `好词 3\n${line}\n`, source: 'site.txt' }]);
      expect(create).toThrow(UsageError);
      expect(create).toThrow(`site.txt:2: "${line}"`);
    },
  );

  it('is empty without dictionaries', () => {
    const lexicon = createLexicon([]);
    expect(lexicon.cost('词')).toBeUndefined();
    expect(wordsIn(lexicon, '一二三四五')).toEqual([]);
  });
});

describe('a lexicon of the dictionary of jieba', () => {
  let lexicon: Lexicon;
  let words: string[];
  beforeAll(() => {
    const text = readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8');
    lexicon = createLexicon([{ text, source: 'dict.txt' }]);
    words = text.split('\n').map((line) => fold(line.split(' ')[0]!));
  });

  it('finds each of its words again', () => {
    const missing = words.filter((each) => /^\p{Script=Han}+$/u.test(each) && lexicon.cost(each) === undefined);
    expect(missing).toEqual([]);
  });

  it('visits each of its long words', () => {
    const missed = words.filter((each) => {
      if (!/^\p{Script=Han}{3,}$/u.test(each)) return false;
      let seen = false;
      lexicon.forEachWord(each, 0, each.length, (start, end) => {
        seen ||= start === 0 && end === each.length;
      });
      return !seen;
    });
    expect(missed).toEqual([]);
  });

  it('costs frequent words less than rare ones', () => {
    expect(lexicon.cost('中国')!).toBeLessThan(lexicon.cost('文明城市')!);
    expect(lexicon.longest).toBeGreaterThanOrEqual(8);
  });
});
