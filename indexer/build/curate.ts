// From the ids of a site's rules to the numbers that its articles have in a version. Numbers change whenever articles
// come or go, so this is done by every build; an id that no article has is a warning, since articles come and go.

import type { CurationRule } from '../../engine/index/manifest.ts';
import type { CurationFileRule } from '../config/curation.ts';

/**
 * @param ids of all live articles of the version, in its one order
 * @param warn told one sentence for each id that no article has
 * @returns rules for the manifest; those that have nothing left to say are left out
 */
export function resolveCuration(
  rules: readonly CurationFileRule[],
  ids: Iterable<string>,
  warn: (message: string) => void,
): CurationRule[] {
  const wanted = new Set(rules.flatMap(({ pin, hide }) => [...pin, ...hide]));
  const numberOf = new Map<string, number>();
  if (wanted.size > 0) {
    let number = 0;
    for (const id of ids) {
      if (wanted.has(id)) numberOf.set(id, number);
      number++;
    }
  }
  return rules.flatMap(({ name, queries, pin, hide, redirect }): CurationRule[] => {
    const numbersOf = (key: string, list: readonly string[]): number[] =>
      list.flatMap((id) => {
        const number = numberOf.get(id);
        if (number === undefined) warn(`${name}: "${key}" has "${id}", but no article has this id`);
        return number ?? [];
      });
    const [pinned, hidden] = [numbersOf('pin', pin), numbersOf('hide', hide)];
    if (pinned.length + hidden.length === 0 && redirect === null) return [];
    return [
      {
        ...(queries === null ? {} : { queries }),
        ...(pinned.length > 0 ? { pin: pinned } : {}),
        ...(hidden.length > 0 ? { hide: hidden } : {}),
        ...(redirect === null ? {} : { redirect }),
      },
    ];
  });
}
