// Reads the dates that articles carry. A date that does not exist (2月30日) is no date: never a guess.
// Without an offset a date is in the collection's time zone, and its civil date is as written;
// with an offset (or an epoch number) the civil date is the instant's date in the collection's zone,
// so that articles from everywhere fall on the days of one calendar.

import type { ArticleDate } from '../../engine/article.ts';
import { civilDate, instantOf, offsetAt, utcOf, type WallClock } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// The bounds keep `civil` at four digits of year.
const FIRST = Date.UTC(1000, 0, 2);
const LAST = Date.UTC(9999, 11, 30);

const TIME = String.raw`(?:(?<period>上午|下午|中午|晚上|凌晨)\s*)?(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?|[时時点點](?:(?<minuteHan>\d{1,2})分)?(?:(?<secondHan>\d{1,2})秒)?)`;
const ZONE = String.raw`(?<zone>Z|UT|UTC|GMT|[ECMP][SD]T|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?)`;
const WEEKDAY = String.raw`\(?(?:星期|周|週|礼拜)[一二三四五六日天]\)?`;
const REST = String.raw`(?:(?:T|\s*,?\s*(?:${WEEKDAY})?\s*)${TIME}(?:\s*${ZONE})?(?:\s*\([^()]*\))?|\s*(?:${WEEKDAY})?)$`;

// Year first: ISO 8601, and the ways it is written in Chinese.
const YEAR_FIRST = [
  new RegExp(String.raw`^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})${REST}`, 'i'),
  new RegExp(String.raw`^(?<year>\d{4})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号號]${REST}`, 'i'),
  new RegExp(
    String.raw`^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?:\s*${ZONE})?)?$`,
    'i',
  ),
];
// RFC 822 (its years of two digits as RFC 2822, section 4.3, reads them), and `Date.prototype.toString`.
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const NAMED_MONTH = [
  new RegExp(
    String.raw`^(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})[\s-]+(?<name>${MONTHS})[a-z]*\.?,?[\s-]+(?<year>\d{4}|\d{2})${REST}`,
    'i',
  ),
  new RegExp(
    String.raw`^(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*,?\s+)?(?<name>${MONTHS})[a-z]*\.?\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})${REST}`,
    'i',
  ),
];
/** As programs write them, `Date.prototype.toISOString` first: 2017-11-25T10:30:00Z, 2017-11-25T10:30:00.000Z. */
const UTC_TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const NAMED_ZONES: Record<string, number> = { Z: 0, UT: 0, UTC: 0, GMT: 0, E: -5, C: -6, M: -7, P: -8 };

/**
 * Read a date: ISO 8601, RFC 822, `2017/11/25`, `2017.11.25`, `20171125`, `2017年11月25日 10:30`,
 * epoch seconds (9-11 digits) or milliseconds (12-14 digits).
 * @param value a string or a number; anything else is no date
 * @param timeZone IANA name of the collection's zone
 * @returns null when it is not a date, or not one of the calendar
 */
export function parseDate(value: unknown, timeZone: string): ArticleDate | null {
  if (typeof value === 'number') return parseNumber(value, timeZone);
  if (typeof value !== 'string') return null;
  // NFKC turns full-width digits and marks into their ASCII forms.
  if (value.length > 100) return null;
  if (UTC_TIME.test(value)) return fromUtc(value, timeZone);
  const text = value.normalize('NFKC').trim();
  for (const pattern of YEAR_FIRST) {
    const groups = pattern.exec(text)?.groups;
    const date = groups && fromGroups(groups, Number(groups.month), timeZone);
    if (date) return date;
  }
  for (const pattern of NAMED_MONTH) {
    const groups = pattern.exec(text)?.groups;
    if (groups) {
      const month = MONTHS.split('|').indexOf(groups.name.toLowerCase()) + 1;
      return fromGroups(groups, month, timeZone);
    }
  }
  return /^-?\d{9,14}(?:\.\d+)?$/.test(text) ? fromEpoch(Number(text), timeZone) : null;
}

/** Whole seconds, as of all other forms. */
function fromUtc(text: string, timeZone: string): ArticleDate | null {
  const instant = Date.parse(`${text.slice(0, 19)}Z`);
  // A day that its month does not have is none, or another one.
  return new Date(instant).getUTCDate() === Number(text.slice(8, 10)) ? at(instant, timeZone) : null;
}

// YAML reads `date: 20171125` as a number: eight digits that are a day are that day.
function parseNumber(value: number, timeZone: string): ArticleDate | null {
  if (Number.isInteger(value) && value >= 10_000_101 && value <= 99_991_231) return parseDate(String(value), timeZone);
  return fromEpoch(value, timeZone);
}

function fromEpoch(value: number, timeZone: string): ArticleDate | null {
  const size = Math.abs(value);
  // Below 1e8 seconds (1973) a number is far more likely a year or a counter than a date.
  if (!(size >= 1e8)) return null;
  return at(Math.trunc(size < 1e11 ? value * 1000 : value), timeZone);
}

function at(instant: number, timeZone: string): ArticleDate | null {
  return instant >= FIRST && instant <= LAST ? { instant, civil: civilDate(instant, timeZone) } : null;
}

type Groups = Record<string, string | undefined>;

function fromGroups(groups: Groups, month: number, timeZone: string): ArticleDate | null {
  const clock: WallClock = {
    year: fullYear(groups.year ?? ''),
    month,
    day: Number(groups.day),
    hour: hourOfDay(Number(groups.hour ?? 0), groups.period),
    minute: Number(groups.minute ?? groups.minuteHan ?? 0),
    // A leap second counts as the second before it.
    second: Math.min(Number(groups.second ?? groups.secondHan ?? 0), 60),
  };
  if (clock.second === 60) clock.second = 59;
  if (!exists(clock)) return null;
  if (groups.zone !== undefined) {
    const offset = zoneOffset(groups.zone.toUpperCase(), clock, timeZone);
    return offset === null ? null : at(utcOf(clock) - offset, timeZone);
  }
  const instant = instantOf(clock, timeZone);
  if (instant < FIRST || instant > LAST) return null;
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return { instant, civil: `${pad(clock.year, 4)}-${pad(clock.month, 2)}-${pad(clock.day, 2)}` };
}

function exists(clock: WallClock): boolean {
  if (clock.hour > 23 || clock.minute > 59 || clock.month < 1 || clock.month > 12) return false;
  const date = new Date(utcOf(clock));
  return date.getUTCMonth() === clock.month - 1 && date.getUTCDate() === clock.day;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function hourOfDay(hour: number, period: string | undefined): number {
  if ((period === '下午' || period === '晚上' || period === '中午') && hour >= 1 && hour < 12) {
    return period === '中午' && hour > 3 ? hour : hour + 12;
  }
  return (period === '上午' || period === '凌晨') && hour === 12 ? 0 : hour;
}

/** What a written zone is ahead of UTC, in milliseconds; null when it cannot be. */
function zoneOffset(zone: string, clock: WallClock, timeZone: string): number | null {
  const digits = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (digits) {
    const minutes = Number(digits[2]) * 60 + Number(digits[3] ?? 0);
    if (minutes > 18 * 60) return null;
    return (digits[1] === '-' ? -minutes : minutes) * MINUTE;
  }
  if (zone in NAMED_ZONES) return NAMED_ZONES[zone] * HOUR;
  // RFC 822 says that CST is Chicago's; a site on China's clock that writes CST means China's.
  if (zone === 'CST' && offsetAt(utcOf(clock), timeZone) === 8 * HOUR) return 8 * HOUR;
  return (NAMED_ZONES[zone[0]] + (zone[1] === 'D' ? 1 : 0)) * HOUR;
}
