// What may have been meant by a query: each stretch of it that may be mistyped is guessed at, and the best guesses are
// put into the query as it was typed, operators and all. Two rounds of reads, and two to see what stands in articles.

import type { Sounds } from '../../index/sounds.ts';
import { openSpelling } from '../../index/spelling.ts';
import type { Spelled } from '../../index/spelling-blocks.ts';
import { atOnce } from '../at-once.ts';
import type { ShardSource, Statistics } from '../shard.ts';
import { type Replaced, type Replacement, replaceStretches } from './corrected-query.ts';
import type { Found, Guess, Guesser } from './guess.ts';
import { hanGuesser, type TypedTerms } from './han-guesser.ts';
import { createLanguageModel, type LanguageModel } from './language-model.ts';
import { latinGuesser } from './latin-guesser.ts';
import { countLiteral } from './literal-count.ts';
import { cutSyllables, pinyinGuesser } from './pinyin-guesser.ts';
import type { Suspect } from './suspects.ts';

/** Stretches that are looked into, the first ones. */
const MOST_SUSPECTS = 3;

/** A guess that is so much less probable than what was typed is not looked at, nats ... */
const LEAST_GAIN = -1;

/** ... and of the others so many, the most probable. */
const MOST_GUESSES = 4;

/** Readings are many that are about as probable (救生意, 救生衣): so many more, if they are as near to the best, nats. */
const MORE_READINGS = 2;
const NEAR_THE_BEST = 5;

/** What the logarithm of the articles that hold a guess counts beside its probability. */
const LITERAL_WEIGHT = 1;

/** A guess has to be so much more probable than what was typed, what articles say of it included, nats ... */
const LEAST_WORTH = 1;

/** ... and where what was typed finds something by its other words, so much. */
const LEAST_WORTH_BESIDE = 6;

export interface Correction extends Replaced {
  /** Nothing but pinyin was read as characters. */
  isReading: boolean;
}

interface Option extends Guess {
  suspect: Suspect;
  isReading: boolean;
}

export interface Corrections {
  /** By probability alone; null when nothing better is known. */
  first: Correction | null;
  /** The one that also stands in articles; two rounds of reads at most. */
  best(sources: readonly ShardSource[]): Promise<Correction | null>;
}

export interface Mistyped {
  /** What was typed, as the search parsed it. */
  q: string;
  /** In the order of the query. */
  suspects: readonly Suspect[];
  terms: TypedTerms;
  figures: Statistics['figures'];
  /** No article holds all that was typed. */
  findsNothing: boolean;
}

/** Null where no collection knows of spelling. */
export async function correctionsOf(
  sources: readonly ShardSource[],
  { q, suspects, terms, figures, findsNothing }: Mistyped,
): Promise<Corrections | null> {
  const opened = await Promise.all(
    sources.map(async ({ opened: { published }, session }) => ({
      spelling: await openSpelling(published, session),
      session,
    })),
  );
  const sounds = opened.find(({ spelling }) => spelling !== null)?.spelling?.sounds;
  if (!sounds) return null;
  const model = createLanguageModel(figures.documents, figures.meanLength);
  const asked = joinSyllables(q, suspects, new Set(sounds.syllables))
    .slice(0, MOST_SUSPECTS)
    .map((suspect) => ({ suspect, guessers: guessersOf(suspect, terms, model, sounds) }));
  const keys = asked.flatMap(({ guessers }) => guessers.flatMap(({ guesser }) => guesser.keys));
  const found = joinFound(
    await Promise.all(
      opened.map(async ({ spelling, session }) => (await spelling?.lookUp(session, keys)) ?? new Map()),
    ),
  );
  const options = asked.map(({ suspect, guessers }) =>
    guessers
      .flatMap(({ guesser, isReading }) =>
        guesser.guess(found).map((guess): Option => ({ ...guess, suspect, isReading })),
      )
      .filter(({ gain }) => gain > LEAST_GAIN)
      .sort((a, b) => b.gain - a.gain)
      .filter(
        ({ gain, isReading }, i, [best]) =>
          i < MOST_GUESSES || (isReading && i < MOST_GUESSES + MORE_READINGS && gain > best.gain - NEAR_THE_BEST),
      ),
  );
  const least = findsNothing ? LEAST_WORTH : LEAST_WORTH_BESIDE;
  return {
    first: correctionWith(
      q,
      options.map(([first]) => first),
    ),
    async best(own) {
      const counts = await atOnce<(number | null)[]>(
        own,
        options.flat().map(({ literal }) => async (each: readonly ShardSource[]) => {
          if (literal === null) return null;
          const held = await Promise.all(
            each.map(({ opened: { published }, session }) => countLiteral(published, session, literal)),
          );
          return held.reduce((sum, documents) => sum + documents, 0);
        }),
      );
      const next = counts.values();
      const chosen = options.map((some) => {
        const judged = some.map((option) => ({ option, worth: worthOf(option, next.next().value!) }));
        return judged.sort((a, b) => b.worth - a.worth).find(({ worth }) => worth > least)?.option;
      });
      return correctionWith(q, chosen);
    },
  };
}

/** A guess whose words stand in articles, but not side by side, counts as standing in so many. */
const APART = 0.25;

/** What no article holds, and is not words alone either, is worth nothing. */
function worthOf({ gain, mayStandApart }: Option, literal: number | null): number {
  if (literal === null) return gain;
  if (literal === 0 && !mayStandApart) return Number.NEGATIVE_INFINITY;
  return gain + LITERAL_WEIGHT * Math.log(Math.max(APART, literal));
}

/** The query with one guess for each stretch that has any. */
function correctionWith(q: string, options: readonly (Option | undefined)[]): Correction | null {
  const chosen = options.filter((option) => option !== undefined);
  if (chosen.length === 0) return null;
  const replacements = chosen.map(({ suspect, text }): Replacement => ({ ...suspect, typed: suspect.text, text }));
  return { ...replaceStretches(q, replacements), isReading: chosen.every(({ isReading }) => isReading) };
}

function guessersOf(
  { kind, text }: Suspect,
  terms: TypedTerms,
  model: LanguageModel,
  sounds: Sounds,
): { guesser: Guesser; isReading: boolean }[] {
  if (kind === 'han') return [{ guesser: hanGuesser(text, terms, model, sounds), isReading: false }];
  const guessers = [{ guesser: latinGuesser(text, terms.pair(text).documents), isReading: false }];
  const cuts = cutSyllables(text, new Set(sounds.syllables));
  return cuts.length > 0 ? [...guessers, { guesser: pinyinGuesser(cuts, model, sounds), isReading: true }] : guessers;
}

/** Pinyin typed syllable by syllable (xu hui) is one stretch. */
function joinSyllables(q: string, suspects: readonly Suspect[], syllables: ReadonlySet<string>): Suspect[] {
  const joined: Suspect[] = [];
  let wasSyllable = false;
  for (const suspect of suspects) {
    const isSyllable = suspect.kind === 'latin' && syllables.has(suspect.text);
    const last = joined.at(-1);
    if (last && isSyllable && wasSyllable && q.slice(last.end, suspect.start).trim() === '') {
      last.text += ` ${suspect.text}`;
      last.end = suspect.end;
    } else joined.push({ ...suspect });
    wasSyllable = isSyllable;
  }
  return joined;
}

/** What several collections know, as one. */
function joinFound(all: readonly Found[]): Found {
  if (all.length === 1) return all[0];
  const joined = new Map<string, Map<string, Spelled>>();
  for (const found of all)
    for (const [key, strings] of found) {
      const own = joined.get(key) ?? new Map<string, Spelled>();
      joined.set(key, own);
      for (const spelled of strings) {
        const known = own.get(spelled.text);
        own.set(
          spelled.text,
          known
            ? {
                ...spelled,
                documents: known.documents + spelled.documents,
                isWord: known.isWord || spelled.isWord,
              }
            : spelled,
        );
      }
    }
  return new Map([...joined].map(([key, strings]) => [key, [...strings.values()]]));
}
