// Civil dates as people type them - a year, a month, a day - widened to the full days that `from` and
// `to` include. Pure calendar arithmetic: no time zone, no Date.

/** A year, a month or a day. */
export const CIVIL_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * Widen `YYYY`, `YYYY-MM` or `YYYY-MM-DD` to the first or last civil day that it means.
 * @returns `YYYY-MM-DD`, or null when it has another shape or is not in the (proleptic Gregorian) calendar
 */
export function widenCivilDate(text: string, edge: 'first' | 'last'): string | null {
  const parts = CIVIL_DATE.exec(text);
  if (parts === null) return null;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? (edge === 'first' ? 1 : 12) : Number(parts[2]);
  if (month < 1 || month > 12) return null;
  const length = daysInMonth(year, month);
  const day = parts[3] === undefined ? (edge === 'first' ? 1 : length) : Number(parts[3]);
  if (day < 1 || day > length) return null;
  return `${parts[1]}-${pad(month)}-${pad(day)}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const pad = (number: number): string => String(number).padStart(2, '0');
