// Wall clock <-> instant in an IANA time zone, with the platform's zone data (Intl).
// A wall clock that daylight saving skips or repeats resolves as in Temporal's `compatible` mode.

/** A moment on the wall clock; month and day from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the platform knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The instant, in milliseconds since the epoch, of a wall clock in a zone. */
export function instantOf(clock: WallClock, timeZone: string): number {
  const asUtc = utcOf(clock);
  const before = offsetAt(asUtc - DAY, timeZone);
  const after = offsetAt(asUtc + DAY, timeZone);
  // A repeated hour has two readings, and the first is taken.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(asUtc - offset, timeZone) === offset) return asUtc - offset;
  }
  // A skipped hour moves forward by the length of the gap.
  return asUtc - before;
}

/** Days by their numbers since the epoch, as far as they were asked for. */
const dayNames = new Map<number, string>();

/** `YYYY-MM-DD` of an instant in a zone. */
export function civilDate(instant: number, timeZone: string): string {
  const day = Math.floor((instant + offsetAt(instant, timeZone)) / DAY);
  let name = dayNames.get(day);
  if (name === undefined) {
    name = new Date(day * DAY).toISOString().slice(0, 10);
    dayNames.set(day, name);
  }
  return name;
}

/** Offsets of the days (of UTC) that were asked for, by zone: the platform takes 2 µs for each answer. */
const offsets = new Map<string, Map<number, number | null>>();

/** What the zone's clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  const ofZone = offsets.get(timeZone) ?? new Map<number, number | null>();
  offsets.set(timeZone, ofZone);
  const day = Math.floor(instant / DAY);
  let ofDay = ofZone.get(day);
  if (ofDay === undefined) {
    // No zone changes its clock twice in a day, so where both ends agree all of it does.
    const offset = platformOffset(day * DAY, timeZone);
    ofDay = platformOffset((day + 1) * DAY - 1, timeZone) === offset ? offset : null;
    ofZone.set(day, ofDay);
  }
  return ofDay ?? platformOffset(instant, timeZone);
}

/** `GMT`, `GMT+08:00`, or with seconds for the local times of old: CLDR's long localized GMT format. */
const OFFSET = /GMT(?:(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})(?::(?<seconds>\d{2}))?)?$/;

/** What the platform says, without a memory. */
function platformOffset(instant: number, timeZone: string): number {
  const { sign, hours, minutes, seconds } = OFFSET.exec(formatterOf(timeZone).format(instant))!.groups!;
  if (sign === undefined) return 0;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -size : size) * 1000;
}

/** Milliseconds of a wall clock read as UTC. Unlike `Date.UTC`, years below 100 stay what they are. */
export function utcOf(clock: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(clock.year, clock.month - 1, clock.day);
  date.setUTCHours(clock.hour, clock.minute, clock.second, 0);
  return date.getTime();
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', timeZoneName: 'longOffset' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
