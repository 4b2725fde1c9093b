// Blanks that separate nothing: between figures and Han characters they are typography (849 元, 2017 年).

/** More blanks than this do separate. */
const MOST_BLANKS = 2;

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09;

/** The index behind (step 1) or before (step -1) up to two blanks that begin at `index`. */
export function skipBlanks(text: string, index: number, step: 1 | -1): number {
  let i = index;
  for (let n = 0; n < MOST_BLANKS && isBlank(text.charCodeAt(i)); n++) i += step;
  return i;
}
