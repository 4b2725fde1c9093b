// Articles as an answer shows them: marked titles, snippets, and what of their other fields is not too long.

import { highlight } from '../highlight/highlight.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import type { Hit, SearchRequest } from './contract.ts';
import { markTargets } from './mark-targets.ts';
import type { Plan } from './plan.ts';
import { textOf } from './stored-text.ts';
import type { TextScore } from './text-score.ts';

/** `extra` of a hit up to this many bytes of JSON. */
const EXTRA_BYTES = 2048;

/** An article that is shown, by its number in the index, and what its text says to the plan. */
export interface ShownArticle {
  document: number;
  stored: StoredArticle;
  text: TextScore;
}

/** @param plan what is marked in titles and snippets */
export function makeHits(
  page: readonly ShownArticle[],
  plan: Plan,
  { snippets, snippetLength }: Pick<SearchRequest, 'snippets' | 'snippetLength'>,
): Hit[] {
  const targets = markTargets(plan);
  const options = { snippets, snippetLength, typed: plan.typed };
  return page.map(({ stored, text }) => {
    const { article } = stored;
    const { title, body } = textOf(stored);
    const marked = highlight(article, targets, options, { title: title.folded, body: body.folded });
    const extra = article.extra ?? {};
    return {
      id: article.id,
      url: article.url ?? null,
      title: article.title,
      titleHtml: marked.titleHtml,
      snippets: marked.snippets,
      source: article.source ?? null,
      author: article.author ?? null,
      date: article.date?.civil ?? null,
      tags: article.tags ?? [],
      extra: Buffer.byteLength(JSON.stringify(extra)) <= EXTRA_BYTES ? extra : {},
      score: Math.round(text.score * 1e4) / 1e4,
      matched: text.matched,
      duplicates: 0,
    };
  });
}
