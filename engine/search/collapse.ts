// Near-duplicates are one hit: of a group, only the hit that comes first in the order that was asked for is shown, and
// says how many others stand behind it. What is shown is what `collapse=false` would show without the later ones, whatever
// the page.

import { type DuplicateGroups, groupsPart, inlineGroups } from '../index/duplicates.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import type { SearchRequest } from './contract.ts';

/** Decoded once: the groups that stand in the manifests of open versions. */
const inline = new WeakMap<PublishedIndex, DuplicateGroups | null>();

type Collapsing = Pick<SearchRequest, 'collapse'>;

const isAsked = ({ collapse }: Collapsing): boolean => collapse !== false;

/** What collapsing needs, to be read along with the dictionary. */
export function groupParts({ manifest }: PublishedIndex, request: Collapsing): Part<unknown>[] {
  const part = isAsked(request) ? groupsPart(manifest) : null;
  return part ? [part] : [];
}

/** The groups to collapse by; null when there are none, or when they are not to be. */
export async function readGroups(
  published: PublishedIndex,
  request: Collapsing,
  session: ReadSession,
): Promise<DuplicateGroups | null> {
  if (!isAsked(request)) return null;
  const part = groupsPart(published.manifest);
  if (part) return (await published.reads.fetch(session, [part]))[0];
  let groups = inline.get(published);
  if (groups === undefined) {
    groups = inlineGroups(published.manifest);
    inline.set(published, groups);
  }
  return groups;
}

/** Asked of documents one after the other: whether none of the document's group was asked for before. */
export function firstOfGroups(groups: DuplicateGroups | null): (document: number) => boolean {
  const seen = new Set<number>();
  return (document) => {
    const group = groups?.[document] ?? 0;
    if (group === 0) return true;
    const before = seen.size;
    return seen.add(group).size > before;
  };
}

/** How many hits some documents are, each of which is there once. */
export function countShown(documents: readonly number[] | Uint32Array, groups: DuplicateGroups | null): number {
  if (groups === null) return documents.length;
  const isFirst = firstOfGroups(groups);
  let shown = 0;
  for (let i = 0; i < documents.length; i++) if (isFirst(documents[i])) shown++;
  return shown;
}

/** How many of the documents are in the group of one, itself included. @param documents some of them twice */
export function groupSizes(documents: readonly number[], groups: DuplicateGroups | null): (document: number) => number {
  const sizes = new Map<number, number>();
  if (groups)
    for (const document of new Set(documents.filter((one) => groups[one] !== 0)))
      sizes.set(groups[document], (sizes.get(groups[document]) ?? 0) + 1);
  return (document) => sizes.get(groups?.[document] ?? 0) ?? 1;
}
