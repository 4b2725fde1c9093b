// One variation of the ablation bench, in a process of its own, since a constant is changed as its module
// is loaded: `node [--import ...] ablation-child.ts INDEX_FOLDER QUESTIONS_FILE`. It asks the questions of
// an index that was built before, and prints what it found, with the constants that it ran with, as JSON.

import { readFileSync } from 'node:fs';
import { type ChildAnswer, FIGURE_DEPTH, type Question } from './ablation-run.ts';
import { constantsAsTheyAre } from './ablation-values.ts';
import { reciprocalRank } from './metrics.ts';
import { openBuilt } from './ours.ts';

const [, , folder, questionsFile] = process.argv;
const questions: Question[] = JSON.parse(readFileSync(questionsFile, 'utf8'));
const index = await openBuilt(folder, FIGURE_DEPTH);
const reciprocalRanks: number[] = [];
for (const { text, relevant } of questions) {
  const grades = new Map(relevant.map((id) => [id, 1]));
  const { ranked } = await index.ask({ text, grades });
  reciprocalRanks.push(reciprocalRank(ranked, grades, FIGURE_DEPTH));
}
const answer: ChildAnswer = { constants: Object.fromEntries(constantsAsTheyAre()), reciprocalRanks };
process.stdout.write(JSON.stringify(answer));
