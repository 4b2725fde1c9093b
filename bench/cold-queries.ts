// The kinds of queries that the costs of a search are measured on. Two are judged: what they cost stands beside
// what it is worth. The others are drawn from the same articles.

import type { BenchDocument } from './data-set.ts';
import { readTask } from './judged-queries.ts';
import type { Grades } from './metrics.ts';
import { below, createRandom, shuffled } from './random.ts';

export interface CostQuery {
  text: string;
  /** Null where nobody judged. */
  grades: Grades | null;
}

export interface QueryKind {
  name: 'keywords' | 'headlines' | 'questions' | 'characters' | 'phrases';
  /** In an order drawn once: the first ones are a sample. */
  queries: readonly CostQuery[];
  /** What a cold search may cost; medians unless they say p95. */
  coldBudget: string;
}

/** The sets whose articles are indexed, as `SET/id`. */
export const COLD_SETS = ['xwlb_kw', 'news_title'] as const;

/** A clause of so many Han characters, between signs: with what asks, a question of about 20. */
const CLAUSE = /(?<=^|[，。；：！？\n])\p{Script=Han}{13,17}(?=[，。；：！？\n])/gu;
const ASKED = ['是什么时候', '在哪里', '为什么', '是怎么回事', '有多少', '结果如何'] as const;
const PHRASE_LENGTH = [4, 8] as const;
const SEED = 1;

/**
 * @param documents of the index, which questions, characters and phrases are drawn from
 * @param most queries of a kind
 * @throws UsageError when a set is not there
 */
export async function readKinds(
  folder: string | undefined,
  documents: readonly BenchDocument[],
  most: number,
): Promise<QueryKind[]> {
  const judged = async (set: string): Promise<CostQuery[]> => {
    const { queries } = await readTask(folder, { set }, Number.POSITIVE_INFINITY, `${set}/`);
    return shuffled(
      queries.map(({ text, grades }) => ({ text, grades })),
      createRandom(SEED),
    ).slice(0, most);
  };
  const asked = (texts: readonly string[]): CostQuery[] => texts.map((text) => ({ text, grades: null }));
  return [
    { name: 'keywords', queries: await judged('xwlb_kw'), coldBudget: '4 rounds, 100 KB, 30 requests' },
    {
      name: 'headlines',
      queries: await judged('news_title'),
      coldBudget: '4 rounds, 160 (p95 225) KB, 50 (p95 70) requests',
    },
    { name: 'questions', queries: asked(drawQuestions(documents, most)), coldBudget: '' },
    { name: 'characters', queries: asked(drawCharacters(documents, most)), coldBudget: '' },
    { name: 'phrases', queries: asked(drawPhrases(documents, most)), coldBudget: '' },
  ];
}

const HAN = /\p{Script=Han}/u;
const HAN_STRETCH = new RegExp(`\\p{Script=Han}{${PHRASE_LENGTH[0]},}`, 'gu');

/** Single characters as readers meet them: one of a drawn article's, the common ones more often, each once. */
export function drawCharacters(documents: readonly BenchDocument[], most: number): string[] {
  const random = createRandom(SEED);
  const drawn = new Set<string>();
  for (const { text } of shuffled(documents, random)) {
    if (drawn.size === most) break;
    const characters = [...text].filter((character) => HAN.test(character));
    if (characters.length > 0) drawn.add(characters[below(random, characters.length)]);
  }
  return [...drawn];
}

/** The same queries for an index of other articles, of which nobody judged any. */
export function unjudged(kind: QueryKind): QueryKind {
  return { ...kind, queries: kind.queries.map(({ text }) => ({ text, grades: null })), coldBudget: '' };
}

/** A clause of an article and what asks for more of it: 中国队在巴黎奥运会夺得金牌为什么, each of another article. */
export function drawQuestions(documents: readonly BenchDocument[], most: number): string[] {
  const random = createRandom(SEED);
  const drawn: string[] = [];
  for (const { text } of shuffled(documents, random)) {
    if (drawn.length === most) break;
    const clauses = text.match(CLAUSE);
    if (clauses === null) continue;
    drawn.push(`${clauses[below(random, clauses.length)]}${ASKED[below(random, ASKED.length)]}`);
  }
  return drawn;
}

/** Quoted stretches of 4-8 Han characters, each of another article. */
export function drawPhrases(documents: readonly BenchDocument[], most: number): string[] {
  const random = createRandom(SEED);
  const [least, longest] = PHRASE_LENGTH;
  const drawn: string[] = [];
  for (const { text } of shuffled(documents, random)) {
    if (drawn.length === most) break;
    const stretches = text.match(HAN_STRETCH);
    if (stretches === null) continue;
    const characters = [...stretches[below(random, stretches.length)]];
    const length = Math.min(characters.length, least + below(random, longest - least + 1));
    const start = below(random, characters.length - length + 1);
    drawn.push(`"${characters.slice(start, start + length).join('')}"`);
  }
  return drawn;
}
