// Tables in a terminal, where a Chinese character is two columns wide (Unicode Standard Annex 11).

/** Wide by themselves: Han, kana, Hangul, their signs, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

export interface Column<Row> {
  heading: string;
  /** Numbers stand at the right, words at the left. */
  align: 'left' | 'right';
  cell(row: Row): string;
}

/** Lines of a table with its headings, two spaces between columns and none at the ends. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => displayWidth(line[i]))));
  return cells.map((line) =>
    line
      .map((cell, i) => {
        const space = ' '.repeat(widths[i] - displayWidth(cell));
        return columns[i].align === 'left' ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
