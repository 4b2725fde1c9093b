// Colours and foreign text on a terminal. Text from articles is data: it can never move the cursor,
// ring the bell or change a colour.

import picocolors from 'picocolors';
import type { Io } from './io.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours when standard output is a terminal, unless NO_COLOR (https://no-color.org) says otherwise. */
export function colorsFor(io: Io): Colors {
  const refused = io.env.NO_COLOR !== undefined && io.env.NO_COLOR !== '';
  const forced = io.env.FORCE_COLOR !== undefined && io.env.FORCE_COLOR !== '' && io.env.FORCE_COLOR !== '0';
  return picocolors.createColors(!refused && (forced || io.stdout.isTTY === true));
}

/** A text in one line, without the control characters that a terminal obeys. */
export function plainLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}
