// What follows from the atoms that a document holds: thousands of documents share a few combinations, so each
// combination is worked out once.

/** @param of depends on nothing but the bits of the mask */
export function perMask(of: (mask: number) => number): (mask: number) => number {
  const known = new Map<number, number>();
  return (mask) => {
    const before = known.get(mask);
    if (before !== undefined) return before;
    const value = of(mask);
    known.set(mask, value);
    return value;
  };
}
