// Unsigned numbers as text of the 64 digits of base64: five bits a digit, the sixth says that another
// follows. It keeps generated tables short in the bundle and fast to read at a cold start.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const VALUES = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** Write numbers of 0 to 2^31 - 1, low bits first. */
export function writeVarints(numbers: readonly number[]): string {
  let text = '';
  for (let rest of numbers) {
    while (rest >= 32) {
      text += DIGITS[(rest & 31) | 32];
      rest >>>= 5;
    }
    text += DIGITS[rest];
  }
  return text;
}

/** Read what `writeVarints` wrote. */
export function readVarints(text: string): Uint32Array {
  const numbers = new Uint32Array(text.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)]!;
    value |= (digit & 31) << shift;
    if (digit >= 32) {
      shift += 5;
    } else {
      numbers[count++] = value;
      value = 0;
      shift = 0;
    }
  }
  return numbers.subarray(0, count);
}

/** Signed to unsigned: 0, -1, 1, -2 become 0, 1, 2, 3. */
export const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

/** The reverse of `zigzag`. */
export const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);
