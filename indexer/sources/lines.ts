// Lines of a stream of text, numbered, without holding more than one of them.
// A line longer than the limit is reported and passed over; the next line is read as usual.

/** UTF-16 units; a line of UTF-8 within 64 MB is never longer. */
export const LONGEST_LINE = 64 * 1024 * 1024;

export type Line = { number: number; text: string } | { number: number; tooLong: true };

/**
 * Cut a stream of text at LF and CRLF. Gives the lines that each chunk completes at once: a step of an asynchronous
 * generator costs more than a line.
 * @param limit the longest line that is kept, UTF-16 units
 */
export async function* splitLines(chunks: AsyncIterable<string>, limit = LONGEST_LINE): AsyncGenerator<Line[]> {
  let number = 1;
  let parts: string[] = [];
  let length = 0;
  const take = (): Line => {
    const text = parts.join('');
    const line: Line =
      length > limit ? { number, tooLong: true } : { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    parts = [];
    length = 0;
    number++;
    return line;
  };
  const add = (part: string) => {
    length += part.length;
    if (length > limit) parts = [];
    else parts.push(part);
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      add(chunk.slice(from, end));
      lines.push(take());
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.slice(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [take()];
}
