// CSV (RFC 4180) and TSV, streamed. The first row names the columns; a file whose columns hold
// neither titles nor bodies is refused with the names it has.

import { parse } from 'csv-parse';
import { FIELD_NAMES, type FieldMap, mapAdvice, takeFields } from './fields.ts';
import type { RawItem } from './item.ts';
import { LONGEST_LINE } from './lines.ts';

interface Row {
  cells: string[];
  /** Where the row starts, from 1. */
  line: number;
}

/**
 * Read a table.
 * @param delimiter ',' for CSV, a tab for TSV
 */
export async function* readTable(
  chunks: AsyncIterable<string>,
  map: FieldMap | undefined,
  delimiter: ',' | '\t',
): AsyncGenerator<RawItem> {
  let columns: string[] | undefined;
  let number = 0;
  for await (const row of readRows(chunks, delimiter)) {
    if ('kind' in row) {
      yield row;
    } else if (!columns) {
      columns = row.cells.map((name) => name.trim());
      const problem = missingColumns(columns, map);
      if (problem) yield problem;
      if (problem?.kind === 'skipped') return;
    } else {
      yield rowItem(row, columns, map, ++number);
    }
  }
}

function rowItem({ cells, line }: Row, columns: string[], map: FieldMap | undefined, number: number): RawItem {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    const counts = `${cells.length} cells, but the first row names ${columns.length}`;
    return { kind: 'skipped', reason: `${counts}; quote cells that hold the delimiter`, number, line };
  }
  const named = columns.map((name, index) => [name, cells[index] ?? ''] as const);
  const filled = named.filter(([name, cell]) => name !== '' && cell !== '');
  return { kind: 'record', ...takeFields(Object.fromEntries(filled), map), number, line };
}

/**
 * The parser's rows, a chunk at a time. They are taken in its callback: as a stream it would throw away
 * the rows before an error that nobody has read yet.
 */
async function* readRows(
  chunks: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<Row | Extract<RawItem, { kind: 'skipped' }>> {
  let rows: Row[] = [];
  let line = 1;
  let failure: Error | undefined;
  const fail = (error: Error | null | undefined) => {
    failure ??= error ?? undefined;
  };
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
    on_record: (cells: string[], { lines }) => {
      rows.push({ cells, line });
      line = lines + 1;
      return null;
    },
  });
  parser.on('error', fail).resume();
  const take = () => {
    const taken = rows;
    rows = [];
    return taken;
  };
  for await (const chunk of chunks) {
    await new Promise<void>((resolve) => {
      parser.write(chunk, (error) => {
        fail(error);
        resolve();
      });
    });
    yield* take();
    if (failure) break;
  }
  if (!failure) {
    await new Promise<void>((resolve) => {
      parser.once('close', resolve);
      parser.end();
    });
    yield* take();
  }
  if (failure) yield { kind: 'skipped', reason: `the rest from here: ${failure.message}`, line };
}

function missingColumns(columns: string[], map: FieldMap = {}): RawItem | undefined {
  const found = `(found: ${columns.join(', ')})`;
  for (const field of FIELD_NAMES) {
    const name = map[field];
    if (name !== undefined && !columns.includes(name)) {
      return { kind: 'skipped', reason: `no column "${name}" ${found}; correct --map ${field}=${name}` };
    }
  }
  const has = (field: 'title' | 'body') => columns.includes(map[field] ?? field);
  const left = columns.filter((name) => !FIELD_NAMES.some((field) => (map[field] ?? field) === name));
  if (!has('body')) {
    const sentence = `no column "body" ${found}; ${mapAdvice('body', left)}`;
    return has('title') ? { kind: 'warning', message: sentence } : { kind: 'skipped', reason: sentence };
  }
  return undefined;
}
