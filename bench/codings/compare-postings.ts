// The codings of postings on the lists of an index: bytes, and what decoding costs.

import { chunkedBytes } from '../../engine/index/postings.ts';
import { impact, SLOTS, slotOf } from '../../engine/index/slots.ts';
import { INLINE_DOCUMENTS } from '../../engine/index/term-block.ts';
import { formatShare, formatTable } from '../table.ts';
import type { BenchIndex, BenchList } from './lists.ts';
import { POSTINGS_CODINGS } from './posting-codings.ts';

/** Longer lists stand outside the dictionary, with checksums of their own. */
const LONG = INLINE_DOCUMENTS;
const ROUNDS = 3;

export const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

export function comparePostings({ textBytes, terms, articles }: BenchIndex): string {
  const lists = terms.flatMap(({ body, title }) => [body, title]).filter((list) => list !== null);
  const long = lists.filter(({ total }) => total > LONG);
  const postings = long.reduce((sum, { total }) => sum + total, 0);
  const rows = POSTINGS_CODINGS.map((coding) => {
    let bytes = 0;
    let longBytes = 0;
    const encoded: Uint8Array[] = [];
    for (const list of lists) {
      const payload = coding.encode(list, articles.length);
      bytes += payload.length;
      if (list.total <= LONG) continue;
      encoded.push(payload);
      longBytes += payload.length;
    }
    const times = Array.from({ length: ROUNDS }, () =>
      cpu(() => {
        for (const [i, payload] of encoded.entries()) coding.decode(payload, long[i].total, articles.length);
      }),
    );
    return [
      coding.name,
      formatShare(bytes / textBytes),
      formatShare(longBytes / textBytes),
      ((longBytes * 8) / postings).toFixed(2),
      ((Math.min(...times) * 1000) / postings).toFixed(1),
      coding.isBySlot ? 'yes' : 'no',
    ];
  });
  const columns = ['postings', 'all lists', `over ${LONG} documents`, 'bits a posting', 'ns a posting', 'best first'];
  return `${lists.length} lists, ${postings} postings in lists of over ${LONG} documents; whole bytes for every list.\n\n${formatTable(columns, rows)}`;
}

/** What filing every character, not only those that end a run, would add. */
export function compareCharacters(index: BenchIndex): string {
  const [ours] = POSTINGS_CODINGS;
  const { textBytes, terms, articles } = index;
  const size = (lists: readonly BenchList[]): number =>
    lists.reduce((sum, list) => {
      const { length } = ours.encode(list, articles.length);
      return sum + (list.total > LONG ? chunkedBytes(length) : length);
    }, 0);
  const lists = terms.flatMap(({ body, title }) => [body, title]).filter((list) => list !== null);
  const isCharacter = ({ term }: { term: string }): boolean => /^\p{Script=Han}$/u.test(term);
  const filed = terms.filter(isCharacter).flatMap(({ body }) => (body ? [body] : []));
  const all = allCharacters(index);
  const without = size(lists) - size(filed);
  const titles = lists.filter(({ field }) => field === 'title');
  const row = (name: string, bytes: number): (string | number)[] => [name, formatShare(bytes / textBytes)];
  return formatTable(
    ['what is filed, in our coding', 'x text'],
    [
      row('terms with the characters that end a run', without + size(filed)),
      row('terms with every character of the bodies', without + size(all)),
      row('of these: lists of titles', size(titles)),
      row('of these: characters that end a run', size(filed)),
    ],
  );
}

function allCharacters({ articles, pivot }: BenchIndex): BenchList[] {
  const found = new Map<string, number[][]>();
  articles.forEach(({ article, bodyLength }, document) => {
    const counts = new Map<string, number>();
    for (const [character] of article.body.matchAll(/\p{Script=Han}/gu))
      counts.set(character, (counts.get(character) ?? 0) + 1);
    for (const [character, frequency] of counts) {
      let bySlot = found.get(character);
      if (!bySlot) {
        bySlot = Array.from({ length: SLOTS }, () => []);
        found.set(character, bySlot);
      }
      bySlot[slotOf(impact(frequency, bodyLength, pivot))].push(document);
    }
  });
  return [...found.values()].map((bySlot) => ({
    field: 'body' as const,
    total: bySlot.reduce((sum, group) => sum + group.length, 0),
    bySlot: bySlot.map((group) => Uint32Array.from(group)),
  }));
}
