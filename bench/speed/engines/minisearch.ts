// MiniSearch with character pairs, exported as the JSON that its README tells to serialise.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bigrams } from '../../peers/tokens.ts';
import { HITS, type SpeedEngine } from '../engine.ts';
import { loadFiles } from './exported.ts';

interface Options {
  fields: string[];
  tokenize: (text: string) => string[];
}

interface Index {
  add(document: object): void;
  search(query: string, options: { boost: Record<string, number> }): { id: string }[];
}

/** The part of the package that is used here. */
interface MiniSearchModule {
  default: (new (options: Options) => Index) & { loadJSON(json: string, options: Options): Index };
}

const OPTIONS: Options = { fields: ['title', 'text'], tokenize: bigrams };
const FILE = 'index.json';

export function engine({ default: MiniSearch }: MiniSearchModule): SpeedEngine {
  return {
    async build(articles, folder) {
      const index = new MiniSearch(OPTIONS);
      for await (const { id, title, text } of articles) index.add({ id, title, text });
      await writeFile(join(folder, FILE), JSON.stringify(index));
    },
    async open(place) {
      const files = await loadFiles(place);
      const index = MiniSearch.loadJSON(files.get(FILE)!, OPTIONS);
      return async (text) =>
        index
          .search(text, { boost: { title: 2 } })
          .slice(0, HITS)
          .map(({ id }) => id);
    },
  };
}
