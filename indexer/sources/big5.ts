// Big5 with the Hong Kong supplement (HKSCS), as the Encoding Standard's "big5" has it. The platform's own
// decoder lacks the supplement, and with it 嘅 and 哋 of every Cantonese sentence.

import { createRequire } from 'node:module';

/** What `TextDecoder` and a decoder of ours have in common. */
export interface StreamDecoder {
  decode(bytes: Uint8Array, options?: { stream?: boolean }): string;
}

const require = createRequire(import.meta.url);

/** A decoder; broken bytes become U+FFFD. Its tables are loaded now (some 60 ms), for hardly any site has such files. */
export function createBig5Decoder(): StreamDecoder {
  const { getDecoder } = require('iconv-lite') as typeof import('iconv-lite');
  let decoder = getDecoder('big5-hkscs');
  return {
    decode(bytes, { stream = false } = {}) {
      const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (stream) return text;
      const rest = decoder.end() ?? '';
      decoder = getDecoder('big5-hkscs');
      return text + rest;
    },
  };
}
