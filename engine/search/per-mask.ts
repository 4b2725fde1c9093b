// What follows from the atoms that a document holds: thousands of documents share a few combinations, so each
// combination is worked out once.

/** Combinations that are found without a look into the map: a power of two. */
const QUICK = 512;

/** @param of depends on nothing but the bits of the mask */
export function perMask(of: (mask: number) => number): (mask: number) => number {
  const known = new Map<number, number>();
  /** By a hash of the mask: the last such mask and its value. */
  const masks = new Float64Array(QUICK).fill(-1);
  const values = new Float64Array(QUICK);
  const look = (mask: number): number => {
    let value = known.get(mask);
    if (value === undefined) {
      value = of(mask);
      known.set(mask, value);
    }
    return value;
  };
  let lastMask = -1;
  let last = 0;
  return (mask) => {
    // Neighbours mostly hold the same.
    if (mask === lastMask) return last;
    // The upper bits of the product depend on all bits of the mask (Knuth's multiplicative hash).
    const place = Math.imul(mask, 0x9e3779b1) >>> 23;
    if (masks[place] !== mask) {
      values[place] = look(mask);
      masks[place] = mask;
    }
    lastMask = mask;
    last = values[place];
    return last;
  };
}
