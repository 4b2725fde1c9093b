import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../indexer/sources/dates.ts';
import { civilDate, instantOf, isTimeZone } from '../../../indexer/sources/zone.ts';
import { ZONE } from './helpers.ts';

const at = (iso: string) => Date.parse(iso);
const instant = (value: unknown, zone = ZONE) => parseDate(value, zone)?.instant ?? null;

describe('a date without an offset is in the collection’s zone', () => {
  test.each([
    ['2017-11-25', '2017-11-25T00:00+08:00'],
    ['2017-11-25 10:30', '2017-11-25T10:30+08:00'],
    ['2017-11-25T10:30:05.123', '2017-11-25T10:30:05+08:00'],
    ['2017-1-5', '2017-01-05T00:00+08:00'],
    ['2017/11/25', '2017-11-25T00:00+08:00'],
    ['2017/1/5 8:05', '2017-01-05T08:05+08:00'],
    ['2017.11.25', '2017-11-25T00:00+08:00'],
    ['20171125', '2017-11-25T00:00+08:00'],
    ['20171125103000', '2017-11-25T10:30+08:00'],
    [20171125, '2017-11-25T00:00+08:00'],
    ['2017年11月25日', '2017-11-25T00:00+08:00'],
    ['2017年1月5日 10:30', '2017-01-05T10:30+08:00'],
    ['2017年11月25日10时30分', '2017-11-25T10:30+08:00'],
    ['2017年11月25日 星期六 下午3:20', '2017-11-25T15:20+08:00'],
    ['2017 年 11 月 25 日', '2017-11-25T00:00+08:00'],
    ['２０１７年１１月２５日　１０：３０', '2017-11-25T10:30+08:00'],
    [' 2017-11-25 ', '2017-11-25T00:00+08:00'],
    ['25 Nov 2017 10:30:00', '2017-11-25T10:30+08:00'],
    ['Nov 25, 2017', '2017-11-25T00:00+08:00'],
  ])('%s', (text, iso) => {
    expect(instant(text)).toBe(at(iso));
  });
});

describe('an offset or an epoch number is an instant', () => {
  test.each([
    ['2017-11-25T10:30:00Z', '2017-11-25T10:30Z'],
    ['2017-11-25T10:30:00+08:00', '2017-11-25T02:30Z'],
    ['2017-11-25 10:30:00 +0800', '2017-11-25T02:30Z'],
    ['2017-11-25T10:30:00-05', '2017-11-25T15:30Z'],
    ['Sat, 25 Nov 2017 10:30:00 +0800', '2017-11-25T02:30Z'],
    ['Sat, 25 Nov 2017 10:30:00 GMT', '2017-11-25T10:30Z'],
    ['25 Nov 17 10:30 EST', '2017-11-25T15:30Z'],
    ['Sat Nov 25 2017 10:30:00 GMT+0800 (中国标准时间)', '2017-11-25T02:30Z'],
    [1511577000, '2017-11-25T02:30Z'],
    ['1511577000', '2017-11-25T02:30Z'],
    [1511577000000, '2017-11-25T02:30Z'],
    ['1511577000000', '2017-11-25T02:30Z'],
  ])('%s', (text, iso) => {
    expect(instant(text)).toBe(at(iso));
  });

  test('the civil date is the day in the collection’s zone', () => {
    expect(parseDate('2017-11-25T23:30:00Z', ZONE)?.civil).toBe('2017-11-26');
    expect(parseDate('2017-11-25T23:30:00Z', 'America/New_York')?.civil).toBe('2017-11-25');
    expect(parseDate(1511654400, ZONE)?.civil).toBe('2017-11-26');
  });

  test('CST is China’s on a site in China, and Chicago’s elsewhere', () => {
    expect(instant('Sat, 25 Nov 2017 10:30:00 CST')).toBe(at('2017-11-25T10:30+08:00'));
    expect(instant('Sat, 25 Nov 2017 10:30:00 CST', 'Europe/Berlin')).toBe(at('2017-11-25T10:30-06:00'));
  });
});

test.each([
  '2017年2月30日',
  '2017-02-29',
  '2017-13-01',
  '2017-00-10',
  '2017-11-25 24:01',
  '2017-11-25 10:61',
  '2017-11/25',
  '2017',
  '2017-11',
  'yesterday',
  '昨天',
  '',
  '25/11/2017',
  '2017-11-25 and more',
  '99999999999999999999',
  2017,
  0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  true,
  {},
  [],
  null,
])('%j is no date', (value) => {
  expect(parseDate(value, ZONE)).toBeNull();
});

describe('daylight saving', () => {
  test('China’s summer time of 1986 to 1991 is known', () => {
    expect(instant('1988-07-01 12:00')).toBe(at('1988-07-01T12:00+09:00'));
    expect(instant('1992-07-01 12:00')).toBe(at('1992-07-01T12:00+08:00'));
  });

  test('a repeated hour is the first one, a skipped one moves forward', () => {
    expect(instant('2021-11-07 01:30', 'America/New_York')).toBe(at('2021-11-07T01:30-04:00'));
    expect(instant('2021-03-14 02:30', 'America/New_York')).toBe(at('2021-03-14T03:30-04:00'));
  });

  test('a day whose midnight is skipped keeps its civil date', () => {
    expect(parseDate('2018-11-04', 'America/Sao_Paulo')).toEqual({
      instant: at('2018-11-04T01:00-02:00'),
      civil: '2018-11-04',
    });
  });
});

const zones = fc.constantFrom(
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
);
const instants = fc.integer({ min: Date.UTC(1903, 0), max: Date.UTC(2037, 0) }).map((ms) => ms - (ms % 1000));

test('the civil date is what the platform prints', () => {
  fc.assert(
    fc.property(instants, zones, (ms, timeZone) => {
      const printed = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms);
      expect(civilDate(ms, timeZone)).toBe(printed);
    }),
  );
});

test('a printed wall clock reads back as an instant with that wall clock', () => {
  fc.assert(
    fc.property(instants, zones, (ms, timeZone) => {
      const print = (time: number) =>
        new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(time);
      const back = parseDate(print(ms), timeZone);
      expect(print(back?.instant ?? 0)).toBe(print(ms));
      expect(back?.civil).toBe(print(ms).slice(0, 10));
    }),
  );
});

test('an ISO instant reads back exactly to the second', () => {
  fc.assert(
    fc.property(instants, zones, (ms, timeZone) => {
      expect(instant(new Date(ms).toISOString(), timeZone)).toBe(ms);
    }),
  );
});

test('any text is a date with four digits of year or none, and never an error', () => {
  const piece = fc.constantFrom(
    '2017',
    '11',
    '5',
    '-',
    '/',
    '.',
    '年',
    '月',
    '日',
    ' ',
    'T',
    ':',
    '下午',
    'Nov',
    '+08',
    'Z',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 14 }).map((p) => p.join('')),
      ),
      (text) => {
        const date = parseDate(text, ZONE);
        if (date) expect(date.civil).toMatch(/^\d{4}-\d\d-\d\d$/);
      },
    ),
  );
});

test('a zone that the platform does not know is told apart', () => {
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Asia/Xuhui')).toBe(false);
  expect(instantOf({ year: 1970, month: 1, day: 1, hour: 8, minute: 0, second: 0 }, ZONE)).toBe(0);
});

test('a time of UTC is the same whether it says so with Z or as an offset', () => {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const written = fc
    .tuple(
      fc.nat(9999),
      fc.nat(13),
      fc.nat(32),
      fc.nat(24),
      fc.nat(60),
      fc.nat(60),
      fc.constantFrom('', '.000', '.999'),
    )
    .map(
      ([year, month, day, hour, minute, second, fraction]) =>
        `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`,
    );
  fc.assert(
    fc.property(written, zones, (text, timeZone) => {
      expect(parseDate(`${text}Z`, timeZone)).toEqual(parseDate(`${text}+00:00`, timeZone));
    }),
    { numRuns: 1000 },
  );
});
