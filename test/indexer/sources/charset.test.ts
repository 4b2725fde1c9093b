import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeStream, decodeText } from '../../../indexer/sources/charset.ts';
import { SAMPLE } from '../../../indexer/sources/charset-detection.ts';
import { chunked, collect } from './helpers.ts';

const SAMPLES = (path: string) => fileURLToPath(new URL(`../../../samples/articles/${path}`, import.meta.url));

/** An encoder made of the platform's decoder: every character of two bytes. */
function encoderOf(charset: string): (text: string) => Uint8Array {
  const decoder = new TextDecoder(charset);
  const bytesOf = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text >= '\u00A0' && text !== '\uFFFD') bytesOf.set(text, [lead, trail]);
    }
  }
  return (text) => Uint8Array.from([...text].flatMap((char) => bytesOf.get(char) ?? [char.charCodeAt(0)]));
}

const gb = encoderOf('gb18030');
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};

const big5 = (text: string): Uint8Array => iconv.encode(text, 'big5-hkscs');

const TRADITIONAL = '柳溪鎮的老橋修好了，從今天起可以通行。全長四十二公尺，用了九成舊石料，鎮長說明年再修茶亭。';

const TRADITIONAL_TEXT = readFileSync(SAMPLES('pages/kaohsiung-taxi-english.html'), 'utf8').replace(
  /<[^>]*>|[\s©]+/g,
  '',
);
const SIMPLIFIED_TEXT = readFileSync(SAMPLES('pages/space-station-lettuce.html'), 'utf8').replace(
  /<[^>]*>|[\s©]+/g,
  '',
);

/** All pieces of a length that hold a Chinese character, each overlapping the next by half. */
function piecesOf(text: string, length: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at + length <= text.length; at += Math.ceil(length / 2)) pieces.push(text.slice(at, at + length));
  return pieces.filter((piece) => /\p{Script=Han}/u.test(piece));
}

const CHINESE = '柳溪镇的老桥修好了,从今天起可以通行。全长42米,用了九成旧石料。';

async function streamed(bytes: Uint8Array, sizes: number[]) {
  const problems: unknown[] = [];
  const text = (await collect(decodeStream(chunked(bytes, sizes), (problem) => problems.push(problem)))).join('');
  return { text, problems };
}

describe('a whole file', () => {
  test.each([
    ['UTF-8', Buffer.from(CHINESE)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${CHINESE}`)],
    ['UTF-16 little endian', utf16(CHINESE, true)],
    ['UTF-16 big endian', utf16(CHINESE, false)],
    ['GB18030', gb(CHINESE)],
  ])('in %s is recognised', (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ text: CHINESE });
  });

  test('with four-byte GB18030 characters is recognised', () => {
    const bytes = Buffer.concat([gb('老桥'), Uint8Array.of(0x95, 0x32, 0x82, 0x36), gb('通行')]);
    expect(decodeText(bytes)).toMatchObject({ text: '老桥𠀀通行' });
  });

  test('whose author wrote U+FFFD is not warned of', () => {
    expect(decodeText(Buffer.from('老\uFFFD桥'))).toEqual({ text: '老\uFFFD桥', charset: 'utf-8' });
  });

  test('of UTF-8 with a broken sequence stays UTF-8 and is warned of', () => {
    const bytes = Buffer.concat([Buffer.from(CHINESE), Uint8Array.of(0xe6, 0x9f), Buffer.from(CHINESE)]);
    const decoded = decodeText(bytes);
    expect(decoded).toMatchObject({ charset: 'utf-8', text: `${CHINESE}\uFFFD${CHINESE}` });
    expect(decoded).toHaveProperty('warning', expect.stringContaining('UTF-8'));
  });

  test('that is ASCII for longer than the sample and then GB18030 is GB18030', () => {
    const ascii = 'a'.repeat(SAMPLE + 10);
    expect(decodeText(Buffer.concat([Buffer.from(ascii), gb(CHINESE)]))).toMatchObject({ text: ascii + CHINESE });
  });

  test('in the charset that it declares is believed, unless it is UTF-8', () => {
    const big5 = Uint8Array.of(0xa4, 0xa4, 0xb0, 0xea);
    expect(decodeText(big5, 'big5')).toMatchObject({ text: '中國' });
    expect(decodeText(Buffer.from('中国'), 'gb2312')).toMatchObject({ text: '中国' });
    expect(decodeText(gb('中国'), 'no-such-charset')).toMatchObject({ text: '中国' });
  });

  test('in Japanese is refused by name and not read as garbage', () => {
    const bytes = encoderOf('shift_jis')(
      '柳の橋がついに直りました。きょうから通ることができます。町の人はとても喜んでいます。',
    );
    expect(decodeText(bytes)).toEqual({ reason: 'looks like Shift_JIS; convert it to UTF-8' });
  });

  test.each([
    ['a word', '臺灣'],
    ['a title', '柳溪鎮的老橋修好了'],
    ['a text', `${TRADITIONAL}\nThe bridge is 42 m long.\n`],
    ['Cantonese', '佢哋話呢度嘅橋已經整返好喇，聽日就可以行得。'],
    ['a character of the Hong Kong supplement', '老橋修好了，𨋢裡有鏽，從今天起可以通行。'],
  ])('in Big5 is recognised: %s', (_, text) => {
    expect(decodeText(big5(text))).toEqual({ text, charset: 'big5' });
  });

  test('in Big5 is recognised without a declaration, and with the declaration of a page', () => {
    const page = `<meta charset="big5"><p>${TRADITIONAL}</p>`;
    expect(decodeText(big5(page))).toMatchObject({ text: page });
    expect(decodeText(big5('橋'), 'big5')).toMatchObject({ text: '橋' });
    // 嘅 and 𨋢 are of the Hong Kong supplement.
    const supplement = Uint8Array.of(0x9d, 0xef, 0x9d, 0xf2);
    expect(decodeText(supplement, 'big5-hkscs')).toMatchObject({ text: '嘅𨋢' });
  });

  test.each([6, 12, 30])('of %i characters in GB18030 is not taken for Big5, nor the other way', (length) => {
    const wrong = (text: string, encode: (text: string) => Uint8Array) =>
      piecesOf(text, length).filter((piece) => {
        const decoded = decodeText(encode(piece));
        return !('text' in decoded && decoded.text === piece);
      });
    expect(wrong(SIMPLIFIED_TEXT, gb)).toEqual([]);
    expect(wrong(TRADITIONAL_TEXT, gb)).toEqual([]);
    expect(wrong(TRADITIONAL_TEXT, big5)).toEqual([]);
  });

  test.each([
    ['an image', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)],
    ['a NUL in text', Buffer.from('abc\0def')],
    ['mostly controls', Uint8Array.of(1, 2, 3, 65)],
    ['bytes of no charset', Uint8Array.from({ length: 60 }, (_, at) => (at % 2 ? 0xff : 0xf8))],
  ])('that is no text (%s) is refused', (_, bytes) => {
    expect(decodeText(bytes)).toHaveProperty('reason');
  });

  test('that is empty is an empty text', () => {
    expect(decodeText(new Uint8Array(0))).toMatchObject({ text: '' });
  });
});

describe('a stream', () => {
  const chinese = fc
    .array(fc.constantFrom(...CHINESE, 'a', '\n', '\uFFFD'), { minLength: 20, maxLength: 300 })
    .map((c) => c.join(''));
  const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });

  test('gives the same text however it is cut', async () => {
    const encoders = fc.constantFrom<(text: string) => Uint8Array>(
      (text) => Buffer.from(text),
      (text) => Buffer.from(`\uFEFF${text}`),
      (text) => utf16(text.replaceAll('\uFFFD', ''), true),
      (text) => utf16(text.replaceAll('\uFFFD', ''), false),
      (text) => gb(`${CHINESE}${text.replaceAll('\uFFFD', '')}`),
    );
    await fc.assert(
      fc.asyncProperty(chinese, encoders, sizes, async (text, encode, cuts) => {
        const bytes = encode(text);
        const whole = decodeText(bytes);
        expect(await streamed(bytes, cuts)).toEqual({ text: 'text' in whole ? whole.text : '', problems: [] });
      }),
    );
  });

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['GB18030', gb],
  ])('of %s is right where a character lies across the sample’s border', async (_, encode) => {
    for (let shift = 0; shift < 4; shift++) {
      const text = 'x'.repeat(shift) + CHINESE.repeat(2500);
      expect(await streamed(encode(text), [SAMPLE])).toEqual({ text, problems: [] });
    }
  });

  test('that begins with much ASCII is decided by the first characters beyond it', async () => {
    const ascii = `{"id":1}\n`.repeat(20_000);
    for (const encode of [gb, (text: string) => Buffer.from(text)]) {
      const bytes = Buffer.concat([Buffer.from(ascii), encode(CHINESE)]);
      expect(await streamed(bytes, [SAMPLE])).toEqual({ text: ascii + CHINESE, problems: [] });
    }
  });

  test('of UTF-8 that breaks past the sample goes on as UTF-8 with one warning', async () => {
    const good = CHINESE.repeat(2500);
    const bytes = Buffer.concat([Buffer.from(good), Uint8Array.of(0xff), Buffer.from(good), Uint8Array.of(0xff)]);
    const { text, problems } = await streamed(bytes, [10_000]);
    expect(text).toBe(`${good}\uFFFD${good}\uFFFD`);
    expect(problems).toEqual([{ warning: expect.stringContaining('UTF-8') }]);
  });

  test('that is no text gives its reason and nothing else', async () => {
    const bytes = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100_000)]);
    expect(await streamed(bytes, [1000])).toEqual({ text: '', problems: [{ reason: 'not a text file' }] });
  });
});

test('arbitrary bytes decode or are refused, whole and in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const whole = decodeText(bytes);
      const { text, problems } = await streamed(bytes, [7]);
      if ('reason' in whole) expect(problems).toEqual([{ reason: whole.reason }]);
      else expect(text).toBe(whole.text);
    }),
  );
});
