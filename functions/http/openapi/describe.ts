// Small words for writing schemas of answers.

import * as v from 'valibot';

/** A schema with a sentence about what it is. */
export const described = <Schema extends v.GenericSchema>(schema: Schema, sentence: string) =>
  v.pipe(schema, v.description(sentence));

/** A whole number of 0 or more. */
export const nonNegative = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `[start, end)` pairs. */
export const positions = v.array(v.strictTuple([nonNegative, nonNegative]));

/** `true` when two types take each other's values and have the same members, optional ones included. */
export type Exactly<A, B> = [A, B, keyof A, keyof B] extends [B, A, keyof B, keyof A] ? true : false;

/** Does nothing; that it compiles is the point. */
export function required<_Holds extends true>(): void {}
