// JSON: a list of articles, an object that holds such a list, or one article; and JSON Lines,
// where a bad line costs that line only. Names are the site's own and come through the map.

import { type FieldMap, isObject, likelyName, mapAdvice, takeFields } from './fields.ts';
import type { RawItem } from './item.ts';
import { jsonErrorSentence, locateJsonError, whatIsWrong } from './json-error.ts';
import { type Line, splitLines } from './lines.ts';
import { shown } from './record.ts';

/** Under which name an object holds its list, tried in this order. */
const LISTS = ['articles', 'items', 'data', 'records', 'posts', 'entries', 'results', 'documents', 'docs'] as const;

/** Read a `.json` file. */
export function* readJson(text: string, map: FieldMap | undefined): Generator<RawItem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    yield { kind: 'skipped', reason: jsonErrorSentence(text) };
    return;
  }
  const list = listOf(value);
  if (!list) {
    if (isObject(value)) yield* readRecord(value, map, {}, { told: false });
    else yield { kind: 'skipped', reason: `it holds ${shown(value)}, but articles are objects` };
    return;
  }
  const advice = { told: false };
  for (const [index, record] of list.entries()) {
    const place = { number: index + 1 };
    if (isObject(record)) yield* readRecord(record, map, place, advice);
    else yield { kind: 'skipped', reason: `${shown(record)} is not an object`, ...place };
  }
}

/** Read JSON Lines, as many at once as a chunk completes; empty lines count for nothing. */
export async function* readJsonLines(
  chunks: AsyncIterable<string>,
  map: FieldMap | undefined,
): AsyncGenerator<RawItem[]> {
  const readLine = lineReader(map);
  for await (const lines of splitLines(chunks)) yield lines.flatMap((line) => [...readLine(line)]);
}

function lineReader(map: FieldMap | undefined): (line: Line) => Generator<RawItem> {
  const advice = { told: false };
  let number = 0;
  return function* (line) {
    if ('tooLong' in line) {
      number++;
      yield { kind: 'skipped', reason: 'longer than 64 MB', number, line: line.number };
      return;
    }
    if (line.text.trim() === '') return;
    const place = { number: ++number, line: line.number };
    let record: unknown;
    try {
      record = JSON.parse(line.text);
    } catch {
      const where = locateJsonError(line.text);
      const column = where ? { column: where.column } : {};
      yield { kind: 'skipped', reason: whatIsWrong(where), ...place, ...column };
      return;
    }
    if (isObject(record)) yield* readRecord(record, map, place, advice);
    else yield { kind: 'skipped', reason: `${shown(record)} is not an object`, ...place };
  };
}

function* readRecord(
  record: Record<string, unknown>,
  map: FieldMap | undefined,
  place: { number?: number; line?: number },
  advice: { told: boolean },
): Generator<RawItem> {
  const { fields, extra } = takeFields(record, map);
  const found = Object.keys(record);
  // An article may be a title alone, but a text under another name is almost certainly a forgotten map.
  for (const field of ['body', 'title'] as const) {
    const other = field === 'body' ? fields.title : fields.body;
    if (advice.told || fields[field] !== undefined || other === undefined || map?.[field] !== undefined) continue;
    if (likelyName(field, Object.keys(extra)) === undefined) continue;
    advice.told = true;
    yield {
      kind: 'warning',
      message: `no "${field}" (found: ${found.join(', ')}); ${mapAdvice(field, Object.keys(extra))}`,
      ...place,
    };
  }
  yield { kind: 'record', fields, extra, ...place };
}

function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const own = takeFields(value).fields;
  if (typeof own.body === 'string') return undefined;
  for (const name of LISTS) {
    const list = Object.hasOwn(value, name) ? value[name] : undefined;
    if (Array.isArray(list) && (list.length === 0 || list.some(isObject))) return list;
  }
  return undefined;
}
