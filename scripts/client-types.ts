// The types of the client (web/api.generated.ts), from the OpenAPI document. They stand alone, so that the package can
// ship them as declarations without the engine's sources behind them.

/** What the document has of JSON Schema. */
interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  description?: string;
  default?: unknown;
}
interface Parameter {
  name: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}
interface Document {
  paths: Record<string, { get: { operationId: string; parameters: (Parameter | { $ref: string })[] } }>;
  components: { schemas: Record<string, Schema> };
}

/** A TypeScript type. @throws Error for a part of JSON Schema that the document has no use for so far */
function typeOf(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((part) => typeOf(part, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return arrayOf(schema, indent);
    case 'object':
      return objectOf(schema, indent);
    case undefined:
      if (Object.keys(schema).length === 0) return 'unknown';
  }
  throw new Error(`scripts/client-types.ts: no type for ${JSON.stringify(schema)}`);
}

function arrayOf({ prefixItems, items = {} }: Schema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`;
  const item = typeOf(items, indent);
  return / \| /.test(item.replace(/\{.*\}/gs, '')) ? `(${item})[]` : `${item}[]`;
}

function objectOf({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (!properties)
    return `Record<string, ${typeOf(additionalProperties === true ? {} : additionalProperties || {}, indent)}>`;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(schema.description, inner)}${inner}${name}${optional}: ${typeOf(schema, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

const comment = (text: string | undefined, indent: string): string => (text ? `${indent}/** ${text} */\n` : '');

/** What the client takes for a path: lists where a parameter may repeat, and `filters` by field. */
function parametersOf(name: string, parameters: readonly Parameter[]): string {
  const members = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, description = '', required, schema }) => {
      const assumed = schema.default === undefined ? '' : ` Default: ${JSON.stringify(schema.default)}.`;
      return `${comment(description + assumed, '  ')}  ${required ? `${name}: ${givenAs(schema)}` : `${name}?: ${givenAs(schema)} | undefined`};\n`;
    });
  return `export interface ${name} {\n${members.join('')}}\n`;
}

function givenAs(schema: Schema): string {
  if (schema.patternProperties) return 'Record<string, string | readonly string[]>';
  return schema.type === 'array' ? `string | readonly string[]` : typeOf(schema);
}

/** The text of web/api.generated.ts: parameters by operation, and every schema of the document. */
export function clientTypes(document: object): string {
  const { paths, components } = document as Document;
  const parameters = Object.values(paths)
    .map(({ get }) => get)
    .filter(({ operationId }) => operationId !== 'openapi')
    .map(({ operationId, parameters }) =>
      parametersOf(
        `${operationId[0]!.toUpperCase()}${operationId.slice(1)}Parameters`,
        parameters.filter((parameter) => 'name' in parameter),
      ),
    )
    .filter((text) => text.includes('?:'));
  const answers = Object.entries(components.schemas).map(([name, schema]) => {
    const { description, ...rest } = schema;
    return `${comment(description, '')}export interface ${name} ${typeOf(rest)}\n`;
  });
  return [
    '// Written by scripts/generate-openapi.ts from the OpenAPI document; do not edit.\n',
    ...parameters,
    ...answers,
  ].join('\n');
}
