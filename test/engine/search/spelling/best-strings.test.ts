import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestStrings, type Place } from '../../../../engine/search/spelling/best-strings.ts';
import { createLanguageModel, type PairFigures } from '../../../../engine/search/spelling/language-model.ts';

const model = createLanguageModel(1_000, 300);
const characters = fc.uniqueArray(fc.constantFrom(...'上海文明徐'), { minLength: 1, maxLength: 4 });
const place = fc
  .tuple(characters, fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }))
  .map(([chars, costs]) => new Map(chars.map((char, i) => [char, costs[i]])));

/** Every string, one after the other. */
function allStrings(places: readonly Place[]): { text: string; score: number }[] {
  let strings = [{ text: '', score: 0 }];
  for (const { characters: some, pairs } of places)
    strings = strings.flatMap(({ text, score }) =>
      [...some].map(([char, cost]) => {
        const before = text.at(-1);
        const step = before === undefined ? 0 : model.pair(before, char, pairs.get(before + char));
        return { text: text + char, score: score + model.character(char) - cost + step };
      }),
    );
  return strings.sort((a, b) => b.score - a.score);
}

test('the best strings of a chain are those that trying all of them gives', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), fc.nat(400), (chars, documents) => {
      const places = chars.map((own, i): Place => {
        const pairs = new Map<string, PairFigures>();
        if (i > 0) for (const first of chars[i - 1].keys()) pairs.set(`${first}海`, { documents, isWord: i === 1 });
        return { characters: own, pairs };
      });
      const all = allStrings(places);
      const best = bestStrings(places, model, 4);
      expect(best[0].score).toBeCloseTo(all[0].score, 9);
      // The best few of each last character are among them, so the best few of all are.
      best.slice(0, 4).forEach(({ score }, i) => {
        expect(score).toBeCloseTo(all[i].score, 9);
      });
    }),
  );
});
