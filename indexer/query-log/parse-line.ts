// Finds the searches in a line of a log, however the line got out of CloudWatch: as it was written, behind a time and a
// request id, as a string within JSON or CSV of an export, several in one line. What is damaged is counted, never fatal.

import * as v from 'valibot';

const search = v.object({
  event: v.literal('search'),
  query: v.string(),
  status: v.number(),
  time: v.optional(v.string(), ''),
  page: v.optional(v.number(), 1),
  total: v.exactOptional(v.number()),
  relation: v.exactOptional(v.string()),
});

/** What is counted of a search; see SearchLine of functions/http/query-log.ts. */
export type LoggedSearch = v.InferOutput<typeof search>;

export interface ParsedLine {
  searches: LoggedSearch[];
  /** Searches that are there and cannot be read: cut off, or not what the log writes. */
  unreadable: number;
}

/** What every line of a search holds, with the backslashes or doubled quotes of whatever it was put into. */
const MARK = /event[\\"]+:\s*[\\"]+search[\\"]/;
/** A string of a JSON document that was written over many lines: `"message": "…",`. */
const MEMBER = /^\s*"[^"\\]*":\s*("(?:[^"\\]|\\.)*"),?\s*$/s;

/** The searches of one line. A line without any is nothing unusual: a log has other lines too. */
export function parseLogLine(line: string): ParsedLine {
  const found: ParsedLine = { searches: [], unreadable: 0 };
  gather(line, found);
  return found;
}

function gather(text: string, found: ParsedLine): void {
  if (!MARK.test(text)) return;
  const before = found.searches.length + found.unreadable;
  const member = MEMBER.exec(text)?.[1];
  if (member !== undefined) {
    const value = parseJson(member);
    if (typeof value === 'string') gather(value, found);
  } else {
    // In CSV a quotation mark within a cell is two.
    const plain = text.includes('""event""') ? text.replaceAll('""', '"') : text;
    for (const object of objectsIn(plain)) gatherFrom(parseJson(object), found);
  }
  if (found.searches.length + found.unreadable === before) found.unreadable++;
}

function gatherFrom(value: unknown, found: ParsedLine): void {
  if (typeof value === 'string') gather(value, found);
  if (typeof value !== 'object' || value === null) return;
  if ('event' in value && value.event === 'search') {
    const parsed = v.safeParse(search, value);
    if (parsed.success) found.searches.push(parsed.output);
    else found.unreadable++;
    return;
  }
  for (const part of Object.values(value)) gatherFrom(part, found);
}

/** The outermost `{…}` of a text, in order; one that does not end is left out. */
function objectsIn(text: string): string[] {
  const objects: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = text.indexOf('{'); i >= 0 && i < text.length; i++) {
    const character = text[i];
    if (depth === 0 && character !== '{') continue;
    if (character === '"') i = endOfString(text, i);
    else if (character === '{' && depth++ === 0) start = i;
    else if (character === '}' && --depth === 0) objects.push(text.slice(start, i + 1));
  }
  return objects;
}

/** Where the string that begins at a quotation mark ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, and so nothing that the log wrote: the caller counts it.
    return undefined;
  }
}
