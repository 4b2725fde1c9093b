// What CloudWatch takes for an embedded metric format document: the rules of "Specification: Embedded metric format"
// in the CloudWatch user guide, its schema and what it says in words beside it.

import { Ajv } from 'ajv';

const UNITS = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'None'],
  ...[
    'Bytes',
    'Kilobytes',
    'Megabytes',
    'Gigabytes',
    'Terabytes',
    'Bits',
    'Kilobits',
    'Megabits',
    'Gigabits',
    'Terabits',
  ],
];
const name = { type: 'string', minLength: 1, maxLength: 255 };

const SCHEMA = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      additionalProperties: false,
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: name,
              Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 9, items: name } },
              Metrics: {
                type: 'array',
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: { Name: name, Unit: { enum: UNITS } },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

const isDocument = new Ajv().compile(SCHEMA);

interface Document extends Record<string, unknown> {
  _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
}

/** What is wrong with a line as an embedded metric format document; empty when nothing is. */
export function metricTroubles(line: string): string[] {
  const parsed: unknown = JSON.parse(line);
  if (!isDocument(parsed))
    return (isDocument.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const document = parsed as Document;
  // References are to members of the root: dimensions to strings, metrics to numbers.
  return document._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
    ...Dimensions.flat().filter((key) => typeof document[key] !== 'string' || document[key] === ''),
    ...Metrics.map(({ Name }) => Name).filter((key) => typeof document[key] !== 'number'),
  ]);
}
