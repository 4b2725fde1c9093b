import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, normalizeStored } from '../../../engine/analysis/fold.ts';
import { generateFoldTable } from '../../../scripts/generate-fold-table.ts';

const anyText = fc.string({ unit: 'binary' });
/** Every UTF-16 unit, lone surrogates included. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((a) => String.fromCharCode(...a));

describe('fold', () => {
  it('keeps the length of any text and is its own fixpoint', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, units), (text) => {
        const folded = fold(text);
        expect(folded.length).toBe(text.length);
        expect(fold(folded)).toBe(folded);
      }),
    );
  });

  it('folds every unit by itself, whatever stands around it', () => {
    fc.assert(
      fc.property(units, (text) => {
        expect(fold(text)).toBe(text.split('').map(fold).join(''));
      }),
    );
  });

  it('folds each of the 65,536 units to a fixpoint', () => {
    const moving: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      const once = fold(String.fromCharCode(unit));
      if (once.length !== 1 || fold(once) !== once) moving.push(`U+${unit.toString(16)} ${once}`);
    }
    expect(moving).toEqual([]);
  });

  it('gives back the very text when nothing changes, and folds texts longer than a chunk', () => {
    const text = '徐汇区'.repeat(5000);
    expect(fold(text)).toBe(text);
    expect(fold(`${text}徐匯區`)).toBe(`${text}徐汇区`);
    expect(fold('徐匯區'.repeat(5000))).toBe(text);
  });

  it.each([
    ['後臺裡麵', '后台里面'],
    ['徐匯報', '徐汇报'],
    ['看著', '看着'],
    ['乾隆', '干隆'],
    ['衞説', '卫说'],
    ['ＡＢＣ１２３！　，', 'abc123! ,'],
    ['ｶﾀｶﾅ', 'カタカナ'],
    ['Éléphant ÜBER', 'elephant uber'],
    ['Việt Nam', 'viet nam'],
    ['ΣΊΣΥΦΟΣ σίσυφος', 'σισυφοσ σισυφοσ'],
    ['Ёлка', 'елка'],
    ['CO₂ m²', 'co2 m2'],
    ['⻓⻔⼈', '长门人'],
    ['二○一七', '二〇一七'],
    ['快讯丨地铁', '快讯|地铁'],
    ['don’t', "don't"],
  ])('folds %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each(['ガギグ', '각', 'が', '𠮷野家', '😀', '①', 'ß'])('leaves %s alone', (text) => {
    expect(fold(text)).toBe(text);
  });

  it('is written by the generator from the sources in the repository', () => {
    const file = new URL('../../../engine/analysis/fold-table.generated.ts', import.meta.url);
    const source = readFileSync(file, 'utf8');
    expect(source).toBe(generateFoldTable());
    expect(Buffer.byteLength(source)).toBeLessThan(40 * 1024);
  });
});

describe('normalizeStored', () => {
  it('composes accents and replaces lone surrogates', () => {
    expect(normalizeStored('e\u0301')).toBe('é');
    expect(normalizeStored('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
    expect(normalizeStored('𠮷')).toBe('𠮷');
  });
});
