import { expect, it } from 'vitest';
import { plainText } from '../../bench/plain-text.ts';
import { parseQuery } from '../../engine/search/query-language.ts';

it('leaves nothing that the query language reads as an operator', () => {
  for (const query of ['国足“黑马”夺冠', '-徐汇 文明', '甲 OR 乙', '"a b" －c', '「甲」乙']) {
    const { clauses, excluded } = parseQuery(plainText(query));
    expect(excluded).toEqual([]);
    for (const { alternatives } of clauses) expect(alternatives.map(({ kind }) => kind)).toEqual(['text']);
  }
});

it('leaves other text as it is', () => {
  for (const query of ['covid-19 疫苗', 'a:b', '5G基站', 'FORD 汽车']) expect(plainText(query)).toBe(query);
});
