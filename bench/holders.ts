// Which texts hold which strings, literally: what a keyword's judgements are made of. All strings are looked
// for in one pass over the texts, filed by their first two UTF-16 units.

/**
 * @param strings of two UTF-16 units or more, each once
 * @returns for each string the numbers of the texts that contain it, ascending
 * @throws RangeError for a shorter string
 */
export function holdersOf(strings: Iterable<string>, texts: readonly string[]): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  const byStart = new Map<number, string[]>();
  for (const string of strings) {
    if (string.length < 2) throw new RangeError(`"${string}" is shorter than two units`);
    holders.set(string, []);
    const start = pair(string, 0);
    const known = byStart.get(start);
    if (known) known.push(string);
    else byStart.set(start, [string]);
  }
  texts.forEach((text, number) => {
    for (let at = 0; at + 1 < text.length; at++) {
      const candidates = byStart.get(pair(text, at));
      if (candidates === undefined) continue;
      for (const string of candidates) {
        if (!text.startsWith(string, at)) continue;
        const list = holders.get(string)!;
        if (list.at(-1) !== number) list.push(number);
      }
    }
  });
  return holders;
}

/** Numbers that are in every one of the ascending lists. */
export function inAll(lists: readonly (readonly number[])[]): number[] {
  const [shortest, ...others] = [...lists].sort((a, b) => a.length - b.length);
  const sets = others.map((list) => new Set(list));
  return shortest.filter((number) => sets.every((set) => set.has(number)));
}

function pair(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}
