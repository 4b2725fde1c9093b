// What the `index` command says when it is done: enough to see at a glance in a CI log whether the
// export was read as it was meant.

import { counted, formatBytes, formatCount, formatDuration } from '../format.ts';

/** So many skipped files or warnings are named; of more only the number is said. */
const NAMED = 20;
/** So many places are named of what was left out for one reason. */
const NAMED_PLACES = 3;

export interface Counts {
  articles: number;
  skipped: readonly { origin: string; reason: string }[];
  /** What was not meant to be an article; its reasons are few, and many share one. */
  leftOut: readonly { origin: string; reason: string }[];
  warnings: readonly { origin: string; message: string }[];
  /** Articles that a later one with the same id took the place of. */
  replaced: number;
  terms: number;
  /** Bytes of the whole index. */
  bytes: number;
  /** Near-duplicates of the version; null where they are not looked for. */
  duplicates: { articles: number; originals: number; unknown: number } | null;
  /** Against the version that this one was made of; null when everything was built. */
  changes: { added: number; changed: number; deleted: number; unchanged: number; from: string } | null;
}

/** What was left out, skipped and warned of, in lines that name the place. Empty when there was nothing. */
export function describeTroubles({ leftOut, skipped, warnings }: Counts): string {
  return (
    describeLeftOut(leftOut) +
    listed(
      'Skipped',
      skipped.map(({ reason }) => reason),
    ) +
    listed(
      'Warning',
      warnings.map(({ message }) => message),
    )
  );
}

/** A line for each reason, in the order in which they came up. */
function describeLeftOut(leftOut: Counts['leftOut']): string {
  const places = new Map<string, string[]>();
  for (const { reason, origin } of leftOut) {
    const those = places.get(reason);
    if (those) those.push(origin);
    else places.set(reason, [origin]);
  }
  return [...places]
    .map(([reason, origins]) => {
      const named = [...origins.slice(0, NAMED_PLACES), ...(origins.length > NAMED_PLACES ? ['…'] : [])];
      return `Left out: ${reason}: ${formatCount(origins.length)} (${named.join(', ')})\n`;
    })
    .join('');
}

function listed(label: string, sentences: readonly string[]): string {
  const lines = sentences.slice(0, NAMED).map((sentence) => `${label}: ${sentence}`);
  const more = sentences.length - NAMED;
  if (more > 0) lines.push(`… and ${formatCount(more)} more`);
  return lines.map((line) => `${line}\n`).join('');
}

export interface Outcome {
  outcome: 'published' | 'unchanged' | 'repaired';
  version: string;
  /** Bytes sent to the store. */
  uploaded: number;
  store: string;
  collection: string;
  milliseconds: number;
}

/** The table at the end. */
export function summarize(counts: Counts, result: Outcome): string {
  const { version, store, collection, milliseconds } = result;
  const repeated =
    counts.replaced === 0 ? '' : `, ${formatCount(counts.replaced)} replaced by a later one of the same id`;
  const rows = [
    ['Articles', `${formatCount(counts.articles)}${repeated}`],
    ...(counts.changes ? [['Changes', describeChanges(counts.changes)]] : []),
    ...(counts.leftOut.length > 0 ? [['Left out', formatCount(counts.leftOut.length)]] : []),
    ...(counts.duplicates?.articles ? [['Copies', describeCopies(counts.duplicates)]] : []),
    ['Skipped', formatCount(counts.skipped.length)],
    ['Warnings', formatCount(counts.warnings.length)],
    ['Terms', formatCount(counts.terms)],
    ['Size', formatBytes(counts.bytes)],
    ['Time', formatDuration(milliseconds)],
    ['Version', `${version} (${stateOf(result)})`],
    ['Store', `${store}, collection ${collection}`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)}${value}\n`).join('');
}

function describeCopies({ articles, originals }: NonNullable<Counts['duplicates']>): string {
  return `${formatCount(articles)} articles are in ${counted(originals, 'group')} of near-duplicates, one hit each`;
}

function describeChanges({ added, changed, deleted, unchanged, from }: NonNullable<Counts['changes']>): string {
  const parts = [`${formatCount(added)} new`, `${formatCount(changed)} changed`, `${formatCount(deleted)} deleted`];
  return `${parts.join(', ')}; ${formatCount(unchanged)} unchanged, taken from ${from}`;
}

function stateOf({ outcome, uploaded }: Outcome): string {
  if (outcome === 'published') return 'published';
  if (outcome === 'repaired') return `repaired: missing from the store, ${formatBytes(uploaded)} written again`;
  return uploaded > 0 ? `unchanged, ${formatBytes(uploaded)} written again` : 'unchanged, nothing new to publish';
}
