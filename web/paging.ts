// Which pages to offer below the results. A total may be a lower bound, so the last page is named only when
// it is known, and a full page of an uncertain total always leads on.

import { LAST_OFFSET, PAGE_SIZE } from './question.ts';

export interface Pages {
  /** 1 is the first. */
  current: number;
  /** Page numbers in order; `null` is a gap. Empty when there is but one page. */
  numbers: (number | null)[];
  previous: number | null;
  next: number | null;
}

/** Pages shown on either side of the current one. */
const REACH = 2;

/** The offset of the first hit of a page. */
export const offsetOf = (page: number): number => (page - 1) * PAGE_SIZE;

/**
 * @param offset hits before the current page
 * @param shown hits on the current page
 * @param exact whether `total` is the number, or only its lower bound
 */
export function pagesOf(offset: number, shown: number, total: number, exact: boolean): Pages {
  const current = Math.floor(offset / PAGE_SIZE) + 1;
  const reachable = LAST_OFFSET / PAGE_SIZE + 1;
  const open = !exact && shown >= PAGE_SIZE;
  const known = Math.ceil(Math.max(total, offset + shown) / PAGE_SIZE);
  const last = Math.min(Math.max(open ? Math.max(known, current + 1) : known, 1), reachable);
  if (last === 1 && current === 1) return { current, numbers: [], previous: null, next: null };

  const from = Math.max(1, Math.min(current, last) - REACH);
  const to = Math.min(last, current + REACH);
  const numbers: (number | null)[] = [];
  if (from > 1) numbers.push(1);
  if (from === 3) numbers.push(2);
  if (from > 3) numbers.push(null);
  for (let page = from; page <= to; page++) numbers.push(page);
  if (to === last - 2 && exact) numbers.push(last - 1);
  else if (to < last - (exact ? 1 : 0)) numbers.push(null);
  if (to < last && exact) numbers.push(last);

  return {
    current,
    numbers,
    previous: current > 1 ? Math.min(current - 1, last) : null,
    next: current < last ? current + 1 : null,
  };
}
