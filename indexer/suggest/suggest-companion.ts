// The sections of the companion that answers /suggest; engine/index/suggest-entries.ts and suggest-head.ts say what is in
// them. The same titles and words give the same bytes.

import { packSounds } from '../../engine/index/sounds.ts';
import { ENTRY_UNITS, ORDERS, weightOf, writeTextBlock } from '../../engine/index/suggest-entries.ts';
import { packHead, TEXTS_PER_BLOCK } from '../../engine/index/suggest-head.ts';
import type { CompanionSections } from '../build/companion-writer.ts';
import { allReadings } from '../pinyin/readings.ts';
import { bestOf, createBlockSink, createTopsWriter, writeKeys } from './blocks.ts';
import { type CollectOptions, collectSuggestions, type Suggestion } from './collect.ts';
import { type SpeltSuggestion, sortKeys } from './keys.ts';
import { createSpeller } from './spelling.ts';

/** In the order of their letters. */
const SORTED_ORDERS = [ORDERS.initials, ORDERS.sound, ORDERS.text];

/** @returns null when there is nothing to suggest */
export function suggestSections(options: CollectOptions): CompanionSections | null {
  const { suggestions, texts } = spell(options);
  if (suggestions.length === 0) return null;
  const keys = createBlockSink();
  const tops = createBlockSink();
  const lists = createTopsWriter(tops);
  let last = '';
  for (const order of SORTED_ORDERS) {
    // One order after the other: the keys of all three would take as much memory as the build.
    const sorted = sortKeys(suggestions, order);
    last = writeKeys(keys, sorted, last);
    lists.add(sorted, bestOf(keys.directory, sorted));
  }
  lists.finish();
  const textBlocks: Uint8Array[] = [];
  const offsets = [0];
  for (let start = 0; start < texts.length; start += TEXTS_PER_BLOCK) {
    const block = writeTextBlock(texts.slice(start, start + TEXTS_PER_BLOCK));
    textBlocks.push(block);
    offsets.push(offsets[offsets.length - 1] + block.length);
  }
  const head = packHead({ keys: keys.directory, tops: tops.directory, texts: offsets });
  return [
    ['head', head],
    ['sounds', packedSounds()],
    ['keys', keys.blocks],
    ['tops', tops.blocks],
    ['texts', textBlocks],
  ];
}

/** The same for every version. */
let sounds: Uint8Array | null = null;

function packedSounds(): Uint8Array {
  sounds ??= packSounds(allReadings());
  return sounds;
}

function spell(options: CollectOptions): { suggestions: SpeltSuggestion[]; texts: string[] } {
  const texts: string[] = [];
  const speller = createSpeller(options.words);
  const suggestions = collectSuggestions(options).map((suggestion): SpeltSuggestion => {
    const { units, frequency } = suggestion;
    const { syllables, starts } = speller(suggestion);
    const number = isSaidWhole(suggestion) ? -1 : texts.push(suggestion.text) - 1;
    return { units, weight: weightOf(frequency), syllables, starts, number };
  });
  return { suggestions, texts };
}

const LEAST_ENTRY_UNITS = Math.min(...Object.values(ENTRY_UNITS));

/** Whether every entry of its beginning holds all of it as it is shown. */
const isSaidWhole = ({ text, units, isTitle }: Suggestion): boolean =>
  !isTitle && text === units && units.length <= LEAST_ENTRY_UNITS;
