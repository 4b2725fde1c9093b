// A raw query string to decoded parameters. Gateways join repeated parameters with commas, so the raw
// string is the only one that tells `a,b` from `a` and `b`. Bytes that are not UTF-8 are refused: a query
// decoded wrongly would find nothing and look like an honest zero.

import { BadRequestError } from '../../engine/errors.ts';

/** What advertisers and caches append to any link; never ours, never an error. */
const FOREIGN = /^(?:utm_.*|fbclid|gclid|_)$/;

/**
 * Decode `name=value` pairs of `application/x-www-form-urlencoded` (URL Standard, section 5): `+` is a
 * space, a name without `=` has an empty value, empty pieces are nothing. Foreign parameters are left out.
 * @param raw the query string without `?`
 * @returns pairs in the order sent; names may repeat
 * @throws BadRequestError for a malformed percent sequence or one that is not UTF-8
 */
export function parseQueryString(raw: string): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (const piece of raw.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const rawValue = equals < 0 ? '' : piece.slice(equals + 1);
    const name = decode(rawName, rawName);
    if (FOREIGN.test(name)) continue;
    pairs.push([name, decode(rawValue, name)]);
  }
  return pairs;
}

function decode(text: string, parameter: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw notUtf8(parameter, text);
  }
  if (!decoded.isWellFormed()) throw notUtf8(parameter, text);
  return decoded;
}

function notUtf8(parameter: string, text: string): BadRequestError {
  const name = parameter.toWellFormed();
  const value = text.toWellFormed().slice(0, 80);
  return new BadRequestError(name, `${name}: "${value}" is not percent-encoded UTF-8`);
}
