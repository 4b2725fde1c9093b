// Words that somebody who remembers an article would type: its nouns and its names, as jieba tags them.
// The index is not asked what a word is, so that no engine's own idea of words decides what is asked.

import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

export interface ContentWords {
  /** Nouns, names and verbal nouns of 2-4 Han characters, and Latin words, with how often each occurs. */
  nouns: Map<string, number>;
  /** Names of people, places and organisations, 2-4 Han characters. */
  names: Map<string, number>;
}

const HAN = /^\p{Script=Han}{2,4}$/u;
const LATIN = /^[a-z][a-z0-9]{1,11}$/;
const NOUN = /^(n|vn$)/;
/** Places, organisations, foreign and famous people. */
const NAME = /^(ns|nt|nrt|nrfg)$/;
/** What jieba's tagger calls words that its dictionary has not: also names that it made up itself. */
const UNKNOWN = 'x';
/** Most frequent first: nine of ten Chinese people have one of these. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
);

/** Loads jieba's dictionary once, and gives the cutter of folded texts. */
export function createWordCutter(): (text: string) => ContentWords {
  const jieba = Jieba.withDict(dict);
  return (text) => {
    const nouns = new Map<string, number>();
    const names = new Map<string, number>();
    // Without the HMM, which joins what no user would type as one word.
    for (const { word, tag } of jieba.tag(text, false))
      if (isNoun(word, tag)) nouns.set(word, (nouns.get(word) ?? 0) + 1);
    // With it, because it is what finds the names that no dictionary has.
    for (const { word, tag } of jieba.tag(text, true))
      if (isName(word, tag)) names.set(word, (names.get(word) ?? 0) + 1);
    return { nouns, names };
  };
}

function isNoun(word: string, tag: string): boolean {
  return (NOUN.test(tag) && HAN.test(word)) || (tag === 'eng' && LATIN.test(word));
}

function isName(word: string, tag: string): boolean {
  if (!HAN.test(word)) return false;
  if (NAME.test(tag)) return true;
  return (tag === 'nr' || tag === UNKNOWN) && word.length === 3 && SURNAMES.has(word[0]);
}
