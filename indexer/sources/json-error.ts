// Where a JSON text stops being JSON. The platform's own messages name a position only sometimes,
// and a person who edits a file needs the line. It agrees with JSON.parse on what is JSON.

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

export interface JsonError {
  /** From 1. */
  line: number;
  /** From 1, UTF-16 units. */
  column: number;
  /** The character that is there, in quotes; null at the end of the text. */
  found: string | null;
}

/** Find the first place where a text is not JSON; null when the text is JSON. */
export function locateJsonError(text: string): JsonError | null {
  const at = errorOffset(text);
  if (at < 0) return null;
  const before = text.slice(0, at);
  return {
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
    found: at < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(at) as number)) : null,
  };
}

/** What a message says of the place: `unexpected "}"`. */
export function whatIsWrong(error: JsonError | null): string {
  if (error === null) return 'not JSON';
  return error.found === null ? 'it ends too early' : `unexpected ${error.found}`;
}

/** A sentence for messages: `line 3, column 5: unexpected "}"`. */
export function jsonErrorSentence(text: string): string {
  const where = locateJsonError(text);
  return `${where ? `line ${where.line}, column ${where.column}: ` : ''}${whatIsWrong(where)}`;
}

// A stack instead of recursion: files may nest deeper than the call stack.
function errorOffset(text: string): number {
  let at = 0;
  const open: ('{' | '[')[] = [];
  const skipSpace = () => {
    at = endOf(SPACE, text, at);
  };
  // True past a whole string, number or word; else `at` is where it breaks.
  const scan = (): boolean => {
    if (text[at] === '"') {
      const string = scanString(text, at);
      at = string.at;
      return string.whole;
    }
    const end = endOf(SCALAR, text, at);
    if (end >= 0) at = end;
    return end >= 0;
  };
  const key = (): boolean => {
    skipSpace();
    if (text[at] !== '"' || !scan()) return false;
    skipSpace();
    if (text[at] !== ':') return false;
    at++;
    return true;
  };
  for (;;) {
    skipSpace();
    const bracket = text[at];
    if (bracket === '{' || bracket === '[') {
      at++;
      skipSpace();
      if (text[at] !== (bracket === '{' ? '}' : ']')) {
        open.push(bracket);
        if (bracket === '{' && !key()) return at;
        continue;
      }
      at++;
    } else if (!scan()) {
      return at;
    }
    // A value has ended: close what closes with it, then the next one starts.
    for (;;) {
      skipSpace();
      const inside = open.at(-1);
      if (inside === undefined) return at < text.length ? at : -1;
      if (text[at] === ',') {
        at++;
        if (inside === '{' && !key()) return at;
        break;
      }
      if (text[at] !== (inside === '{' ? '}' : ']')) return at;
      at++;
      open.pop();
    }
  }
}

/** By hand, for strings may be longer than a pattern can backtrack over. */
function scanString(text: string, start: number): { whole: boolean; at: number } {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return { whole: true, at: at + 1 };
    const next = unit === 0x5c ? endOf(ESCAPE, text, at) : unit < 0x20 ? -1 : at + 1;
    if (next < 0) break;
    at = next;
  }
  return { whole: false, at };
}

function endOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : -1;
}
