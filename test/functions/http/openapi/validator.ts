// Holds answers against the OpenAPI document, as strictly as JSON Schema allows: a path, a status, a header, a content
// type or a member that the document does not have is a trouble.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Media {
  schema: object;
  examples?: Record<string, { value: unknown }>;
}
interface ResponseObject {
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, Media>;
}
interface OperationObject {
  parameters: ({ name: string; in: string; schema: object; example?: unknown } | { $ref: string })[];
  responses: Record<string, ResponseObject | { $ref: string }>;
}
export interface Document {
  openapi: string;
  paths: Record<string, Record<string, OperationObject>>;
  components: Record<string, Record<string, object>>;
}

export interface Given {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What HTTP itself adds. */
const OF_HTTP = ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding', 'vary'];

export function createValidator(document: Document) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false });
  ajv.addVocabulary(['components', 'openapi', 'info', 'servers', 'paths']);
  ajv.addSchema(document, 'api');
  const compiled = new Map<string, ValidateFunction>();

  const resolve = <T extends object>(value: T | { $ref: string }): T => {
    if (!('$ref' in value)) return value;
    const path = value.$ref.slice('#/'.length).split('/');
    return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T;
  };

  const compile = (schema: object): ValidateFunction => {
    const key = JSON.stringify(schema);
    // References within are to the document, wherever the schema stands.
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"$ref":"#/', '"$ref":"api#/')));
    compiled.set(key, validate);
    return validate;
  };

  /** What is wrong with a value as one of a schema. */
  const valueTroubles = (schema: object, value: unknown, where: string): string[] => {
    const validate = compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${where}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };

  /** What is wrong with an answer. Paths and methods that there are not are held against those of `/search`. */
  const troubles = ({ method, path, status, headers, body }: Given): string[] => {
    const operation = document.paths[path]?.[method.toLowerCase()] ?? document.paths['/search']!.get!;
    const documented = operation.responses[status];
    if (documented === undefined) return [`${path} has no ${status}`];
    const response = resolve(documented);
    const known = Object.entries(response.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), resolve(value) as { schema?: object }] as const,
    );
    const found = Object.keys(headers).filter((name) => !OF_HTTP.includes(name));
    return [
      ...found
        .filter((name) => !known.some(([other]) => other === name))
        .map((name) => `header ${name} is not described`),
      ...known.flatMap(([name, { schema = {} }]) => headerTroubles(name, schema, headers[name])),
      ...contentTroubles(response.content, headers['content-type'] ?? '', body, method),
    ];
  };

  const headerTroubles = (name: string, schema: object, value: string | undefined): string[] => {
    if (value === undefined) return [`header ${name} is missing`];
    const isNumber = 'type' in schema && schema.type === 'integer';
    return valueTroubles(schema, isNumber ? Number(value) : value, `header ${name}`);
  };

  const contentTroubles = (
    content: ResponseObject['content'],
    type: string,
    body: string,
    method: string,
  ): string[] => {
    if (content === undefined || method === 'HEAD') return body === '' ? [] : ['there should be no body'];
    const media = content[type.split(';')[0]!];
    if (media === undefined) return [`content type "${type}" is not described`];
    return valueTroubles(media.schema, JSON.parse(body), 'body');
  };

  return { resolve, troubles, valueTroubles };
}
