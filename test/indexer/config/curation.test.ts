import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { MOST_LIST_BYTES } from '../../../engine/index/manifest.ts';
import { MOST_PINS, parseCuration } from '../../../indexer/config/curation.ts';

const parse = (value: unknown) =>
  parseCuration({ text: typeof value === 'string' ? value : JSON.stringify(value), source: 'curation.json' });

test('rules have the keys of their queries: script, width, case, signs and blanks between scripts do not matter', () => {
  const rules = parse([
    {
      queries: ['停水', '停水通知！', 'ＩＰｈｏｎｅ 電池', '  停水 '],
      pin: ['b', 'a'],
      hide: ['c'],
      redirect: '/water?a=1#b',
    },
    { queries: '*', hide: ['gone'] },
  ]);
  expect(rules).toEqual([
    {
      name: 'curation.json: rule 1 (停水)',
      queries: ['停水', '停水通知', 'iphone电池'],
      pin: ['b', 'a'],
      hide: ['c'],
      redirect: '/water?a=1#b',
    },
    { name: 'curation.json: rule 2 (*)', queries: null, pin: [], hide: ['gone'], redirect: null },
  ]);
  expect(parse([])).toEqual([]);
});

test('links of http and https and relative ones are accepted', () => {
  for (const redirect of ['https://example.com/a', 'HTTP://example.com', '/help', 'help.html', '?q=a', '#top', '../a'])
    expect(parse([{ queries: ['a'], redirect }])[0]!.redirect).toBe(redirect);
});

describe('what cannot be meant is refused, with file, rule and value', () => {
  const link = 'must be a link of http or https, or a relative one such as /help';
  test.each<[unknown, string]>([
    ['[{"queries": ["a"],}]', 'curation.json: line 1, column 20'],
    [{ queries: ['a'] }, 'curation.json: the file must be a list of rules'],
    [[7], 'curation.json: rule 1: is 7, but must be an object'],
    [[{ pin: ['a'] }], 'curation.json: rule 1: "queries" is missing; it is a list of queries, or "*" for every query'],
    [[{ queries: 'a', pin: ['a'] }], 'curation.json: rule 1: "queries" is "a", but must be a list of queries'],
    [[{ queries: [], pin: ['a'] }], 'curation.json: rule 1: "queries" is [], but must be a list of queries'],
    [
      [{ queries: ['a'], pins: ['a'] }],
      'curation.json: rule 1: unknown key "pins" (allowed here: queries, pin, hide, redirect)',
    ],
    [
      [{ queries: ['a'], pin: [7] }],
      'curation.json: rule 1: "pin" is [7], but must be a list of article ids, each in quotes',
    ],
    [[{ queries: ['a'], pin: [] }], 'curation.json: rule 1: "pin" is [], but must be a list'],
    [[{ queries: ['a'] }], 'curation.json: rule 1 (a): does nothing; give it "pin", "hide" or "redirect"'],
    [
      [{ queries: ['a'], redirect: 'javascript:alert(1)' }],
      `curation.json: rule 1: "redirect" is "javascript:alert(1)", but ${link}`,
    ],
    [[{ queries: ['a'], redirect: 'java\nscript:alert(1)' }], link],
    [[{ queries: ['a'], redirect: 'data:text/html,x' }], link],
    [[{ queries: ['a'], redirect: ' /a' }], link],
    [[{ queries: ['a'], redirect: '' }], link],
    [[{ queries: ['"a"'], pin: ['a'] }], 'curation.json: rule 1 ("a"): the query ""a"" is not plain words'],
    [[{ queries: ['a -b'], pin: ['a'] }], 'is not plain words; leave out quotes, -, OR and title:'],
    [[{ queries: ['-b'], pin: ['a'] }], 'is not plain words'],
    [[{ queries: ['。'], pin: ['a'] }], 'is not plain words'],
    [[{ queries: '*', pin: ['a'] }], 'for every query articles can be hidden, but not pinned or redirected from'],
    [[{ queries: ['a'], pin: ['x', 'x'] }], '"pin" has "x" twice'],
    [[{ queries: ['a'], pin: ['x'], hide: ['x'] }], '"x" is pinned for "a", but curation.json: rule 1 (a) hides it'],
    [
      [
        { queries: ['a'], pin: ['x'] },
        { queries: '*', hide: ['x'] },
      ],
      'curation.json: rule 1 (a): "x" is pinned for "a", but curation.json: rule 2 (*) hides it; remove one of the two',
    ],
    [
      [
        { queries: ['a'], redirect: '/1' },
        { queries: ['Ａ'], redirect: '/2' },
      ],
      '"a" is redirected to /1 and /2; keep one',
    ],
    [
      [
        { queries: ['a'], pin: Array.from({ length: MOST_PINS }, (_, i) => `n${i}`) },
        { queries: ['a'], pin: ['more'] },
      ],
      `"a" pins ${MOST_PINS + 1} articles; at most ${MOST_PINS} are shown first`,
    ],
  ])('%j', (value, message) => {
    expect(() => parse(value)).toThrow(UsageError);
    expect(() => parse(value)).toThrow(message);
  });

  test('more than the pointer can carry', () => {
    const many = Array.from({ length: 9000 }, (_, i) => ({ queries: [`停水${i}`], hide: ['a'] }));
    expect(() => parse(many)).toThrow(new RegExp(`its rules are \\d+ bytes.*at most ${MOST_LIST_BYTES}`));
  });
});

test('any text is rules, or is refused as wrong usage', () => {
  const json = fc.json({ maxDepth: 3 });
  const rule = fc.record(
    {
      queries: fc.oneof(fc.constant('*'), fc.array(fc.string({ unit: 'binary', maxLength: 5 })), fc.jsonValue()),
      pin: fc.oneof(fc.array(fc.constantFrom('a', 'b', '')), fc.jsonValue()),
      hide: fc.oneof(fc.array(fc.constantFrom('a', 'b', '')), fc.jsonValue()),
      redirect: fc.oneof(fc.webUrl(), fc.string()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        json,
        fc.string(),
        fc.array(rule).map((rules) => JSON.stringify(rules)),
      ),
      (text) => {
        try {
          for (const { queries, pin, redirect } of parse(text)) {
            expect(queries === null ? pin : queries).not.toContain('');
            if (redirect !== null) expect(new URL(redirect, 'https://a.example').protocol).toMatch(/^https?:$/);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      },
    ),
    { numRuns: 500 },
  );
});
