// Finds calendar days in a folded text, in figures and in Chinese numerals. Only days that exist are
// found, and a mention always covers the whole of what was written.

/** A day as it was written; `start` and `end` in UTF-16 units, `year` null where none was given. */
export interface DateMention {
  start: number;
  end: number;
  year: number | null;
  month: number;
  day: number;
}

const NUMERALS = '〇一二三四五六七八九';
const isFigure = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** 0-9 of 〇零一..九, or -1. */
function numeralValue(character: string): number {
  return character === '零' ? 0 : NUMERALS.indexOf(character);
}

/** Value of a figure or numeral, 10 of 十, else -1. */
function digitAt(text: string, index: number): number {
  if (index < 0 || index >= text.length) return -1;
  const unit = text.charCodeAt(index);
  if (isFigure(unit)) return unit - 0x30;
  if (unit < 0x3000) return -1;
  const character = text.charAt(index);
  return character === '十' ? 10 : numeralValue(character);
}

/** 1-99 written with one or two figures, or with numerals up to 九十九; else -1. */
function smallNumber(text: string): number {
  if (/^[0-9]{1,2}$/.test(text)) return Number(text);
  const parts = /^([二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (parts === null || text === '') return -1;
  const [, tens, ten, ones] = parts;
  if (ten === undefined) return tens !== undefined && ones !== undefined ? -1 : numeralValue(tens ?? ones ?? '');
  return (tens === undefined ? 1 : numeralValue(tens)) * 10 + (ones === undefined ? 0 : numeralValue(ones));
}

/** 1000-2999 written with four figures or four numerals, else null. */
function yearNumber(text: string): number | null {
  if (!/^(?:[0-9]{4}|[〇零一二三四五六七八九]{4})$/.test(text)) return null;
  let year = 0;
  for (let i = 0; i < 4; i++) year = year * 10 + digitAt(text, i);
  return year >= 1000 && year <= 2999 ? year : null;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number | null, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  return day <= DAYS[month - 1]! + (month === 2 && leap ? 1 : 0);
}

/** At most two blanks may stand around a unit: 2017 年 11 月 25 日. */
const MOST_BLANKS = 2;
const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09;

function skipBlanks(text: string, index: number, step: 1 | -1): number {
  let i = index;
  for (let n = 0; n < MOST_BLANKS && isBlank(text.charCodeAt(i)); n++) i += step;
  return i;
}

/** Digits read in one direction; more than `most` means that it is some other number. */
function skipDigits(text: string, index: number, step: 1 | -1, most: number): number {
  let i = index;
  for (let n = 0; n <= most && digitAt(text, i) >= 0; n++) i += step;
  return i;
}

/** The date around the 月 at `index`: month before it, day after it, year before the month. */
function dateAround(text: string, index: number): DateMention | null {
  const monthEnd = skipBlanks(text, index - 1, -1) + 1;
  const monthStart = skipDigits(text, monthEnd - 1, -1, 3) + 1;
  const month = smallNumber(text.slice(monthStart, monthEnd));
  if (month < 1) return null;
  const dayStart = skipBlanks(text, index + 1, 1);
  const dayEnd = skipDigits(text, dayStart, 1, 3);
  const day = smallNumber(text.slice(dayStart, dayEnd));
  const unit = skipBlanks(text, dayEnd, 1);
  if (day < 1 || (text[unit] !== '日' && text[unit] !== '号')) return null;

  const yearUnit = skipBlanks(text, monthStart - 1, -1);
  if (text[yearUnit] === '年') {
    const yearEnd = skipBlanks(text, yearUnit - 1, -1) + 1;
    const yearStart = skipDigits(text, yearEnd - 1, -1, 4) + 1;
    const year = yearNumber(text.slice(yearStart, yearEnd));
    if (year !== null) return isDay(year, month, day) ? { start: yearStart, end: unit + 1, year, month, day } : null;
  }
  return isDay(null, month, day) ? { start: monthStart, end: unit + 1, year: null, month, day } : null;
}

/** 2017-11-25, 2017/11/25, 2017.11.25 and 20171125 (this one only as a word of its own). */
const FIGURES =
  /(?<![0-9]|[0-9]\.)([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9]|\.[0-9])|(?<![a-z0-9][-._'&]?)((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![-._'&]?[a-z0-9])/g;
const HAS_FOUR_FIGURES = /[0-9]{4}/;

function datesInFigures(text: string): DateMention[] {
  const found: DateMention[] = [];
  if (!HAS_FOUR_FIGURES.test(text)) return found;
  for (const match of text.matchAll(FIGURES)) {
    const year = yearNumber(match[1] ?? match[5]!);
    const month = Number(match[3] ?? match[6]);
    const day = Number(match[4] ?? match[7]);
    if (year === null || !isDay(year, month, day)) continue;
    found.push({ start: match.index, end: match.index + match[0].length, year, month, day });
  }
  return found;
}

/** Every calendar day that a folded text mentions, in order, not overlapping. */
export function findDates(folded: string): DateMention[] {
  const found = datesInFigures(folded);
  for (let at = folded.indexOf('月'); at >= 0; at = folded.indexOf('月', at + 1)) {
    const mention = dateAround(folded, at);
    if (mention !== null) found.push(mention);
  }
  found.sort((a, b) => a.start - b.start);
  return found.filter((mention, i) => i === 0 || mention.start >= found[i - 1]!.end);
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The terms under which a mention is filed. `@` starts no word, so they meet no other term.
 * With a year: the day and its anniversary; without: the yearless day and the same anniversary.
 */
export function dateTerms(mention: DateMention): string[] {
  const day = `${two(mention.month)}-${two(mention.day)}`;
  return [mention.year === null ? `@--${day}` : `@${mention.year}-${day}`, `@*-${day}`];
}

/**
 * The terms of which any one answers a query for the mention: a full date finds that day and yearless
 * mentions of it; a yearless date finds every year.
 */
export function dateQueryTerms(mention: DateMention): string[] {
  const day = `${two(mention.month)}-${two(mention.day)}`;
  return mention.year === null ? [`@*-${day}`] : [`@${mention.year}-${day}`, `@--${day}`];
}
