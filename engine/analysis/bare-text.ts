// A folded text without signs and blanks: what is left of a title when it is compared with what somebody types.

import { CLASS_SEPARATOR, classOf, unitsAt } from './classes.ts';

export interface BareText {
  units: string;
  /** Where each unit stands in the text. */
  offsets: readonly number[];
}

export function bareText(folded: string): BareText {
  let units = '';
  const offsets: number[] = [];
  for (let i = 0; i < folded.length; ) {
    const count = unitsAt(folded, i);
    if (classOf(folded.codePointAt(i)!) !== CLASS_SEPARATOR) {
      units += folded.slice(i, i + count);
      for (let unit = 0; unit < count; unit++) offsets.push(i + unit);
    }
    i += count;
  }
  return { units, offsets };
}
