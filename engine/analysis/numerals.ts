// Reads the numbers of dates, in figures and in Chinese numerals.

const NUMERALS = '〇一二三四五六七八九';
/** 廿六 is 26, 卅一 is 31: the way of calendars and diaries. */
const TENS: Readonly<Record<string, number>> = { 十: 10, 廿: 20, 卅: 30 };

const isFigure = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** 0-9 of 〇零一..九, or -1. */
function numeralValue(character: string): number {
  return character === '零' ? 0 : NUMERALS.indexOf(character);
}

/** Whether a figure, or else a numeral up to 卅, stands at an index. */
function isDigitAt(text: string, index: number, inFigures: boolean): boolean {
  if (index < 0 || index >= text.length) return false;
  const unit = text.charCodeAt(index);
  if (inFigures || unit < 0x3000) return inFigures && isFigure(unit);
  const character = text.charAt(index);
  return numeralValue(character) >= 0 || character in TENS;
}

/**
 * The index behind (step 1) or before (step -1) the digits at `index`, all figures or all numerals (九十|2017);
 * more than `most` means that it is some other number.
 */
export function skipDigits(text: string, index: number, step: 1 | -1, most: number): number {
  const inFigures = isFigure(text.charCodeAt(index));
  let i = index;
  for (let n = 0; n <= most && isDigitAt(text, i, inFigures); n++) i += step;
  return i;
}

/** 1-99 written with one or two figures, or with numerals up to 九十九; else -1. */
export function smallNumber(text: string): number {
  if (/^[0-9]{1,2}$/.test(text)) return Number(text);
  const parts = /^([二三四五六七八九])?([十廿卅])?([一二三四五六七八九])?$/.exec(text);
  if (parts === null || text === '') return -1;
  const [, many, ten, ones] = parts;
  if (ten === undefined) return many !== undefined && ones !== undefined ? -1 : numeralValue(many ?? ones ?? '');
  if (many !== undefined && ten !== '十') return -1;
  return (many === undefined ? 1 : numeralValue(many)) * TENS[ten]! + (ones === undefined ? 0 : numeralValue(ones));
}

/** 1000-2999 written with four figures or four numerals, else null. */
export function yearNumber(text: string): number | null {
  if (!/^(?:[0-9]{4}|[〇零一二三四五六七八九]{4})$/.test(text)) return null;
  let year = 0;
  for (const digit of text) year = year * 10 + (isFigure(digit.charCodeAt(0)) ? Number(digit) : numeralValue(digit));
  return year >= 1000 && year <= 2999 ? year : null;
}
