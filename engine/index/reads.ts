// Reading parts of segments: all parts that a step needs are asked for at once, so that a step costs
// one round. Neighbouring ranges are joined where a few wasted bytes are cheaper than a request; what
// was read, checked and decoded is kept in a cache bounded by bytes. A segment held whole in memory
// is read without I/O.

import { DeadlineError } from '../errors.ts';
import type { ObjectReader } from '../store/store.ts';
import type { BlockCache } from './block-cache.ts';

/**
 * A gap of up to this many bytes between two ranges is read along: a request costs more than so many bytes. Of 2, 8 and
 * 16 KB this is where headlines lose two of 51 requests for 4 KB; 16 KB take no more of them away.
 */
const COALESCE_GAP = 8192;
/** A joined read is not made longer than this. */
const COALESCE_MOST = 1 << 20;

/** What one search has cost so far, and when it must end. */
export interface ReadSession {
  readonly signal: AbortSignal | undefined;
  rounds: number;
  requests: number;
  bytes: number;
}

export const createReadSession = (signal?: AbortSignal): ReadSession => ({ signal, rounds: 0, requests: 0, bytes: 0 });

/** A segment's bytes: whole in memory, or an object to read ranges of. */
export interface SegmentSource {
  /** Object key: names the segment in messages and in the cache. */
  readonly key: string;
  readonly resident: Uint8Array | null;
}

/** A part of a segment and how to make a value of its bytes. */
export interface Part<T> {
  source: SegmentSource;
  /** Bytes from the start of the segment. */
  offset: number;
  length: number;
  /** Check and decode. @throws CorruptIndexError */
  decode(bytes: Uint8Array): T;
  /** Memory of the decoded value per stored byte, about. */
  expansion: number;
}

export interface SegmentReads {
  /** Read and decode parts, all at once: one round if anything has to be fetched. Values in order. */
  fetch<T>(session: ReadSession, parts: readonly Part<T>[]): Promise<T[]>;
}

export function createSegmentReads(reader: ObjectReader, cache: BlockCache): SegmentReads {
  return {
    async fetch<T>(session: ReadSession, parts: readonly Part<T>[]): Promise<T[]> {
      if (session.signal?.aborted) throw new DeadlineError('the time for this search is over');
      const values: T[] = new Array(parts.length);
      const missing = new Map<string, { part: Part<T>; wanted: number[] }>();
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i];
        const known = cache.get(part.source.key, part.offset, part.length);
        if (known !== undefined) {
          values[i] = known as T;
          continue;
        }
        const key = `${part.source.key} ${part.offset} ${part.length}`;
        const twin = missing.get(key);
        if (twin) twin.wanted.push(i);
        else missing.set(key, { part, wanted: [i] });
      }
      const settle = (key: string, bytes: Uint8Array): void => {
        const { part, wanted } = missing.get(key)!;
        const value = part.decode(bytes);
        cache.set(part.source.key, part.offset, part.length, value, part.length * part.expansion + 200);
        for (const i of wanted) values[i] = value;
      };
      const toFetch: { key: string; part: Part<T> }[] = [];
      for (const [key, { part }] of missing) {
        const { resident } = part.source;
        if (resident) settle(key, resident.subarray(part.offset, part.offset + part.length));
        else toFetch.push({ key, part });
      }
      if (toFetch.length > 0) {
        session.rounds++;
        await Promise.all(
          coalesce(toFetch).map(async ({ source, offset, length, members }) => {
            session.requests++;
            session.bytes += length;
            const bytes = await reader.getRange(
              source.key,
              offset,
              length,
              session.signal ? { signal: session.signal } : {},
            );
            for (const { key, part } of members) {
              const start = part.offset - offset;
              settle(key, bytes.subarray(start, start + part.length));
            }
          }),
        );
      }
      return values;
    },
  };
}

interface Joined<T> {
  source: SegmentSource;
  offset: number;
  length: number;
  members: { key: string; part: Part<T> }[];
}

function coalesce<T>(wanted: readonly { key: string; part: Part<T> }[]): Joined<T>[] {
  const sorted = [...wanted].sort(
    (a, b) =>
      (a.part.source.key < b.part.source.key ? -1 : a.part.source.key > b.part.source.key ? 1 : 0) ||
      a.part.offset - b.part.offset,
  );
  const joined: Joined<T>[] = [];
  for (const member of sorted) {
    const { source, offset, length } = member.part;
    const last = joined[joined.length - 1];
    const end = offset + length;
    if (
      last &&
      last.source.key === source.key &&
      offset - (last.offset + last.length) <= COALESCE_GAP &&
      end - last.offset <= COALESCE_MOST
    ) {
      last.length = Math.max(last.length, end - last.offset);
      last.members.push(member);
    } else joined.push({ source, offset, length, members: [member] });
  }
  return joined;
}
