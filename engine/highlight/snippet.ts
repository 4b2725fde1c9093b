// A piece of an article's body that shows why it was found.

export interface Snippet {
  /** `text` escaped, with `<mark>` and nothing else. */
  html: string;
  /** An exact slice of the stored body, without ellipses. */
  text: string;
  /** Where `text` starts in the body, UTF-16 units. */
  offset: number;
  /** `[start, end)` pairs in `text`, ascending, not overlapping. */
  marks: [number, number][];
}
