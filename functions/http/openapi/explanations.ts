// What `explain=true` adds to answers, as schemas; engine/search/explanation.ts says what the figures mean.

import * as v from 'valibot';
import type {
  ExplainedKeyword,
  ExplainedPart,
  ExplainedUnit,
  Explanation,
  PlannedTerm,
  PlannedUnit,
  QueryExplanation,
} from '../../../engine/search/explanation.ts';
import { described, type Exactly, nonNegative, required } from './describe.ts';

const field = v.nullable(v.literal('title'));
const perField = v.strictObject({ title: v.number(), body: v.number() });

const part = v.strictObject({
  what: v.picklist(['term', 'character', 'title', 'best sentence', 'beginning']),
  text: v.string(),
  score: described(v.number(), '`weight` x `impact`.'),
  weight: v.number(),
  impact: v.number(),
  occurrences: v.nullable(perField),
  termWeight: v.nullable(v.number()),
  idf: v.nullable(v.number()),
  documentFrequency: v.nullable(nonNegative),
  synonymOf: v.nullable(v.string()),
});
required<Exactly<ExplainedPart, v.InferOutput<typeof part>>>();

const keyword = v.strictObject({
  text: v.string(),
  stands: v.picklist(['as typed', 'in parts', 'apart', 'partly', 'missing']),
});
required<Exactly<ExplainedKeyword, v.InferOutput<typeof keyword>>>();

const unit = v.strictObject({
  text: v.string(),
  field,
  held: v.boolean(),
  by: v.nullable(v.picklist(['word', 'bigrams', 'parts', 'phrase', 'synonym'])),
  synonym: v.nullable(v.string()),
});
required<Exactly<ExplainedUnit, v.InferOutput<typeof unit>>>();

export const explanation = described(
  v.strictObject({
    score: described(v.number(), '`sum` x `factor` x `recency`, not rounded.'),
    sum: v.number(),
    factor: v.number(),
    recency: v.number(),
    keywords: v.array(keyword),
    parts: v.array(part),
    units: v.array(unit),
    covered: v.number(),
    lengths: perField,
    firstPhase: v.nullable(v.number()),
  }),
  'Why a hit has its score; only with `explain=true`.',
);
required<Exactly<Explanation, v.InferOutput<typeof explanation>>>();

const plannedUnit = v.strictObject({
  text: v.string(),
  kind: v.picklist(['word', 'run', 'character', 'mixed', 'latin', 'date', 'phrase']),
  field,
  use: v.picklist(['wanted', 'required', 'excluded']),
  clause: v.nullable(nonNegative),
  weight: v.number(),
  synonyms: v.array(v.string()),
});
required<Exactly<PlannedUnit, v.InferOutput<typeof plannedUnit>>>();

const plannedTerm = v.strictObject({
  text: v.string(),
  field,
  use: v.picklist(['asked', 'ranks', 'excluded']),
  prefix: v.boolean(),
  termWeight: v.number(),
  idf: v.nullable(v.number()),
  documentFrequency: v.nullable(nonNegative),
  synonymOf: v.nullable(v.string()),
});
required<Exactly<PlannedTerm, v.InferOutput<typeof plannedTerm>>>();

export const queryExplanation = described(
  v.strictObject({
    order: v.picklist(['relevance', 'newest', 'oldest']),
    match: v.picklist(['some', 'all']),
    needed: v.number(),
    units: v.array(plannedUnit),
    dropped: v.array(
      v.strictObject({ text: v.string(), why: v.picklist(['stop word', 'asks or binds', 'too many words']) }),
    ),
    terms: v.array(plannedTerm),
    characters: v.array(v.strictObject({ text: v.string(), termWeight: v.number(), idf: v.number() })),
    bm25: v.strictObject({
      k1: v.number(),
      b: v.number(),
      titleBoost: v.number(),
      pivots: perField,
      documents: nonNegative,
    }),
  }),
  'How the query was read; only with `explain=true`.',
);
required<Exactly<QueryExplanation, v.InferOutput<typeof queryExplanation>>>();
