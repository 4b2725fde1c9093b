// What the address bar says: the question as `?q=&offset=&sort=`, so that every view can be linked,
// reloaded and gone back to. Defaults are left out, and nonsense in a link becomes the default.

export type Sort = 'relevance' | 'newest' | 'oldest';

export interface Question {
  /** Trimmed; empty is the start page. */
  q: string;
  /** Hits before the page, 0-1000. */
  offset: number;
  sort: Sort;
}

/** Hits on a page. */
export const PAGE_SIZE = 10;
/** The largest offset that the search answers. */
export const LAST_OFFSET = 1000;

const sorts: readonly string[] = ['relevance', 'newest', 'oldest'];

export function isSort(value: string | null): value is Sort {
  return value !== null && sorts.includes(value);
}

/** @param search the query string of a link, with or without its `?` */
export function readQuestion(search: string): Question {
  const parameters = new URLSearchParams(search);
  const q = (parameters.get('q') ?? '').trim();
  const offset = Number(parameters.get('offset') ?? '0');
  const sort = parameters.get('sort');
  return {
    q,
    offset: Number.isInteger(offset) && offset >= 0 && offset <= LAST_OFFSET ? offset : 0,
    sort: isSort(sort) ? sort : 'relevance',
  };
}

/** The query string of a question, with `?`; empty for the start page. */
export function writeQuestion(question: Question): string {
  if (question.q === '') return '';
  const parameters = new URLSearchParams({ q: question.q });
  if (question.offset > 0) parameters.set('offset', String(question.offset));
  if (question.sort !== 'relevance') parameters.set('sort', question.sort);
  return `?${parameters}`;
}
