// Finds calendar days, months of a year and years in a folded text, in figures and in Chinese numerals. Only
// those that exist are found, and a mention always covers the whole of what was written.

import { skipBlanks } from './blanks.ts';
import { skipDigits, smallNumber, yearNumber } from './numerals.ts';

/**
 * What was written: a day (`year` null where none was given), a month of a year (`day` null) or a year
 * (`month` and `day` null). Offsets in UTF-16 units.
 */
export interface DateMention {
  start: number;
  end: number;
  /** Where the year ends: `start` where none was given. */
  yearEnd: number;
  /** Where the month ends: `yearEnd` where none was given. */
  monthEnd: number;
  year: number | null;
  month: number | null;
  day: number | null;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number | null, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  return day <= DAYS[month - 1]! + (month === 2 && leap ? 1 : 0);
}

interface Year {
  start: number;
  end: number;
  value: number;
}

/** The year whose 年 is at `index`; null where no year of four digits stands before it. */
function yearBefore(text: string, index: number): Year | null {
  const numberEnd = skipBlanks(text, index - 1, -1) + 1;
  const start = skipDigits(text, numberEnd - 1, -1, 4) + 1;
  if (numberEnd - start !== 4) return null;
  const value = yearNumber(text.slice(start, numberEnd));
  const isDecimal = text[start - 1] === '.' && skipDigits(text, start - 2, -1, 1) < start - 2;
  // 一二三四年级 are four school years.
  return value === null || isDecimal || text[index + 1] === '级' ? null : { start, end: index + 1, value };
}

const ofYear = ({ start, end, value }: Year): DateMention => ({
  start,
  end,
  yearEnd: end,
  monthEnd: end,
  year: value,
  month: null,
  day: null,
});

/** The date around the 月 at `index`: month before it, day after it, year before the month. */
function dateAround(text: string, index: number): DateMention | null {
  const numberEnd = skipBlanks(text, index - 1, -1) + 1;
  const monthStart = skipDigits(text, numberEnd - 1, -1, 3) + 1;
  const month = smallNumber(text.slice(monthStart, numberEnd));
  if (month < 1 || month > 12) return null;
  const yearUnit = skipBlanks(text, monthStart - 1, -1);
  const written = text[yearUnit] === '年' ? yearBefore(text, yearUnit) : null;
  const year = written === null ? null : written.value;
  const start = written === null ? monthStart : written.start;
  const ends = { yearEnd: written === null ? start : written.end, monthEnd: index + 1 };

  const dayStart = skipBlanks(text, index + 1, 1);
  const dayEnd = skipDigits(text, dayStart, 1, 3);
  const unit = skipBlanks(text, dayEnd, 1);
  if (dayEnd > dayStart && (text[unit] === '日' || text[unit] === '号')) {
    const day = smallNumber(text.slice(dayStart, dayEnd));
    return isDay(year, month, day) ? { start, end: unit + 1, ...ends, year, month, day } : null;
  }
  return year === null ? null : { start, end: index + 1, ...ends, year, month, day: null };
}

/** 2017-11-25, 2017/11/25, 2017.11.25; as words of their own also 20171125, 2017-11 and 2017/1. */
const FIGURES = new RegExp(
  // Where no four figures stand, nothing else is tried.
  `(?=[0-9]{4})(?:${[
    /(?<![0-9]|[0-9]\.)([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9]|\.[0-9])/,
    /(?<![a-z0-9][-._'&]?)((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![-._'&]?[a-z0-9])/,
    /(?<![a-z0-9][-./_'&]?)((?:19|20)[0-9]{2})(?:-([0-9]{2})|\/([0-9]{1,2}))(?![-./_'&]?[a-z0-9])/,
  ]
    .map(({ source }) => source)
    .join('|')})`,
  'g',
);
const HAS_FOUR_FIGURES = /[0-9]{4}/;

function datesInFigures(text: string): DateMention[] {
  const found: DateMention[] = [];
  if (!HAS_FOUR_FIGURES.test(text)) return found;
  for (const match of text.matchAll(FIGURES)) {
    const mention = readFigures(match);
    if (mention !== null && !isNumbered(text, match, found.at(-1))) found.push(mention);
  }
  return found;
}

function readFigures(match: RegExpMatchArray): DateMention | null {
  const { index: start = 0 } = match;
  const yearText = match[1] ?? match[5] ?? match[8]!;
  const monthText = match[3] ?? match[6] ?? match[9] ?? match[10]!;
  const dayText = match[4] ?? match[7];
  const year = yearNumber(yearText);
  const month = Number(monthText);
  if (year === null || !isDay(year, month, dayText === undefined ? 1 : Number(dayText))) return null;
  // The season 2008-09 is two years.
  if (dayText === undefined && month === (year + 1) % 100) return null;
  const end = start + match[0].length;
  const monthEnd = dayText === undefined ? end : end - dayText.length - (match[2] === undefined ? 0 : 1);
  return { start, end, yearEnd: start + 4, monthEnd, year, month, day: dayText === undefined ? null : Number(dayText) };
}

/** A day inside a longer number (2017-11-25-03) is none; two days may be joined by the sign that they are written with. */
function isNumbered(text: string, match: RegExpMatchArray, last: DateMention | undefined): boolean {
  const sign = match[2];
  if (sign === undefined) return false;
  const { index: start = 0 } = match;
  const end = start + match[0].length;
  const isFigure = (at: number): boolean => /[0-9]/.test(text.charAt(at));
  if (text[start - 1] === sign && isFigure(start - 2) && last?.end !== start - 1) return true;
  return text[end] === sign && isFigure(end + 1) && !/^[0-9]{4}[-/.][0-9]/.test(text.slice(end + 1, end + 7));
}

/** All that a folded text mentions, in order, not overlapping; of two that do, the one that begins first, then the longer. */
export function findDates(folded: string): DateMention[] {
  const found = datesInFigures(folded);
  for (let at = folded.indexOf('月'); at >= 0; at = folded.indexOf('月', at + 1)) {
    const mention = dateAround(folded, at);
    if (mention !== null) found.push(mention);
  }
  for (let at = folded.indexOf('年'); at >= 0; at = folded.indexOf('年', at + 1)) {
    const year = yearBefore(folded, at);
    if (year !== null) found.push(ofYear(year));
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((mention) => {
    if (mention.start < end) return false;
    end = mention.end;
    return true;
  });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A term of a mention, and the stretch that says it. */
export interface DateTerm {
  term: string;
  start: number;
  end: number;
}

/**
 * The terms under which a mention is filed. A day: itself with and without its year, so that `@*-11-25` is that day
 * of any year; its month; its year. `@` starts no word, so they meet no other term; but a year is filed as it
 * is mostly written, 2017年, which costs nothing where it is.
 */
export function dateTerms({ start, end, yearEnd, monthEnd, year, month, day }: DateMention): DateTerm[] {
  const terms: DateTerm[] = [];
  if (month !== null && day !== null) {
    const date = `${two(month)}-${two(day)}`;
    terms.push({ term: year === null ? `@--${date}` : `@${year}-${date}`, start, end });
    terms.push({ term: `@*-${date}`, start, end });
  }
  if (year !== null && month !== null) terms.push({ term: `@${year}-${two(month)}`, start, end: monthEnd });
  if (year !== null) terms.push({ term: `${year}年`, start, end: yearEnd });
  return terms;
}

/**
 * The terms of which any one answers a query for the mention: a full date finds that day and yearless
 * mentions of it; a yearless date finds every year; a month and a year find every day in them.
 */
export function dateQueryTerms({ year, month, day }: DateMention): string[] {
  if (month === null) return [`${year}年`];
  if (day === null) return [`@${year}-${two(month)}`];
  const date = `${two(month)}-${two(day)}`;
  return year === null ? [`@*-${date}`] : [`@${year}-${date}`, `@--${date}`];
}

/** Terms that together answer a month less surely: its year, and somewhere its name. Empty for all else. */
export function datePartTerms({ year, month, day }: DateMention): string[] {
  return year === null || month === null || day !== null ? [] : [`${year}年`, `${month}月`];
}
