// What narrows an answer: the filters in force, each a link that takes it off, and the values that the answer's
// articles have with how many have them, each a link that puts it on or takes it off.

import type { SearchResponse } from './api.generated.ts';
import { element } from './dom.ts';
import { type Filter, type Question, sameFilter, toggled, writeQuestion } from './question.ts';
import type { Strings } from './strings.ts';

/** Links that take off the filters in force, and one for all if there are several. */
export function filtersInForce(question: Question, words: Strings): HTMLElement | null {
  const links = question.filters.map((filter) =>
    removing(`${words.field(filter.field)}: ${filter.value}`, toggled(question, filter), words),
  );
  const { from, to } = question;
  if (from !== null || to !== null)
    links.push(removing(words.span(from, to), { ...question, from: null, to: null, offset: 0 }, words));
  if (links.length === 0) return null;
  const all = { ...question, filters: [], from: null, to: null, offset: 0 };
  if (links.length > 1) links.push(element('a', { href: writeQuestion(all) }, words.removeAll));
  return element('ul', { class: 'in-force', role: 'list' }, ...links.map((link) => element('li', {}, link)));
}

function removing(label: string, without: Question, words: Strings): HTMLElement {
  const href = writeQuestion(without);
  return element(
    'a',
    { href, 'aria-label': words.remove(label) },
    label,
    element('span', { 'aria-hidden': 'true' }, '×'),
  );
}

/** The values of each field that was counted; a field without any is left out. */
export function facetLists(question: Question, facets: SearchResponse['facets'], words: Strings): HTMLElement[] {
  return Object.entries(facets).flatMap(([field, counts]) => {
    if (counts.length === 0) return [];
    const values = counts.map(({ value, count }) => {
      const isOn = isInForce(question, { field, value });
      return element(
        'li',
        {},
        element(
          'a',
          { href: writeQuestion(withFacet(question, { field, value })), 'aria-current': isOn ? 'true' : null },
          element('span', {}, field === 'month' || field === 'year' ? words.span(value, value) : value),
          ' ',
          element('span', { class: 'count' }, words.count(count)),
        ),
      );
    });
    return [element('section', {}, element('h3', {}, words.field(field)), element('ul', { role: 'list' }, ...values))];
  });
}

/** Years and months are dates, not filters: the range of the question. */
const isDate = (field: string): boolean => field === 'year' || field === 'month';

const isInForce = ({ filters, from, to }: Question, filter: Filter): boolean =>
  isDate(filter.field) ? from === filter.value && to === filter.value : filters.some((one) => sameFilter(one, filter));

function withFacet(question: Question, filter: Filter): Question {
  if (!isDate(filter.field)) return toggled(question, filter);
  const range = isInForce(question, filter) ? null : filter.value;
  return { ...question, from: range, to: range, offset: 0 };
}
