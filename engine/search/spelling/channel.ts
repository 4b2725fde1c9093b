// What mistakes are made in typing, and how rarely: the costs of a change, in nats, that what is offered instead has to
// make up for. Chosen on the tuning half of `npm run bench:typos`.

import { nearSound } from '../../analysis/near-sound.ts';
import type { Sounds } from '../../index/sounds.ts';

/** A character of the same sound: input methods offer them side by side. */
export const SAME_SOUND = 3;

/** One of nearly the same sound (z/zh, n/ng, l/n, f/h). */
export const NEAR_SOUND = 5;

/** Any other character. */
export const OTHER_CHARACTER = 9;

/** A character that is missing or swapped with its neighbour. */
export const OTHER_MISTAKE = 6;

/** A superfluous character, besides its own improbability: what is left is nearly always more frequent. */
export const SUPERFLUOUS = 10;

/** A wrong, missing, superfluous or swapped letter of a Latin word. */
export const LETTER_MISTAKE = 2;

/** Cost of having typed one character in place of another, by their sounds. */
export type Channel = (typed: string, meant: string) => number;

export function createChannel({ readingsOf }: Sounds): Channel {
  const classes = new Map<string, readonly string[]>();
  const classesOf = (char: string): readonly string[] => {
    let known = classes.get(char);
    if (known === undefined) {
      known = readingsOf(char).map(nearSound);
      classes.set(char, known);
    }
    return known;
  };
  return (typed, meant) => {
    if (typed === meant) return 0;
    const readings = readingsOf(meant);
    if (readingsOf(typed).some((reading) => readings.includes(reading))) return SAME_SOUND;
    const near = classesOf(meant);
    return classesOf(typed).some((sound) => near.includes(sound)) ? NEAR_SOUND : OTHER_CHARACTER;
  };
}
