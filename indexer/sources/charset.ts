// Bytes to text, whole or as a stream, in the charset that the bytes are found to be in.
// Broken bytes become U+FFFD and are told; a file that is no text is refused, never read as garbage.

import { createBig5Decoder, type StreamDecoder } from './big5.ts';
import {
  type Charset,
  detectCharset,
  firstBeyondAscii,
  hasUtf16Mark,
  looksBinary,
  NO_TEXT,
  SAMPLE,
} from './charset-detection.ts';

/** U+FFFD in UTF-8. */
const WRITTEN = Buffer.from('\uFFFD');

export type Decoded = { text: string; charset: Charset; warning?: string } | { reason: string };

/**
 * Decode a whole file.
 * @param declared a charset that the file itself names (HTML, XML); believed only where the bytes are not UTF-8
 * @returns the text without its byte order mark, or why it is no text
 */
export function decodeText(bytes: Uint8Array, declared?: string): Decoded {
  const detected = detectCharset(bytes, true, declared);
  if ('reason' in detected) return detected;
  const text = decoderOf(detected.charset).decode(bytes);
  const damage = damageCounter();
  damage.look(bytes, text);
  return { text, charset: detected.charset, ...(damage.found() ? { warning: warningOf(detected.charset) } : {}) };
}

/**
 * Decode a stream; memory holds the sample and one chunk. The decision waits for the first byte past ASCII.
 * @param report called at most once, with the reason (nothing more follows) or the warning (at the end)
 */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array | string>,
  report: (problem: { reason: string } | { warning: string }) => void,
): AsyncGenerator<string> {
  let held: Uint8Array = new Uint8Array(0);
  let decoder: StreamDecoder | undefined;
  let charset: Charset = 'utf-8';
  const damage = damageCounter();
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    const text = decoder?.decode(bytes, { stream }) ?? '';
    damage.look(bytes, text);
    return text;
  };
  const decide = (complete: boolean): string | undefined => {
    const detected = detectCharset(held, complete);
    if ('reason' in detected) return detected.reason;
    charset = detected.charset;
    decoder = decoderOf(charset);
    return undefined;
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (decoder) {
      yield decode(bytes, true);
      continue;
    }
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (held.length < SAMPLE) continue;
    if (!hasUtf16Mark(held) && looksBinary(held.subarray(0, SAMPLE))) return report({ reason: NO_TEXT });
    // Plain ASCII is handed on undecided, for Chinese may come gigabytes later.
    const first = firstBeyondAscii(held);
    if (first !== 0) {
      yield Buffer.from(held.subarray(0, first < 0 ? held.length : first)).toString('latin1');
      held = first < 0 ? new Uint8Array(0) : held.subarray(first);
      if (held.length < SAMPLE) continue;
    }
    const reason = decide(false);
    if (reason !== undefined) return report({ reason });
    yield decode(held, true);
  }
  if (!decoder) {
    const reason = decide(true);
    if (reason !== undefined) return report({ reason });
    yield decode(held, true);
  }
  yield decode(new Uint8Array(0), false);
  if (damage.found()) report({ warning: warningOf(charset) });
}

const decoderOf = (charset: Charset): StreamDecoder =>
  charset === 'big5' ? createBig5Decoder() : new TextDecoder(charset);

const warningOf = (charset: Charset): string =>
  `some characters are broken (\uFFFD); it was read as ${charset.toUpperCase()}, is that right?`;

/** Tells U+FFFD that stands for broken bytes from U+FFFD that was written as UTF-8 (EF BF BD). */
function damageCounter() {
  let balance = 0;
  let tail: Uint8Array = new Uint8Array(0);
  return {
    /** @param text what the decoder gave for `bytes`, which follow those of the call before */
    look(bytes: Uint8Array, text: string) {
      if (text.includes('\uFFFD')) {
        balance += text.split('\uFFFD').length - 1;
        const all = Buffer.concat([tail, bytes]);
        for (let at = all.indexOf(WRITTEN); at >= 0; at = all.indexOf(WRITTEN, at + WRITTEN.length)) balance--;
      }
      tail = Buffer.concat([tail.subarray(-2), bytes.subarray(-2)]).subarray(-2);
    },
    found: () => balance > 0,
  };
}
