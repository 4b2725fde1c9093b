import { describe, expect, it } from 'vitest';
import { fold } from '../../../engine/analysis/fold.ts';
import { highlight, type MarkTarget } from '../../../engine/highlight/highlight.ts';
import { bracketed, day, shown, unit, word } from './support.ts';

const options = { snippets: 2, snippetLength: 120 };

/** Title and snippets with marks in brackets; what was typed are the targets unless told. */
function show(
  article: { title?: string; body?: string },
  targets: MarkTarget[],
  more: { snippets?: number; snippetLength?: number; typed?: string[] } = {},
): { title: string; snippets: string[] } {
  const typed = more.typed ?? targets.flatMap((target) => (target.kind === 'text' ? [target.text] : []));
  const { titleHtml, snippets } = highlight({ title: '', body: '', ...article }, targets, {
    ...options,
    ...more,
    typed,
  });
  return {
    title: titleHtml.replace(/<mark>/g, '[').replace(/<\/mark>/g, ']'),
    snippets: snippets.map(shown),
  };
}

describe('a unit', () => {
  it('is marked in title and body, wherever it stands', () => {
    const article = { title: '徐汇报', body: '徐汇区在上海。徐汇滨江。' };
    expect(show(article, [unit('徐汇')])).toEqual({ title: '[徐汇]报', snippets: ['[徐汇]区在上海。[徐汇]滨江。'] });
  });

  it('that stands whole has its parts marked nowhere in the article', () => {
    const article = { title: '文明', body: '文明城市徐汇。城市的文明。' };
    expect(show(article, [unit('文明城市', '文明 城市')])).toEqual({
      title: '文明',
      snippets: ['[文明城市]徐汇。城市的文明。'],
    });
  });

  it('that stands whole only in the title settles the body too', () => {
    const article = { title: '文明城市', body: '城市的文明。' };
    expect(show(article, [unit('文明城市', '文明 城市')])).toEqual({ title: '[文明城市]', snippets: ['城市的文明。'] });
  });

  it('that stands nowhere whole is marked by its parts', () => {
    const article = { title: '文明', body: '城市的文明。' };
    expect(show(article, [unit('文明城市', '文明 城市')])).toEqual({ title: '[文明]', snippets: ['[城市]的[文明]。'] });
  });

  it('has its parts marked if they were typed as units of their own', () => {
    const article = { title: '', body: '文明城市徐汇。城市的文明。' };
    expect(show(article, [unit('文明城市', '文明 城市'), unit('文明')]).snippets).toEqual([
      '[文明城市]徐汇。城市的[文明]。',
    ]);
  });

  it('that nobody typed has its parts marked only where all of them stand', () => {
    const synonym = unit('new york', 'new york', { together: true });
    expect(show({ body: 'york, new ideas' }, [synonym]).snippets).toEqual(['[york], [new] ideas']);
    expect(show({ title: 'york', body: 'new ideas' }, [synonym])).toEqual({
      title: '[york]',
      snippets: ['[new] ideas'],
    });
    expect(show({ body: 'new ideas' }, [synonym]).snippets).toEqual(['new ideas']);
  });

  it('that stands whole settles its parts for other units as well', () => {
    const article = { title: '', body: '文明城市。社会的文明。' };
    expect(show(article, [unit('文明城市', '文明 城市'), unit('文明社会', '文明 社会')]).snippets).toEqual([
      '[文明城市]。[社会]的文明。',
    ]);
  });

  it('of the title alone is not marked in the body', () => {
    const article = { title: '徐汇', body: '在徐汇的文明。' };
    expect(show(article, [unit('徐汇', '', { field: 'title' }), unit('文明')])).toEqual({
      title: '[徐汇]',
      snippets: ['在徐汇的[文明]。'],
    });
  });

  it('typed in Simplified marks the Traditional text, and full width marks as ASCII does', () => {
    const article = { title: '圖書館', body: '買了ＩＰＨＯＮＥ和Iphone15。' };
    expect(show(article, [unit(fold('图书馆')), word(fold('iPhone'))])).toEqual({
      title: '[圖書館]',
      snippets: ['買了[ＩＰＨＯＮＥ]和[Iphone]15。'],
    });
  });

  it('in Latin letters is not marked inside another word', () => {
    expect(show({ body: 'Google和Go语言。' }, [word('go')]).snippets).toEqual(['Google和[Go]语言。']);
  });
});

describe('a date', () => {
  it('is marked whole in all its forms', () => {
    const body = '2017年11月25日开幕，11月25日上午，2017-11-26闭幕。';
    expect(show({ body }, [day('@2017-11-25', '@--11-25')]).snippets).toEqual([
      '[2017年11月25日]开幕，[11月25日]上午，2017-11-26闭幕。',
    ]);
  });

  it('is not torn by a word that seems to stand across its end', () => {
    const body = '2017年11月25日方世忠区长说。';
    expect(show({ body }, [day('@2017-11-25'), unit('日方')]).snippets).toEqual(['[2017年11月25日]方世忠区长说。']);
  });
});

describe('an article without a mark in its body', () => {
  it('shows its first sentence', () => {
    const article = { title: '徐汇', body: '\n  第一句，有逗号。”第二句。' };
    const { titleHtml, snippets } = highlight(article, [unit('徐汇')], { ...options, typed: ['徐汇'] });
    expect(titleHtml).toBe('<mark>徐汇</mark>');
    expect(snippets).toEqual([{ html: '第一句，有逗号。”', text: '第一句，有逗号。”', offset: 3, marks: [] }]);
  });

  it('shows as much of a long first sentence as asked for', () => {
    expect(show({ body: '长'.repeat(500) }, [], { snippetLength: 40 }).snippets).toEqual(['长'.repeat(40)]);
    expect(show({ body: '𠮷'.repeat(500) }, [], { snippetLength: 41 }).snippets).toEqual(['𠮷'.repeat(20)]);
    expect(show({ body: `${'长'.repeat(38)}google。` }, [], { snippetLength: 40 }).snippets).toEqual(['长'.repeat(38)]);
  });

  it('shows one snippet however many were asked for, and none of nothing', () => {
    expect(show({ body: '甲。乙。' }, [], { snippets: 5 }).snippets).toEqual(['甲。']);
    expect(show({ title: '徐汇' }, [unit('徐汇')]).snippets).toEqual([]);
    expect(show({ title: '徐汇', body: ' \n\u3000' }, [unit('徐汇')]).snippets).toEqual([]);
    expect(show({ body: '徐汇' }, [unit('徐汇')], { snippets: 0 }).snippets).toEqual([]);
  });

  it('does not take leading dots for a sentence', () => {
    expect(show({ body: '……他说。后来。' }, []).snippets).toEqual(['……他说。']);
  });
});

describe('snippets', () => {
  const filler = (count: number) => '这一句话什么也没有说。'.repeat(count);

  it('begin where the sentence of the first mark begins and end where one ends', () => {
    const body = `${filler(30)}市政府昨天宣布，徐汇区成为文明城市。${filler(30)}`;
    const [snippet] = show({ body }, [unit('徐汇'), unit('文明城市')]).snippets;
    expect(snippet).toMatch(/^市政府昨天宣布，\[徐汇]区成为\[文明城市]。.*。$/);
  });

  it('begin at a clause where the sentence begins too far away', () => {
    const body = `${'很长很长的话'.repeat(40)}，说到最后，徐汇。${filler(30)}`;
    const [snippet] = show({ body }, [unit('徐汇')]).snippets;
    expect(snippet).toMatch(/^说到最后，\[徐汇]。/);
  });

  it('show the place with the most different units, not the one with the most repeats', () => {
    const body = `徐汇徐汇徐汇徐汇徐汇徐汇。${filler(30)}徐汇的文明。${filler(30)}`;
    const { snippets } = show({ body }, [unit('徐汇'), unit('文明')], { typed: [] });
    expect(snippets[0]).toMatch(/^\[徐汇]的\[文明]。/);
    expect(snippets[1]).toMatch(/^\[徐汇]\[徐汇]\[徐汇]\[徐汇]\[徐汇]\[徐汇]。/);
  });

  it('show the rarer of two units first', () => {
    const body = `徐汇在这里。${filler(30)}文明在这里。${filler(30)}`;
    const targets = [unit('徐汇'), unit('文明', '', { weight: 3 })];
    expect(show({ body }, targets).snippets.map((it) => it.slice(0, 9))).toEqual([
      '[文明]在这里。这',
      '[徐汇]在这里。这',
    ]);
  });

  it('show the earlier of two equal places', () => {
    const body = `${filler(20)}徐汇在这里。${filler(30)}徐汇在那里。${filler(30)}`;
    const { snippets } = show({ body }, [unit('徐汇')]);
    expect(snippets[0]).toMatch(/^\[徐汇]在这里。/);
    expect(snippets[1]).toMatch(/^\[徐汇]在那里。/);
  });

  it('prefer one paragraph to two', () => {
    const body = `一句徐汇。\n一句文明。${filler(30)}徐汇文明。${filler(30)}`;
    const [first] = show({ body }, [unit('徐汇'), unit('文明')], { typed: [] }).snippets;
    expect(first).toMatch(/^\[徐汇]\[文明]。/);
  });

  it('are as many as hold a mark', () => {
    const body = `徐汇在这里。${filler(50)}`;
    expect(show({ body }, [unit('徐汇')], { snippets: 5 }).snippets).toHaveLength(1);
  });

  it('do not cut a date, a Latin word or a character at their edges', () => {
    for (let lead = 0; lead < 45; lead++) {
      const body = `徐汇${'长'.repeat(lead)}2017年11月25日International𠮷𠮷𠮷e\u0301👨‍👩‍👧葛\u{e0100}${'长'.repeat(60)}`;
      const [snippet] = highlight({ title: '', body }, [unit('徐汇')], {
        snippets: 1,
        snippetLength: 40,
        typed: [],
      }).snippets;
      const rest = body.slice(snippet!.offset + snippet!.text.length);
      expect(snippet!.text).toMatch(
        /^徐汇长*(2017年11月25日(International(𠮷)*(é|e\u0301)?(👨‍👩‍👧(葛\u{e0100})?)?长*)?)?$/u,
      );
      expect(rest).toMatch(/^(长|2017年|Inter|𠮷|e|👨|葛)/u);
    }
  });

  it('do not cut a mark that holds the signs at which they like to begin and end', () => {
    const phrase = '甲，乙。丙；丁';
    for (let gap = 0; gap < 45; gap++) {
      const filling = '长'.repeat(gap);
      const body = `${phrase}${filling}徐汇${filling}${phrase}`;
      const targets = [unit(fold(phrase)), unit('徐汇', '', { weight: 9 })];
      const [snippet] = show({ body }, targets, { snippets: 1, snippetLength: 40 }).snippets;
      expect(snippet).toMatch(/^(\[甲，乙。丙；丁])?长*\[徐汇]长*(\[甲，乙。丙；丁])?$/);
    }
  });

  it('show the place with more repeats of two that show the same units', () => {
    const body = `${filler(20)}徐汇在这里。${filler(30)}徐汇徐汇在那里。${filler(30)}`;
    expect(show({ body }, [unit('徐汇')]).snippets[0]).toMatch(/^\[徐汇]\[徐汇]在那里。/);
  });

  it('rather begin with the sentence than show one more repeat', () => {
    const body = `${filler(20)}说到徐汇${'长'.repeat(36)}徐汇。${filler(30)}`;
    const [snippet] = show({ body }, [unit('徐汇')], { snippetLength: 40 }).snippets;
    expect(snippet).toMatch(/^说到\[徐汇]长+$/);
  });

  it('show a mark longer than a snippet in pieces', () => {
    const long = '甲乙丙丁戊己庚辛壬癸'.repeat(9);
    const { snippets } = show({ body: `前面。${long}。后面。` }, [unit(long)], { snippetLength: 40, snippets: 5 });
    expect(snippets[0]).toBe(`[${long.slice(0, 40)}]`);
    expect(snippets.join('').replace(/[[\]前后面。]/g, '')).toBe(long);
  });

  it('carry their offset in the stored body', () => {
    const body = `\n\n  ${filler(20)}\n  徐汇在这里。\n`;
    const { snippets } = highlight({ title: '', body }, [unit('徐汇')], { snippets: 1, snippetLength: 60, typed: [] });
    expect(snippets).toHaveLength(1);
    const { offset, text, marks } = snippets[0]!;
    expect(body.slice(offset, offset + text.length)).toBe(text);
    expect(bracketed(text, marks)).toBe('[徐汇]在这里。');
  });

  it('escape what the article holds', () => {
    const article = { title: '<b>徐汇</b>', body: '<script>alert("徐汇")</script>' };
    const { titleHtml, snippets } = highlight(article, [unit('徐汇')], { ...options, typed: [] });
    expect(titleHtml).toBe('&lt;b&gt;<mark>徐汇</mark>&lt;/b&gt;');
    expect(snippets[0]!.html).toBe('&lt;script&gt;alert(&quot;<mark>徐汇</mark>&quot;)&lt;/script&gt;');
  });
});
