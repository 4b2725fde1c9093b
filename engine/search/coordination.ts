// What an article is worth for holding only some of several keywords, or for holding them in pieces.

import type { Plan } from './plan.ts';
import {
  COORDINATION_POWER,
  LITERAL_SHARE,
  MOST_KEYWORD_UNITS,
  MOST_LITERAL_UNITS,
  SINGLE_LITERAL_SHARE,
} from './ranking.ts';

/** How a keyword stands in a text: not at all, in its parts between signs, or just as it was typed. */
export type Standing = 0 | 1 | 2;

/** Whether what a document holds makes a difference before its text is known. */
export const coordinatesByAtoms = ({ keywords, wanted }: Plan): boolean =>
  keywords.length > 1 && wanted <= MOST_KEYWORD_UNITS;

/**
 * What a score is multiplied by: 0 to 1. Of several keywords, by the share that is held, and how much of that stands
 * literally; of a single short one, by whether it stands literally. A question or a headline is left alone.
 * @param standing by keyword, where the text is known
 */
export function coordination(plan: Plan, held: number, standing?: readonly Standing[]): number {
  const { keywords, wanted } = plan;
  if (keywords.length === 0 || wanted > MOST_KEYWORD_UNITS) return 1;
  let total = 0;
  let covered = 0;
  let literal = 0;
  keywords.forEach(({ units }, i) => {
    const weight = units.reduce((sum, unit) => sum + unit.weight, 0);
    const holds = units.reduce((sum, unit) => sum + ((unit.mask & held) !== 0 ? unit.weight : 0), 0);
    const stands = standing?.[i];
    total += weight;
    covered += stands ? weight : holds;
    if (stands === undefined) literal += holds;
    else if (stands === 2) literal += weight;
  });
  if (total === 0) return 1;
  if (keywords.length === 1)
    return standing && wanted <= MOST_LITERAL_UNITS
      ? 1 - SINGLE_LITERAL_SHARE + (SINGLE_LITERAL_SHARE * literal) / total
      : 1;
  const share = (LITERAL_SHARE * literal + (1 - LITERAL_SHARE) * covered) / total;
  // An article that holds no unit whole can still be met by a bigram between two.
  return Math.max(LEAST_SHARE, share) ** COORDINATION_POWER;
}

/** Keeps the order of articles that hold nothing but a bigram between two units. */
const LEAST_SHARE = 0.02;
