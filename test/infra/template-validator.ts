// Checks a CloudFormation template against AWS's own description of its resources, offline: what a deployment
// would refuse after minutes is refused here at once. Types, properties, references and conditions; not limits
// of single values.

import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';
import { evaluateCondition, INTRINSICS, isObject, type Json, type JsonObject, substitutions } from './intrinsics.ts';

const RESOURCE_KEYS = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'CreationPolicy',
  'UpdatePolicy',
  'Metadata',
]);

const PSEUDO_PARAMETERS = new Set(
  ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(
    (name) => `AWS::${name}`,
  ),
);

/**
 * Everything that is wrong with a template, one line each, with the path to it; empty when nothing is.
 * Of an `Fn::If` whose condition is known without deploying, only the branch taken has to fit its place.
 */
export function validateTemplate(template: JsonObject, spec: SpecDatabase): string[] {
  const problems: string[] = [];
  const report = (path: string, problem: string): void => {
    problems.push(`${path}: ${problem}`);
  };
  const parameters = section(template, 'Parameters');
  const conditions = section(template, 'Conditions');
  const resources = section(template, 'Resources');

  const specOf = (type: Json | undefined): Resource | undefined =>
    typeof type === 'string' ? spec.lookup('resource', 'cloudFormationType', 'equals', type)[0] : undefined;

  for (const [name, resource] of Object.entries(resources)) {
    const path = `Resources.${name}`;
    if (!isObject(resource)) {
      report(path, 'is no object');
      continue;
    }
    checkResource(resource, path);
  }
  for (const [name, condition] of Object.entries(conditions)) checkReferences(condition, `Conditions.${name}`);
  for (const [name, output] of Object.entries(section(template, 'Outputs'))) {
    const path = `Outputs.${name}`;
    if (!isObject(output) || output.Value === undefined) report(path, 'has no Value');
    checkReferences(output, path);
    if (isObject(output)) checkCondition(output.Condition, path);
  }
  return problems;

  function checkResource(resource: JsonObject, path: string): void {
    for (const key of Object.keys(resource)) {
      if (!RESOURCE_KEYS.has(key)) report(path, `unknown attribute "${key}"`);
    }
    checkCondition(resource.Condition, path);
    for (const target of [resource.DependsOn ?? []].flat()) {
      if (typeof target !== 'string' || !Object.hasOwn(resources, target)) {
        report(`${path}.DependsOn`, `no resource ${JSON.stringify(target)}`);
      }
    }
    const properties = resource.Properties ?? {};
    checkReferences(properties, `${path}.Properties`);
    const known = specOf(resource.Type);
    if (known === undefined) report(path, `unknown type ${JSON.stringify(resource.Type)}`);
    else if (isObject(properties)) checkProperties(properties, known.properties, `${path}.Properties`);
  }

  function checkProperties(value: JsonObject, known: Record<string, Property>, path: string): void {
    for (const [name, property] of Object.entries(known)) {
      const given = Object.hasOwn(value, name) && !isNoValue(value[name]);
      if (property.required && !given) report(path, `lacks "${name}"`);
    }
    for (const [name, part] of Object.entries(value)) {
      const property = Object.hasOwn(known, name) ? known[name] : undefined;
      if (property === undefined) report(path, `unknown property "${name}"`);
      else checkType(part, property.type, `${path}.${name}`);
    }
  }

  function checkType(value: Json, type: PropertyType, path: string): void {
    const intrinsic = intrinsicOf(value);
    if (intrinsic === 'Fn::If') {
      for (const branch of liveBranches(value as JsonObject)) checkType(branch, type, path);
      return;
    }
    if (isNoValue(value)) return;
    if (intrinsic !== undefined) {
      const structure = type.type === 'ref' || type.type === 'map' || type.type === 'tag';
      if (structure) report(path, `${intrinsic} gives no object`);
      else if (intrinsic !== 'Ref' && !fitsIntrinsic(intrinsic, type))
        report(path, `${intrinsic} gives no ${type.type}`);
      return;
    }
    switch (type.type) {
      case 'ref':
        if (!isObject(value)) report(path, `is no object: ${JSON.stringify(value)}`);
        else checkProperties(value, spec.get('typeDefinition', type.reference.$ref).properties, path);
        return;
      case 'array':
        if (!Array.isArray(value)) report(path, `is no list: ${JSON.stringify(value)}`);
        else for (const [i, element] of value.entries()) checkType(element, type.element, `${path}[${i}]`);
        return;
      case 'map':
        if (!isObject(value)) report(path, `is no object: ${JSON.stringify(value)}`);
        else for (const [key, element] of Object.entries(value)) checkType(element, type.element, `${path}.${key}`);
        return;
      case 'union':
        if (!type.types.some((option) => fits(value, option, path))) {
          report(path, `fits none of ${type.types.map((option) => option.type).join(', ')}`);
        }
        return;
      default:
        if (!fitsPrimitive(value, type)) report(path, `is no ${type.type}: ${JSON.stringify(value)}`);
    }
  }

  function fits(value: Json, type: PropertyType, path: string): boolean {
    const before = problems.length;
    checkType(value, type, path);
    return problems.splice(before).length === 0;
  }

  /** References anywhere inside, also where any JSON is allowed (policies) and in branches not taken. */
  function checkReferences(value: Json, path: string): void {
    if (Array.isArray(value)) {
      for (const [i, element] of value.entries()) checkReferences(element, `${path}[${i}]`);
      return;
    }
    if (!isObject(value)) return;
    const intrinsic = intrinsicOf(value);
    if (intrinsic !== undefined) checkIntrinsic(intrinsic, value[intrinsic] as Json, path);
    for (const [key, part] of Object.entries(value)) {
      if (key.startsWith('Fn::') && intrinsic === undefined)
        report(path, `unknown function or mixed with keys: ${key}`);
      checkReferences(part, key === intrinsic ? path : `${path}.${key}`);
    }
  }

  function checkIntrinsic(name: string, argument: Json, path: string): void {
    if (name === 'Ref') checkRef(argument, path);
    else if (name === 'Condition') checkCondition(argument, path);
    else if (name === 'Fn::If') {
      if (!Array.isArray(argument) || argument.length !== 3) report(path, 'Fn::If takes a condition and two values');
      else checkCondition(argument[0], path);
    } else if (name === 'Fn::GetAtt') {
      const parts = typeof argument === 'string' ? argument.split(/\.(.*)/s) : argument;
      checkGetAtt(Array.isArray(parts) ? parts : [], path);
    } else if (name === 'Fn::Sub') {
      const [text, own] = Array.isArray(argument) ? argument : [argument];
      if (typeof text !== 'string') report(path, 'Fn::Sub takes a text');
      else for (const target of substitutions(text)) checkSubstitution(target, isObject(own) ? own : {}, path);
    }
  }

  function checkSubstitution(target: string, own: JsonObject, path: string): void {
    if (Object.hasOwn(own, target)) return;
    const dot = target.indexOf('.');
    if (dot < 0) checkRef(target, path);
    else checkGetAtt([target.slice(0, dot), target.slice(dot + 1)], path);
  }

  function checkRef(target: Json, path: string): void {
    if (typeof target === 'string') {
      if (PSEUDO_PARAMETERS.has(target) || Object.hasOwn(parameters, target) || Object.hasOwn(resources, target))
        return;
    }
    report(path, `Ref to nothing: ${JSON.stringify(target)}`);
  }

  function checkGetAtt([target, attribute]: Json[], path: string): void {
    const resource = typeof target === 'string' && Object.hasOwn(resources, target) ? resources[target] : undefined;
    if (!isObject(resource)) {
      report(path, `GetAtt of nothing: ${JSON.stringify(target)}`);
      return;
    }
    const known = specOf(resource.Type);
    if (known !== undefined && !Object.hasOwn(known.attributes, String(attribute))) {
      report(path, `${String(resource.Type)} has no attribute "${String(attribute)}"`);
    }
  }

  function checkCondition(name: Json | undefined, path: string): void {
    if (name === undefined || (typeof name === 'string' && Object.hasOwn(conditions, name))) return;
    report(path, `no condition ${JSON.stringify(name)}`);
  }

  function liveBranches(value: JsonObject): Json[] {
    const [name, yes, no] = value['Fn::If'] as [Json, Json, Json];
    const known = evaluateCondition(typeof name === 'string' ? conditions[name] : undefined, conditions);
    return known === undefined ? [yes, no] : [known ? yes : no];
  }
}

const section = (template: JsonObject, name: string): JsonObject => {
  const value = template[name];
  return isObject(value) ? value : {};
};

const isNoValue = (value: Json | undefined): boolean => isObject(value) && value.Ref === 'AWS::NoValue';

/** The function that a value calls, when it is an object with nothing but that. */
function intrinsicOf(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && INTRINSICS.has(keys[0]!) ? keys[0] : undefined;
}

function fitsIntrinsic(name: string, type: PropertyType): boolean {
  const gives = INTRINSICS.get(name);
  if (type.type === 'union') return type.types.some((option) => fitsIntrinsic(name, option));
  if (gives === 'any' || type.type === 'json') return true;
  return (gives === 'list') === (type.type === 'array');
}

/** CloudFormation turns numbers and booleans to text and back where their text is one. */
function fitsPrimitive(value: Json, type: PropertyType): boolean {
  if (type.type === 'json') return isObject(value) || Array.isArray(value);
  if (value === null || typeof value === 'object') return false;
  const text = String(value);
  if (type.type === 'string') return type.allowedValues === undefined || type.allowedValues.includes(text);
  if (type.type === 'integer') return /^-?\d+$/.test(text);
  if (type.type === 'number') return text.trim() !== '' && Number.isFinite(Number(text));
  if (type.type === 'boolean') return /^(?:true|false)$/.test(text);
  return type.type === 'date-time';
}
