// For a query that nothing answers: what no article holds together is asked for in pieces.

import { runs } from '../analysis/runs.ts';
import { bigrams, type LeafUnits, runUnit, type Unit, type Words } from './unit.ts';
import { latinUnit } from './word-unit.ts';

/**
 * The bigrams of unknown runs and of the borders between words, and the Latin words of mixed ones, as far as they occur;
 * other units as they are.
 */
export function piecesOf({ units, straddling }: LeafUnits, words: Words): readonly Unit[] {
  const occurs = (term: string): boolean => words.share(term) > 0;
  const ofUnits = units.flatMap((unit): readonly Unit[] => {
    if (unit.kind === 'run') return pairUnits(bigrams([...unit.text]).filter(occurs), unit.weak);
    if (unit.kind !== 'mixed') return [unit];
    return runs(unit.text).flatMap(({ kind, start, end }) =>
      kind === 'word' ? [latinUnit(unit.text.slice(start, end))] : [],
    );
  });
  return [...ofUnits, ...pairUnits(straddling.filter(occurs), false)];
}

const pairUnits = (pairs: readonly string[], weak: boolean): Unit[] =>
  pairs.filter((pair) => [...pair].length === 2).map((pair) => runUnit([...pair], weak));

/** Whether what was cut has pieces to be asked for. */
export const hasPieces = ({ units, straddling }: LeafUnits): boolean =>
  straddling.length > 0 || units.some(({ kind, text }) => kind === 'mixed' || (kind === 'run' && [...text].length > 2));
