// Which code this is, for entity tags: a deployed bundle carries the digest of itself, put in by
// scripts/bundle.ts; code run from its sources has none.

declare const XUNWEN_BUILD: string | undefined;

/** 16 hex digits over the bundle, or `source`. */
export const BUILD_ID: string = typeof XUNWEN_BUILD === 'string' ? XUNWEN_BUILD : 'source';
