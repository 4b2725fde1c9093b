// For `node --import`: the process that loads this has one constant of the ranking changed. Which, and to
// what, is in this module's own address; see with-constant.ts.

import { registerHooks } from 'node:module';
import { changeOf, RANKING_URL, withConstant } from './with-constant.ts';

const change = changeOf(import.meta.url);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== RANKING_URL || !loaded.source) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: withConstant(source, change) };
  },
});
