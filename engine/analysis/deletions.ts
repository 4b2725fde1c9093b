// What a word has in common with what is typed instead of it: both without a letter or a character. A wrong, missing,
// superfluous or swapped one is found by a few exact look-ups (Garbe's symmetric deletions, SymSpell, 2012), without a
// walk through the dictionary.

/** Latin words of this many letters and more may have two mistakes ... */
export const LONG_WORD = 8;

/** ... and are filed by their first so many letters, lest a long word have a hundred keys. */
const PREFIX = 8;

/** Fewest letters of a Latin word, and characters of a Han word, that mistakes are looked for in. */
export const SHORTEST_LATIN = 4;
export const SHORTEST_HAN = 3;

export const isLatinWord = (word: string): boolean => /^[a-z]+$/.test(word);

/** How many mistakes a word, or what is typed, may have. */
export const mostMistakes = (word: string): 1 | 2 => (word.length >= LONG_WORD && isLatinWord(word) ? 2 : 1);

/** The keys of a folded word, or of what is typed in its place: itself and what is left without one or two of its units. */
export function deletionKeys(word: string): Set<string> {
  const start = isLatinWord(word) ? word.slice(0, PREFIX) : word;
  const keys = new Set([start]);
  let last = [start];
  for (let left = mostMistakes(word); left > 0; left--) {
    last = [...new Set(last.flatMap(withoutOne))];
    for (const key of last) keys.add(key);
  }
  return keys;
}

function withoutOne(word: string): string[] {
  const units = [...word];
  return units.length < 3 ? [] : units.map((_, i) => units.slice(0, i).join('') + units.slice(i + 1).join(''));
}

/**
 * How many letters are wrong, missing, superfluous or swapped with their neighbour between two words: the optimal string
 * alignment distance, Damerau-Levenshtein without edits inside a swap.
 */
export function mistakesBetween(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let twoBefore: number[] = [];
  let before = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const wrong = before[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      row[j] = Math.min(wrong, before[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
    }
    twoBefore = before;
    before = row;
  }
  return before[right.length];
}
