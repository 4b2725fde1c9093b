// Tables on standard output: Markdown, so that a run can be pasted into docs/ as it is.

/** @param rows cells by column; a number is printed as it is, so round before */
export function formatTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  // The first column names things, the others are figures.
  const pad = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  const line = (row: readonly string[]): string => `| ${row.map(pad).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(cells[0]), line(rule), ...cells.slice(1).map(line)].join('\n');
}

/** A share as people write it in this field: .963, 1.000 */
export function formatShare(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, '$1.');
}
