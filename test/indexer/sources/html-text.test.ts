import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlToText } from '../../../indexer/sources/html-text.ts';

test.each([
  ['inline elements add nothing', '沿河<b>夜</b>市<a href="#">开</a>放', '沿河夜市开放'],
  ['blocks begin a line', '<div>一<p>二</p>三</div><h2>四</h2><ul><li>五<li>六</ul>', '一\n二\n三\n四\n五\n六'],
  ['br ends a line', '一<br>二<br/><br/>三', '一\n二\n三'],
  ['entities are characters', '&ldquo;a&rdquo;&nbsp;&lt;b&gt; &#20013;&amp;amp;', '“a” <b> 中&amp;'],
  ['white space collapses across elements', 'a <b> b</b>\t\n c', 'a b c'],
  ['a line break of the source between Chinese characters is no space', '沿河\n  夜市\n<b>开</b>放', '沿河夜市开放'],
  ['between Latin words it is one', 'two\n words 中文\n words', 'two words 中文 words'],
  [
    'scripts, styles, forms and comments are no text',
    '<style>p{}</style>一<script>x<y</script><!-- c --><select><option>o</select>二',
    '一二',
  ],
  ['readings above characters are left out', '<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字', '漢字'],
  ['lines of pre stay lines', '<pre>let a;\n  let b;</pre>', 'let a;\nlet b;'],
  ['cells are parted', '<table><tr><td>甲<td>1<tr><td>乙<td>2</table>', '甲 1\n乙 2'],
  ['cells on lines of their own too', '<table><tr>\n  <th>甲</th>\n  <th> 乙</th>\n</tr></table>', '甲 乙'],
  ['a tag that never ends is read as browsers do', '<p>一<div>二', '一\n二'],
])('%s', (_, html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('nesting deeper than the call stack is read', () => {
  expect(htmlToText(`${'<b>'.repeat(10_000)}深`)).toBe('深');
});

test('any text that is escaped comes back, but for its white space', () => {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\0', '');
  fc.assert(
    fc.property(fc.array(fc.constantFrom('中', 'a', '<', '>', '&', 'amp;', ' ', '"'), { maxLength: 20 }), (parts) => {
      const text = parts.join('').trim().replace(/ +/g, ' ');
      expect(htmlToText(`<p>${escaped(text)}</p>`)).toBe(text);
    }),
  );
});
