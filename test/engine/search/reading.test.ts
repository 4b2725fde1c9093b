// What a reader expects of the first hit, and of its marks, on the sample articles.

import { describe, expect, it } from 'vitest';
import { ask, buildAndPublish, MODES, openIn } from '../../support/build-index.ts';
import { readSamples } from '../../support/samples.ts';

const built = buildAndPublish(await readSamples());

describe.each(MODES)('%s', (mode) => {
  it.each([
    ['水稻', '北大荒的无人农场'],
    ['地铁', '成都地铁锦江线开通首日'],
    ['何建国', '成都地铁锦江线开通首日'],
    ['電池', 'iPhone 15 电池用了一年之后'],
    ['国际论坛', '國際論壇聚焦人工智慧治理'],
    ['2017年11月25日', '姑苏区老旧小区改造收官'],
  ])('%s: the article that is about it comes first', async (q, title) => {
    const { hits } = await ask(openIn(mode, await built), q);
    expect(hits[0]!.title.startsWith(title)).toBe(true);
  });

  it.each(['何建国', '锦江线', '驷马桥', '5G基站'])('%s is marked whole where it stands whole', async (q) => {
    const { hits } = await ask(openIn(mode, await built), q);
    const [first] = hits;
    expect([first!.titleHtml, ...first!.snippets.map(({ html }) => html)].join('')).toContain(`<mark>${q}</mark>`);
  });

  it('a name that stands whole comes before its characters apart', async () => {
    const bodies = [
      '阁中有麒麟,名为麟阁。',
      '麒麟送子,登阁远望,再看麟阁旧址。',
      '他画了一幅麒麟阁功臣图,挂在堂上很多年了,后来就散失了。',
    ];
    const articles = bodies.map((body, i) => ({ id: String(i), title: '', body }));
    const { hits } = await ask(openIn(mode, await buildAndPublish(articles)), '麒麟阁');
    expect(hits[0]!.id).toBe('2');
  });
});
