import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetAt, utcOf, type WallClock } from '../../../indexer/sources/zone.ts';

/** The wall clock that the platform shows, less the instant. */
function slowOffset(instant: number, timeZone: string): number {
  const formatter = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)] as const);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
  return utcOf({ year, month, day, hour, minute, second } as WallClock) - Math.floor(instant / 1000) * 1000;
}

test('a remembered offset is that of the platform, also on the days when clocks change', () => {
  const zones = [
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Monrovia',
  ];
  const changes = ['1986-05-04', '1991-04-14', '2011-12-30', '2024-03-10', '2024-03-31', '1972-01-07'].map((day) =>
    Date.parse(day),
  );
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(1870, 0), max: Date.UTC(2040, 0) }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -100_000_000, max: 100_000_000 }))
      .map(([day, shift]) => day + shift),
  );
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
      expect(offsetAt(at, zone)).toBe(slowOffset(at, zone));
    }),
    { numRuns: 1000 },
  );
});
