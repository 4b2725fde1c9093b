// A list of numbers in a typed array that grows: what is kept of each of a million articles must be a few bytes.

export interface GrowingNumbers {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
  set(index: number, value: number): void;
}

/** @param create makes an array of so many zeros */
export function createGrowing(create: (length: number) => Float64Array | Uint32Array): GrowingNumbers {
  let values = create(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = create(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (index) => values[index],
    set(index, value) {
      values[index] = value;
    },
  };
}
