// Writes a companion into the folder of a build while hashing it: sections one after another, in the order in which
// they are given.

import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Companion, CompanionName } from '../../engine/index/companion.ts';
import type { BuiltFile } from '../publish/publish.ts';

/** The bytes of a section, at once or piece by piece. */
export type CompanionSections = Iterable<readonly [name: string, bytes: Uint8Array | Iterable<Uint8Array>]>;

/**
 * @param folder existing folder of the build
 * @throws what writing the folder throws, and what the sections throw while they are made
 */
export async function writeCompanion(
  folder: string,
  name: CompanionName,
  sections: CompanionSections,
): Promise<{ companion: Companion; file: BuiltFile }> {
  const spool = join(folder, `companion-${name}`);
  const hash = createHash('sha256');
  const placed: Companion['sections'] = {};
  let bytes = 0;
  const file = await open(spool, 'wx');
  try {
    for (const [section, content] of sections) {
      const offset = bytes;
      for (const piece of content instanceof Uint8Array ? [content] : content) {
        hash.update(piece);
        await file.writeFile(piece);
        bytes += piece.length;
      }
      placed[section] = { offset, length: bytes - offset };
    }
  } finally {
    await file.close();
  }
  const object = `${hash.digest('hex')}.${name}`;
  const path = join(folder, object);
  await rename(spool, path);
  return { companion: { object, bytes, sections: placed }, file: { object, path, bytes } };
}
