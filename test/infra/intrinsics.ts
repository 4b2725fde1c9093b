// CloudFormation's functions, as far as the template validator needs them: what they give, what they refer to,
// and which conditions are decided by the template alone.

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each function gives. */
export const INTRINSICS = new Map<string, 'any' | 'text' | 'list'>([
  ['Ref', 'any'],
  ['Condition', 'any'],
  ['Fn::If', 'any'],
  ['Fn::GetAtt', 'any'],
  ['Fn::Select', 'any'],
  ['Fn::FindInMap', 'any'],
  ['Fn::ImportValue', 'any'],
  ['Fn::Sub', 'text'],
  ['Fn::Join', 'text'],
  ['Fn::Base64', 'text'],
  ['Fn::Split', 'list'],
  ['Fn::GetAZs', 'list'],
  ['Fn::Cidr', 'list'],
  ['Fn::Equals', 'any'],
  ['Fn::Not', 'any'],
  ['Fn::And', 'any'],
  ['Fn::Or', 'any'],
]);

/** The names between `${` and `}` of an Fn::Sub text; `${!x}` is a literal. */
export function substitutions(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]!.trim());
}

/** Whether a condition holds, or undefined when only a deployment knows. */
export function evaluateCondition(condition: Json | undefined, all: JsonObject): boolean | undefined {
  if (!isObject(condition)) return undefined;
  const [name, argument] = Object.entries(condition)[0] ?? [];
  if (name === 'Condition') return evaluateCondition(all[String(argument)], all);
  if (!Array.isArray(argument)) return undefined;
  if (name === 'Fn::Equals') {
    const [a, b] = argument;
    if (typeof a === 'object' || typeof b === 'object') return undefined;
    return String(a) === String(b);
  }
  const parts = argument.map((part) => evaluateCondition(part, all));
  if (name === 'Fn::Not') return parts[0] === undefined ? undefined : !parts[0];
  if (name === 'Fn::And') return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  if (name === 'Fn::Or') return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  return undefined;
}
