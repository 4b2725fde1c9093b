// Numbers as people read them in a terminal.

const GROUPED = new Intl.NumberFormat('en-US');

/** `1,234` */
export const formatCount = (count: number): string => GROUPED.format(count);

/** `1 article`, `2 articles` */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;

const UNITS = ['KB', 'MB', 'GB', 'TB'];

/** `512 bytes`, `1.5 MB`: units of 1,000. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = -1;
  // 999.95 would be shown as 1000.0, so it already is the next unit's 1.0.
  while ((unit < 0 ? value >= 1000 : value >= 999.95) && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit < 0 ? counted(bytes, 'byte') : `${value.toFixed(1)} ${UNITS[unit]}`;
}

/** `0.4 s`, `2 min 5 s` */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${formatCount(Math.floor(whole / 60))} min ${whole % 60} s`;
}
