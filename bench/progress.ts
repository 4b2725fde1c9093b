// What a bench is doing, on standard error: standard output holds the result alone.

/** A line is written at most so often where it cannot be overwritten, milliseconds. */
const LINE_EVERY = 10_000;

export interface Progress {
  /** @param text what is under way, such as "cmrc2018: 300 of 4202 queries" */
  show(text: string): void;
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = 0;
  let pending = false;
  return {
    show(text) {
      if (stream.isTTY) {
        stream.write(`\r\x1b[2K${text}`);
        pending = true;
      } else if (Date.now() - last >= LINE_EVERY) {
        last = Date.now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (pending) stream.write('\r\x1b[2K');
      pending = false;
    },
  };
}
