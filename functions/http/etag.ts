// Validators of answers (RFC 9110, section 8.8.3). A tag is made of what an answer depends on - code, index
// version, question - and not of its body, so that a 304 costs no search.

import { createHash } from 'node:crypto';

/** 132 bits of the digest: short, and beyond chance. */
const TAG_LENGTH = 22;

/**
 * The strong entity tag of an answer.
 * @param sources whatever the answer depends on, in a fixed order; objects count by content, not by key order
 * @returns the quoted tag
 */
export function entityTag(...sources: (string | object)[]): string {
  const canonical = JSON.stringify(sources.map((source) => (typeof source === 'string' ? source : sorted(source))));
  return `"${createHash('sha256').update(canonical).digest('base64url').slice(0, TAG_LENGTH)}"`;
}

const sorted = (source: object): [string, unknown][] =>
  Object.entries(source).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/**
 * Does an `If-None-Match` header name this tag? Weak comparison (RFC 9110, section 13.1.2), since caches on
 * the way may weaken tags when they compress.
 */
export function noneMatchNames(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return [...header.matchAll(/"[^"]*"/g)].some(([named]) => named === tag);
}
