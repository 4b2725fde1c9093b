// Reads `--map title=headline,body=text`: our field <- the name that the site's records use.

import { UsageError } from '../../engine/errors.ts';
import { FIELD_NAMES, type FieldMap, isFieldName } from '../sources/fields.ts';

/**
 * Parse the value of `--map`.
 * @throws UsageError naming the part that is wrong and what is allowed
 */
export function parseMap(text: string): FieldMap {
  const map: FieldMap = {};
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const equals = part.indexOf('=');
    const field = part.slice(0, Math.max(equals, 0)).trim();
    const name = part.slice(equals + 1).trim();
    if (equals < 0 || field === '' || name === '') {
      throw new UsageError(`--map: "${part.trim()}" is not FIELD=NAME; write --map title=headline,body=text`);
    }
    if (!isFieldName(field)) {
      const turned = isFieldName(name) ? `; our field comes first: ${name}=${field}` : '';
      throw new UsageError(`--map: there is no field "${field}" (fields: ${FIELD_NAMES.join(', ')})${turned}`);
    }
    if (map[field] !== undefined) {
      throw new UsageError(`--map: "${field}" is given twice, as ${map[field]} and ${name}; keep one`);
    }
    map[field] = name;
  }
  if (Object.keys(map).length === 0) {
    throw new UsageError(`--map: "${text}" names no field; write --map title=headline,body=text`);
  }
  return map;
}
