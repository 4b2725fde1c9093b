// FlexSearch with the encoder that its README names for Chinese, exported and imported by its own functions.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as FlexSearch from 'flexsearch';
import { HITS, type SpeedEngine } from '../engine.ts';
import { loadFiles } from './exported.ts';

export function engine({ Charset, Document }: typeof FlexSearch): SpeedEngine {
  const create = () => new Document({ document: { id: 'id', index: ['title', 'text'] }, encoder: Charset.CJK });
  return {
    async build(articles, folder) {
      const index = create();
      for await (const { id, title, text } of articles) index.add({ id, title, text });
      await index.export(async (key, data) => {
        await writeFile(join(folder, key), data ?? '');
      });
    },
    async open(place) {
      const index = create();
      for (const [key, data] of await loadFiles(place)) index.import(key, data);
      return async (text) =>
        index
          .search(text, { limit: HITS, suggest: true, merge: true })
          // The limit is for each field.
          .slice(0, HITS)
          .map(({ id }) => String(id));
    },
  };
}
