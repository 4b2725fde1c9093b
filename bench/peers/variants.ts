// Settings of a peer that can be changed when asking, and their names in the table: "k1=0.9,b=0.5,title=1".
// A name says everything, so that a figure can be repeated from the table alone.

import { UsageError } from '../../engine/errors.ts';

/** Values to try for each setting; the first of each is what the peer's users get without asking. */
export type Grid = Readonly<Record<string, readonly number[]>>;

/** Names of all combinations; the first is that of the first values. */
export function variantsOf(grid: Grid): string[] {
  return Object.entries(grid).reduce<string[]>(
    (names, [setting, values]) =>
      names.flatMap((name) => values.map((value) => `${name}${name === '' ? '' : ','}${setting}=${value}`)),
    [''],
  );
}

/**
 * The settings that a name stands for; without a name, the first values.
 * @throws UsageError when the name is not one of the grid's
 */
export function readVariant<G extends Grid>(grid: G, name: string | undefined): Record<keyof G & string, number> {
  const names = variantsOf(grid);
  const chosen = name ?? names[0];
  if (!names.includes(chosen))
    throw new UsageError(`"${chosen}" is not a variant of this peer; the first is "${names[0]}"`);
  const entries = chosen.split(',').map((part) => {
    const [setting, value] = part.split('=');
    return [setting, Number(value)];
  });
  return Object.fromEntries(entries);
}
