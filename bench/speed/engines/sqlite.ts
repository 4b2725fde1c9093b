// SQLite FTS5 as Node brings it, over text that was cut into character pairs before: one file, on a local disk or, as
// in a function, copied to one first.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openReader } from '../../../engine/store/reader.ts';
import { anyOf } from '../../peers/sqlite.ts';
import { bigrams } from '../../peers/tokens.ts';
import { HITS, type Place, type SpeedEngine } from '../engine.ts';
import { PATIENCE } from './exported.ts';

const FILE = 'fts5.db';

export function engine(): SpeedEngine {
  return {
    async build(articles, folder) {
      const database = new DatabaseSync(join(folder, FILE));
      database.exec("CREATE VIRTUAL TABLE articles USING fts5(title, text, content='', tokenize='unicode61')");
      database.exec('CREATE TABLE ids(number INTEGER PRIMARY KEY, id TEXT)');
      const insert = database.prepare('INSERT INTO articles(rowid, title, text) VALUES (?, ?, ?)');
      const name = database.prepare('INSERT INTO ids VALUES (?, ?)');
      const cut = (text: string): string => bigrams(text).join(' ');
      database.exec('BEGIN');
      let number = 0;
      for await (const { id, title, text } of articles) {
        insert.run(++number, cut(title), cut(text));
        name.run(number, id);
      }
      database.exec('COMMIT');
      database.exec("INSERT INTO articles(articles) VALUES ('optimize')");
      database.close();
    },
    async open(place) {
      const database = new DatabaseSync(join(await localFolder(place), FILE), { readOnly: true });
      const best = database.prepare(
        'SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 2, 1) LIMIT ?',
      );
      const name = database.prepare('SELECT id FROM ids WHERE number = ?');
      return async (text) =>
        best.all(anyOf(bigrams(text)), HITS).map(({ rowid }) => String(name.get(Number(rowid))?.id));
    },
  };
}

/** The folder itself, or a temporary one with the file from S3, which goes with the process. */
async function localFolder({ folder, store }: Place): Promise<string> {
  if (store === null) return folder;
  const { bytes } = await openReader(store, PATIENCE).get(FILE);
  const copy = mkdtempSync(join(tmpdir(), 'xunwen-sqlite-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  writeFileSync(join(copy, FILE), bytes);
  return copy;
}
