// CSV (RFC 4180) and TSV, streamed. The first row names the columns; a file whose columns hold
// neither titles nor bodies is refused with the names it has.

import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FIELD_NAMES, type FieldMap, mapAdvice, takeFields } from './fields.ts';
import type { RawItem } from './item.ts';
import { LONGEST_LINE } from './lines.ts';

interface Row {
  record: string[];
  info: { lines: number };
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
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  });
  // The parser is destroyed with the error of either end and gives it to the loop below.
  pipeline(Readable.from(chunks), parser, () => {});
  let columns: string[] | undefined;
  let line = 1;
  let number = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      const start = line;
      line = info.lines + 1;
      if (!columns) {
        columns = record.map((name) => name.trim());
        const problem = missingColumns(columns, map);
        if (problem) yield problem;
        if (problem?.kind === 'skipped') return;
        continue;
      }
      const place = { number: ++number, line: start };
      if (record.slice(columns.length).some((cell) => cell.trim() !== '')) {
        const counts = `${record.length} cells, but the first row names ${columns.length}`;
        yield { kind: 'skipped', reason: `${counts}; quote cells that hold commas`, ...place };
        continue;
      }
      const cells = columns.map((name, index) => [name, record[index] ?? ''] as const);
      const filled = cells.filter(([name, cell]) => name !== '' && cell !== '');
      yield { kind: 'record', ...takeFields(Object.fromEntries(filled), map), ...place };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { kind: 'skipped', reason: `the rest from here: ${error.message}`, line };
  }
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
