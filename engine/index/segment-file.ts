// The frame of a segment file: sections one after another, a section table, and a footer.
//
//   section bytes ...
//   table: varint count; per section: varint name length, name, flags (1 = required), u64 offset, u64 length
//   footer (24 bytes): u32 table length, u32 CRC-32 of the table, u32 format, u32 0, "XUNWENSG"
//
// A reader skips optional sections it does not know and refuses required ones.

import { crc32 } from 'node:zlib';
import { CorruptIndexError, REPAIR, UnsupportedFormatError } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { FORMAT, type SectionRange } from './manifest.ts';

const MAGIC = 'XUNWENSG';
export const FOOTER_BYTES = 24;
const REQUIRED = 1;

/** Sections that every reader must understand; a new required one is listed here by its reader. */
export const REQUIRED_SECTIONS = [
  'stored',
  'storedTable',
  'postings',
  'terms',
  'sparseTerms',
  'storedDirectory',
] as const;
/** Doc values, and what only the indexer reads; a reader that does not know one skips it. */
export const OPTIONAL_SECTIONS = [
  'civil',
  'instant',
  'ids',
  'idLookup',
  'titles',
  'words',
  'frequentTerms',
  'sketches',
] as const;
type ColumnSection = `column.${string}`;
export type SectionName = (typeof REQUIRED_SECTIONS)[number] | (typeof OPTIONAL_SECTIONS)[number] | ColumnSection;

/** The section of a field's values, optional too; see column.ts. */
export const columnSection = (field: string): ColumnSection => `column.${field}`;

export type SectionTable = Record<string, SectionRange>;

const isRequired = (name: string): boolean => (REQUIRED_SECTIONS as readonly string[]).includes(name);

/** The table and footer of a segment. */
export function writeTail(sections: SectionTable): Uint8Array {
  const out = createByteWriter();
  const entries = Object.entries(sections);
  out.varint(entries.length);
  for (const [name, { offset, length }] of entries) {
    out.varint(name.length);
    out.units(name, 0);
    out.byte(isRequired(name) ? REQUIRED : 0);
    out.u64(offset);
    out.u64(length);
  }
  const tableLength = out.length;
  const check = crc32(out.view());
  out.u32(tableLength);
  out.u32(check);
  out.u32(FORMAT);
  out.u32(0);
  out.units(MAGIC, 0);
  return out.view();
}

/**
 * Read a section table.
 * @param tail the end of the segment: at least the footer and the table
 * @param size of the whole segment in bytes
 * @param name of the segment, for messages
 * @throws CorruptIndexError, UnsupportedFormatError
 */
export function readTail(tail: Uint8Array, size: number, name: string): SectionTable {
  const damaged = (why: string): CorruptIndexError =>
    new CorruptIndexError(`${name} is not a whole segment (${why}); ${REPAIR}`);
  if (tail.length < FOOTER_BYTES) throw damaged(`${size} bytes are too few`);
  const footer = createByteReader(tail, name, tail.length - FOOTER_BYTES);
  const tableLength = footer.u32();
  const check = footer.u32();
  const format = footer.u32();
  const reserved = footer.u32();
  if (footer.units(MAGIC.length) !== MAGIC || reserved !== 0 || format === 0) throw damaged('its footer is missing');
  if (format > FORMAT)
    throw new UnsupportedFormatError(`${name} has format ${format}, newer than ${FORMAT}: update Xunwen to read it`);
  const tableEnd = tail.length - FOOTER_BYTES;
  if (tableLength > tableEnd) throw damaged('its section table is cut off');
  const table = tail.subarray(tableEnd - tableLength, tableEnd);
  if (crc32(table) !== check) throw damaged('its section table does not match its checksum');
  const input = createByteReader(table, name);
  const sections: SectionTable = {};
  for (let left = input.varint(); left > 0; left--) {
    const section = input.units(input.varint());
    const flags = input.byte();
    const offset = input.u64();
    const length = input.u64();
    if (flags & REQUIRED && !isRequired(section))
      throw new UnsupportedFormatError(
        `${name} needs the section "${section}", unknown here: update Xunwen to read it`,
      );
    if (offset + length > size) throw damaged(`section "${section}" ends behind the file`);
    sections[section] = { offset, length };
  }
  for (const section of REQUIRED_SECTIONS) if (!sections[section]) throw damaged(`section "${section}" is missing`);
  return sections;
}
