// SQLite FTS5 as Node brings it, over text that was cut into character pairs before: one file on a local disk.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { anyOf } from '../../peers/sqlite.ts';
import { bigrams } from '../../peers/tokens.ts';
import { HITS, type SpeedEngine } from '../engine.ts';

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
    async open({ folder }) {
      const database = new DatabaseSync(join(folder, FILE), { readOnly: true });
      const best = database.prepare(
        'SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 2, 1) LIMIT ?',
      );
      const name = database.prepare('SELECT id FROM ids WHERE number = ?');
      return async (text) =>
        best.all(anyOf(bigrams(text)), HITS).map(({ rowid }) => String(name.get(Number(rowid))?.id));
    },
  };
}
