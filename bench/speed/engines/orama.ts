// Orama with character pairs: its own tokenizers drop Chinese. Saved and loaded as its documentation has it; it keeps
// the articles themselves in the index.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bigrams } from '../../peers/tokens.ts';
import { HITS, type SpeedEngine } from '../engine.ts';
import { loadFiles } from './exported.ts';

/** Of a database, which only the package looks into. */
type Database = object;

/** The part of the package that is used here. */
interface OramaModule {
  create(options: object): Database;
  insert(database: Database, document: object): string | Promise<string>;
  save(database: Database): object;
  load(database: Database, raw: object): void;
  search(database: Database, options: object): Promise<{ hits: { id: string }[] }>;
}

const FILE = 'index.json';

export function engine({ create, insert, load, save, search }: OramaModule): SpeedEngine {
  const empty = (): Database =>
    create({
      schema: { title: 'string', text: 'string' },
      components: { tokenizer: { language: 'chinese', normalizationCache: new Map(), tokenize: bigrams } },
    });
  return {
    async build(articles, folder) {
      const database = empty();
      for await (const { id, title, text } of articles) await insert(database, { id, title, text });
      await writeFile(join(folder, FILE), JSON.stringify(save(database)));
    },
    async open(place) {
      const database = empty();
      const files = await loadFiles(place);
      load(database, JSON.parse(files.get(FILE)!));
      return async (term) => {
        // A threshold of 1 lets any term match. `exact` looks for words between blanks, of which Chinese has none.
        const { hits } = await search(database, { term, limit: HITS, boost: { title: 2 }, threshold: 1 });
        return hits.map(({ id }) => id);
      };
    },
  };
}
