import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readHead } from '../../../engine/index/suggest-head.ts';
import { suggestSections } from '../../../indexer/suggest/suggest-companion.ts';

const CHARACTERS = [...'连衣裙联谊群长款重庆女绿行银中国旅游的吕', '𠮷'];
const PARTS = [...CHARACTERS, 'iPhone', ' ', '，', '5', 'GPU-2', 'ü', 'か'];
const random = (n: number): number => ((n * 2654435761) >>> 0) % 65_521;
const textOf = (n: number, from: readonly string[], length: number): string =>
  Array.from({ length }, (_, place) => from[random(n * 31 + place * place) % from.length]).join('');

it('the same titles and words give the bytes that they always gave, but for their compression', () => {
  const titles = Array.from({ length: 4000 }, (_, i) => textOf(i, PARTS, 1 + (random(i) % 30)));
  const words = new Map(
    Array.from({ length: 3000 }, (_, i) => [
      textOf(i + 9000, CHARACTERS, 2 + (random(i) % 4)),
      { cost: random(i) % 200, frequency: 1 + (random(i + 7) % 99) },
    ]),
  );
  const sections = new Map(suggestSections({ titles, words, dictionary: null })!);
  const head = readHead(sections.get('head') as Uint8Array, 'head');
  const digests = Object.fromEntries(
    (['keys', 'tops', 'texts'] as const).map((name) => {
      const hash = createHash('sha256');
      const blocks = [...(sections.get(name) as Iterable<Uint8Array>)];
      for (const block of blocks) hash.update(inflateRawSync(block.subarray(0, -4)));
      hash.update(name === 'texts' ? '' : JSON.stringify(head[name].separators));
      return [name, `${blocks.length} blocks, ${hash.digest('hex').slice(0, 16)}`];
    }),
  );
  expect(digests).toEqual({
    keys: '209 blocks, e11f24890e501443',
    tops: '4 blocks, 95d44de6545973eb',
    texts: '47 blocks, 738a1c5ccf29f67a',
  });
});
