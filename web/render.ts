// What is under the search box: the start page, an answer, or what went wrong. Each view is built whole from
// its data and put in place at once; nothing here asks the server or changes the address.

import type { SearchResponse, StatusResponse } from './api.generated.ts';
import type { Answer, Failure } from './asking.ts';
import { byId, element } from './dom.ts';
import { facetLists, filtersInForce } from './filters.ts';
import { hitItem, linkOf } from './hit.ts';
import { nodesOf, piecesOf } from './marks.ts';
import { offsetOf, pagesOf } from './paging.ts';
import { isNarrowed, type Question, START, writeQuestion } from './question.ts';
import type { Strings } from './strings.ts';

export type View =
  | { kind: 'waiting' }
  | { kind: 'start'; status: Answer<StatusResponse> | null }
  | { kind: 'answer'; question: Question; response: SearchResponse }
  /** What filters were asked with may be what failed: they can be taken off. */
  | { kind: 'failure'; question: Question; failure: Failure };

/** Replaces what is shown. Links carry the address of their question; buttons say in `data-do` what they do. */
export function render(view: View, words: Strings): void {
  const { summary, content, paging } = partsOf(view, words);
  const status = byId('summary', HTMLElement);
  // Setting equal text again would make screen readers repeat it.
  if (status.textContent !== summary) status.textContent = summary;
  byId('content', HTMLElement).replaceChildren(...content);
  const pagingPlace = byId('paging', HTMLElement);
  pagingPlace.replaceChildren(...paging);
  pagingPlace.hidden = paging.length === 0;
  byId('sort-field', HTMLElement).hidden = view.kind !== 'answer';
  renderFilters(view, words);
  document.body.dataset.view = view.kind === 'answer' && view.response.hits.length === 0 ? 'empty' : view.kind;
}

/** The panel stays open or closed as the reader left it, and is there as long as there is something to narrow. */
function renderFilters(view: View, words: Strings): void {
  const panel = byId('filters', HTMLDetailsElement);
  const isOffered = view.kind === 'answer' && (view.response.total > 0 || isNarrowed(view.question));
  panel.hidden = !isOffered;
  if (!isOffered) return;
  byId('facets', HTMLElement).replaceChildren(...facetLists(view.question, view.response.facets, words));
}

interface Parts {
  summary: string;
  content: Node[];
  paging: Node[];
}

function partsOf(view: View, words: Strings): Parts {
  switch (view.kind) {
    case 'waiting':
      return { summary: '', content: [], paging: [] };
    case 'start':
      return startPage(view.status, words);
    case 'failure':
      return {
        summary: '',
        content: [filtersInForce(view.question, words), failureNote(view.failure, words)].filter((one) => one !== null),
        paging: [],
      };
    case 'answer':
      return view.response.hits.length === 0
        ? emptyAnswer(view.question, view.response, words)
        : answer(view.question, view.response, words);
  }
}

function startPage(status: Answer<StatusResponse> | null, words: Strings): Parts {
  const examples = words.examples.map(({ query, means }) =>
    element(
      'li',
      {},
      element(
        'a',
        { href: writeQuestion({ ...START, q: query }), 'data-stop': '' },
        element('span', { class: 'query', lang: 'zh' }, query),
        element('span', { class: 'means' }, means),
      ),
    ),
  );
  const content: Node[] = [];
  if (status && !status.ok) content.push(failureNote(status.failure, words));
  content.push(
    element('h2', { class: 'quiet-heading' }, words.tryThese),
    element('ul', { class: 'examples', role: 'list' }, ...examples),
  );
  if (status?.ok) {
    const { collection, version } = status.body;
    content.push(element('p', { class: 'index' }, words.indexVersion(collection, version)));
  }
  return { summary: status?.ok ? words.collection(status.body.documents) : '', content, paging: [] };
}

function answer(question: Question, response: SearchResponse, words: Strings): Parts {
  const { hits, total } = response;
  const exact = response.totalRelation === 'eq';
  const parts = [words.total(total, exact)];
  if (question.offset > 0) parts.push(words.range(question.offset + 1, question.offset + hits.length));
  // Safari takes a list without bullets for no list unless told.
  const list = element('ol', { class: 'hits', role: 'list', start: String(question.offset + 1) });
  const uncollapsed = writeQuestion({ ...question, collapse: false, offset: 0 });
  list.append(...hits.map((hit) => hitItem(hit, uncollapsed, words)));
  return {
    summary: parts.join(' · '),
    content: [...notes(question, response, words), list],
    paging: pagingOf(question, hits.length, total, exact, words),
  };
}

/** What is to be said of an answer before its hits. */
function notes(question: Question, response: SearchResponse, words: Strings): HTMLElement[] {
  const { didYouMean, redirect, relaxed } = response;
  const said: (HTMLElement | null)[] = [filtersInForce(question, words)];
  const offered = redirect === null ? null : linkOf(redirect);
  if (offered) said.push(note(words.goTo, element('a', { href: offered }, redirect)));
  if (didYouMean) {
    const href = writeQuestion({ ...question, q: didYouMean.query, offset: 0 });
    const corrected = element('a', { href, lang: 'zh' }, ...nodesOf(piecesOf(didYouMean.html)));
    // Pinyin that stands nowhere was answered by how it is read: these are the hits of the reading.
    if (didYouMean.answered) said.push(note(words.readAs, corrected));
    else said.push(note(words.didYouMean, corrected, words.articles(didYouMean.total)));
  }
  if (relaxed && !didYouMean?.answered) said.push(note(words.relaxed));
  return said.filter((one) => one !== null);
}

const note = (...content: (Node | string)[]): HTMLElement =>
  element('p', { class: 'note', role: 'status' }, ...content);

function emptyAnswer(question: Question, response: SearchResponse, words: Strings): Parts {
  if (question.offset > 0 && response.total > 0) {
    const first = element('a', { href: writeQuestion({ ...question, offset: 0 }), class: 'button' }, words.firstPage);
    return { summary: words.pastEnd, content: [element('div', { class: 'state' }, first)], paging: [] };
  }
  const advice = element('ul', {}, ...words.advice.map((line) => element('li', {}, line)));
  const state = element('div', { class: 'state' }, ...notes(question, response, words), advice);
  if (question.sort !== 'relevance') {
    const relaxed = writeQuestion({ ...question, offset: 0, sort: 'relevance' });
    state.append(element('a', { href: relaxed, class: 'button' }, words.byRelevance));
  }
  return { summary: words.none(question.q), content: [state], paging: [] };
}

function failureNote(failure: Failure, words: Strings): HTMLElement {
  const { title, way } = words.failed[failure.reason];
  const wait = failure.retryAfter === null ? null : words.retryAfter(failure.retryAfter);
  const refused = failure.reason === 'refused';
  return element(
    'div',
    { class: 'state failure', role: 'alert' },
    element('h2', {}, title),
    failure.detail === null ? null : element('p', { class: 'detail' }, failure.detail),
    element('p', {}, way, wait),
    element(
      'button',
      { type: 'button', class: 'button', 'data-do': refused ? 'edit' : 'retry' },
      refused ? words.edit : words.retry,
    ),
  );
}

function pagingOf(question: Question, shown: number, total: number, exact: boolean, words: Strings): Node[] {
  const pages = pagesOf(question.offset, shown, total, exact);
  if (pages.numbers.length === 0) return [];
  const link = (page: number, label: string, attributes: Record<string, string>): HTMLElement =>
    element('a', { href: writeQuestion({ ...question, offset: offsetOf(page) }), ...attributes }, label);

  const numbers = pages.numbers.map((page) => {
    if (page === null) return element('li', { class: 'gap', 'aria-hidden': 'true' }, '…');
    const label = { 'aria-label': words.page(page) };
    if (page !== pages.current) return element('li', {}, link(page, String(page), label));
    return element('li', {}, element('span', { ...label, 'aria-current': 'page' }, String(page)));
  });
  return [
    pages.previous === null
      ? element('span', { class: 'step', 'aria-hidden': 'true' })
      : link(pages.previous, words.previous, { class: 'step', rel: 'prev' }),
    element('ol', {}, ...numbers),
    pages.next === null
      ? element('span', { class: 'step', 'aria-hidden': 'true' })
      : link(pages.next, words.next, { class: 'step', rel: 'next' }),
  ];
}
