// What the address bar says: the question as `?q=&filter.source=&from=&offset=&sort=`, with the names of /search, so
// that every view can be linked, reloaded and gone back to. Defaults are left out, and nonsense in a link becomes the
// default.

export type Sort = 'relevance' | 'newest' | 'oldest';

/** A value that a field must have; of several with one field, any. */
export interface Filter {
  field: string;
  value: string;
}

export interface Question {
  /** Trimmed; empty is the start page. */
  q: string;
  /** Hits before the page, 0-1000. */
  offset: number;
  sort: Sort;
  /** Sorted by field and value, each once. */
  filters: readonly Filter[];
  /** Civil dates: a year, a month or a day; null is open. */
  from: string | null;
  to: string | null;
  /** Whether articles that are nearly the same are one hit. */
  collapse: boolean;
}

export const START: Question = {
  q: '',
  offset: 0,
  sort: 'relevance',
  filters: [],
  from: null,
  to: null,
  collapse: true,
};

/** Hits on a page. */
export const PAGE_SIZE = 10;
/** The largest offset that the search answers. */
export const LAST_OFFSET = 1000;

const FILTER = 'filter.';
const sorts: readonly string[] = ['relevance', 'newest', 'oldest'];

export function isSort(value: string | null): value is Sort {
  return value !== null && sorts.includes(value);
}

/** Whether any filter or date narrows the question. */
export const isNarrowed = ({ filters, from, to }: Question): boolean =>
  filters.length > 0 || from !== null || to !== null;

export const sameFilter = (a: Filter, b: Filter): boolean => a.field === b.field && a.value === b.value;

/** The question with a filter more, or without it where it has it; from its first page. */
export function toggled(question: Question, filter: Filter): Question {
  const others = question.filters.filter((one) => !sameFilter(one, filter));
  const filters = others.length < question.filters.length ? others : sortedFilters([...others, filter]);
  return { ...question, filters, offset: 0 };
}

/** @param search the query string of a link, with or without its `?` */
export function readQuestion(search: string): Question {
  const parameters = new URLSearchParams(search);
  const offset = Number(parameters.get('offset') ?? '0');
  const sort = parameters.get('sort');
  const filters: Filter[] = [];
  for (const [name, value] of parameters) {
    const filter = { field: name.slice(FILTER.length), value };
    const isWhole = name.startsWith(FILTER) && filter.field !== '' && value !== '';
    if (isWhole && !filters.some((one) => sameFilter(one, filter))) filters.push(filter);
  }
  return {
    q: (parameters.get('q') ?? '').trim(),
    offset: Number.isInteger(offset) && offset >= 0 && offset <= LAST_OFFSET ? offset : 0,
    sort: isSort(sort) ? sort : 'relevance',
    filters: sortedFilters(filters),
    from: dateOf(parameters.get('from')),
    to: dateOf(parameters.get('to')),
    collapse: parameters.get('collapse') !== 'false',
  };
}

const dateOf = (value: string | null): string | null =>
  value !== null && /^\d{4}(-\d\d){0,2}$/.test(value) ? value : null;

/** The query string of a question, with `?`; empty for the start page. */
export function writeQuestion(question: Question): string {
  if (question.q === '') return '';
  const parameters = new URLSearchParams({ q: question.q });
  for (const { field, value } of question.filters) parameters.append(FILTER + field, value);
  if (question.from !== null) parameters.set('from', question.from);
  if (question.to !== null) parameters.set('to', question.to);
  if (!question.collapse) parameters.set('collapse', 'false');
  if (question.offset > 0) parameters.set('offset', String(question.offset));
  if (question.sort !== 'relevance') parameters.set('sort', question.sort);
  return `?${parameters}`;
}

const sortedFilters = (filters: Filter[]): Filter[] =>
  filters.sort((a, b) => order(a.field, b.field) || order(a.value, b.value));

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
