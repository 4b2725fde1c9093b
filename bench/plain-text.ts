// Judged queries are headlines and questions, not searches in our language: their quotation marks are
// punctuation. As for any engine with a query language, the bench takes the operators out.

/**
 * A query with nothing that our query language reads as an operator: quotes are dropped, a minus sign at the
 * start of a token too, and OR is written small.
 */
export function plainText(query: string): string {
  return query
    .replace(/["“”＂「」]/g, '')
    .replace(/(^|\s)[-－]+(?=\S)/g, '$1')
    .replace(/(^|\s)OR(?=\s|$)/g, '$1or');
}
