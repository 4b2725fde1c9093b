// Which charset bytes are in: UTF-8 and UTF-16 by their marks, UTF-8, GB18030 and Big5 by what the bytes look
// like. A GB18030 file must never pass for UTF-8 or Big5, nor a damaged UTF-8 file for either.

import { analyse } from 'chardet';
import { chineseNats } from './chinese-likelihood.ts';

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | (string & {});

/** Bytes that a decision is made on. */
export const SAMPLE = 64 * 1024;

/** By so much Big5 has to be likelier: a text of three characters in GB18030 is the more usual one. */
const BIG5_NATS = 3;

export const NO_TEXT = 'not a text file';

/**
 * Which charset bytes are in.
 * @param complete false when more bytes follow: a character may then be cut at the end
 */
export function detectCharset(
  bytes: Uint8Array,
  complete: boolean,
  declared?: string,
): { charset: Charset } | { reason: string } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8' };
  if (hasUtf16Mark(bytes)) return { charset: bytes[0] === 0xff ? 'utf-16le' : 'utf-16be' };
  const sample = bytes.subarray(0, SAMPLE);
  if (looksBinary(sample)) return { reason: NO_TEXT };
  const cut = !complete || sample.length < bytes.length;
  const utf8 = countUtf8(sample, cut);
  if (utf8.broken === 0) return { charset: utf8.good > 0 || !complete ? 'utf-8' : beyondSample(bytes, declared) };
  // Text in another charset hardly ever forms UTF-8 sequences: some breaks among many are damage.
  if (utf8.good > 9 * utf8.broken) return { charset: 'utf-8' };
  const named = declared && knownCharset(declared);
  if (named && named !== 'utf-8') return { charset: named };
  // Every pair of bytes of Big5 has the form of one of GB18030.
  const gb = countGb18030(sample, cut);
  if (gb.good > 50 * gb.broken) {
    const other = likelyOther(sample);
    return other ? { reason: `looks like ${other}; convert it to UTF-8` } : { charset: gb18030OrBig5(sample, cut) };
  }
  if (utf8.broken * 100 <= sample.length) return { charset: 'utf-8' };
  return { reason: 'neither UTF-8 nor GB18030 nor Big5' };
}

// A sample of nothing but ASCII says nothing about the rest of a whole file.
function beyondSample(bytes: Uint8Array, declared: string | undefined): Charset {
  const first = firstBeyondAscii(bytes);
  if (first < SAMPLE) return 'utf-8';
  const rest = detectCharset(bytes.subarray(first), true, declared);
  return 'charset' in rest ? rest.charset : 'utf-8';
}

/** Where the first byte past ASCII is, or -1. */
export function firstBeyondAscii(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] >= 0x80) return at;
  return -1;
}

export const hasUtf16Mark = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** Text has no NUL, and hardly any control character. */
export function looksBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls++;
  }
  return controls * 20 > sample.length;
}

interface Count {
  /** Whole characters of more than one byte. */
  good: number;
  broken: number;
}

function countUtf8(bytes: Uint8Array, cut: boolean): Count {
  const count = { good: 0, broken: 0 };
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at];
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length = lead >= 0xc2 && lead < 0xe0 ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    let have = 1;
    while (have < length && (bytes[at + have] & 0xc0) === 0x80) have++;
    if (length > 0 && at + have >= bytes.length && have < length && cut) break;
    // Overlong forms and surrogates (RFC 3629, section 4).
    const second = bytes[at + 1];
    const wrong =
      (lead === 0xe0 && second < 0xa0) ||
      (lead === 0xed && second > 0x9f) ||
      (lead === 0xf0 && second < 0x90) ||
      (lead === 0xf4 && second > 0x8f);
    if (length > 0 && have === length && !wrong) count.good++;
    else count.broken++;
    at += have;
  }
  return count;
}

function countGb18030(bytes: Uint8Array, cut: boolean): Count {
  const count = { good: 0, broken: 0 };
  const isLead = (byte: number) => byte >= 0x81 && byte <= 0xfe;
  const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
  for (let at = 0; at < bytes.length; ) {
    const [lead, second, third, fourth] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    if (lead < 0x80) {
      at++;
    } else if (isLead(lead) && second >= 0x40 && second <= 0xfe && second !== 0x7f) {
      count.good++;
      at += 2;
    } else if (isLead(lead) && isDigit(second) && isLead(third) && isDigit(fourth)) {
      count.good++;
      at += 4;
    } else if (cut && at + 4 > bytes.length) {
      break;
    } else {
      count.broken++;
      at++;
    }
  }
  return count;
}

/** @param cut whether a character may be cut at the end: it is then no sign of either */
function gb18030OrBig5(sample: Uint8Array, cut: boolean): Charset {
  const nats = (charset: string) => chineseNats(new TextDecoder(charset).decode(sample, { stream: cut }));
  return nats('big5') + BIG5_NATS < nats('gb18030') ? 'big5' : 'gb18030';
}

/** Every byte of Japanese or Korean text is also GB18030, so the frequencies of characters decide. */
function likelyOther(sample: Uint8Array): string | undefined {
  const ranking = analyse(sample);
  const best = ranking[0];
  const chinese = ranking.filter(({ name }) => name === 'GB18030' || name === 'Big5');
  const most = Math.max(0, ...chinese.map(({ confidence }) => confidence));
  return best && /^(?:Shift_JIS|EUC-JP|EUC-KR)$/.test(best.name) && best.confidence >= most + 30
    ? best.name
    : undefined;
}

function knownCharset(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
