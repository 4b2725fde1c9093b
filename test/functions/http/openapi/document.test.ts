import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../../../functions/http/openapi/document.ts';
import { EXAMPLES } from '../../../../functions/http/openapi/examples.ts';
import { parseSearchParameters, searchParameters } from '../../../../functions/http/parameters.ts';
import { clientTypes } from '../../../../scripts/client-types.ts';
import { createValidator, type Document } from './validator.ts';

const text = readFileSync(join(import.meta.dirname, '../../../../functions/openapi.json'), 'utf8');
const document = JSON.parse(text) as Document;
const { resolve, valueTroubles } = createValidator(document);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
);

interface Parameter {
  name: string;
  in: string;
  schema: Record<string, unknown>;
  required?: boolean;
  description?: string;
  example?: unknown;
}

test('the document that is shipped is the one that the schemas make', () => {
  expect(text, 'run npm run generate').toBe(`${JSON.stringify(openApiDocument(), null, 2)}\n`);
});

test('the types of the client are those of the document', () => {
  const types = readFileSync(join(import.meta.dirname, '../../../../web/api.generated.ts'), 'utf8');
  expect(types, 'run npm run generate').toBe(clientTypes(openApiDocument()));
});

test('it is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.1');
  expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true });
});

test('a document that is not would be noticed', async () => {
  const broken = JSON.parse(text);
  broken.paths['/search'].get.parameters[0].in = 'nowhere';
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test('what is referred to is there, and nothing else is', () => {
  const wanted = new Set([...text.matchAll(/"\$ref": "#\/components\/([^"]+)"/g)].map(([, name]) => name));
  const there = Object.entries(document.components).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `${kind}/${name}`),
  );
  expect([...wanted].sort()).toEqual(there.sort());
});

describe.each(operations)('%s', (_, operation) => {
  test('describes each parameter, with an example that it takes', () => {
    for (const parameter of operation.parameters.map((parameter) => resolve(parameter)) as unknown as Parameter[]) {
      expect(parameter.description, parameter.name).toMatch(/\.$/);
      if (parameter.example !== undefined)
        expect(valueTroubles(parameter.schema, parameter.example, parameter.name)).toEqual([]);
    }
  });

  test('tells of every refusal, and its examples are what it says they are', () => {
    expect(Object.keys(operation.responses)).toEqual(['200', '304', '400', '404', '405', '429', '500', '503', '504']);
    const contents = Object.values(operation.responses).flatMap((response) =>
      Object.values(resolve(response).content ?? {}),
    );
    for (const { schema, examples } of contents) {
      for (const { value } of Object.values(examples ?? {})) {
        expect(valueTroubles(schema, value, 'example')).toEqual([]);
      }
    }
  });
});

test('only the id of /similar must be given', () => {
  const required = operations.flatMap(([name, { parameters }]) =>
    (parameters.map((parameter) => resolve(parameter)) as unknown as Parameter[])
      .filter((parameter) => parameter.required)
      .map((parameter) => `${name} ${parameter.name}`),
  );
  expect(required).toEqual(['GET /similar id', 'HEAD /similar id']);
});

test('no example is left over', () => {
  for (const [name, examples] of Object.entries(EXAMPLES)) {
    for (const { summary } of Object.values(examples)) expect(text, name).toContain(JSON.stringify(summary));
  }
});

describe('the parameters of /search', () => {
  const [, search] = operations.find(([name]) => name === 'GET /search')!;
  const named = search.parameters.map((parameter) => resolve(parameter)) as unknown as Parameter[];
  const schemaOf = (wanted: string) => named.find(({ name }) => name === wanted)!.schema;

  test('are those that are checked', () => {
    expect(named.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(searchParameters.entries)));
  });

  test('say what is assumed when they are left out', () => {
    const assumed = parseSearchParameters('q=a') as unknown as Record<string, unknown>;
    for (const { name, schema } of named)
      if ('default' in schema && name in assumed) expect([name, schema.default]).toEqual([name, assumed[name]]);
    expect(schemaOf('limit')).toEqual({ type: 'integer', minimum: 1, maximum: 50, default: 10 });
  });

  test.each(['limit', 'offset', 'snippets', 'snippetLength'])('%s has the range that is checked', (name) => {
    const { minimum, maximum } = schemaOf(name) as Record<string, number>;
    for (const good of [minimum!, maximum!]) expect(() => parseSearchParameters(`q=a&${name}=${good}`)).not.toThrow();
    for (const bad of [minimum! - 1, maximum! + 1])
      expect(() => parseSearchParameters(`q=a&${name}=${bad}`)).toThrow(name);
  });
});
