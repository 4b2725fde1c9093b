// Every constant of the ranking, with what it was measured on. Slots and k1, b: engine/index/slots.ts.

/** Weight of a word (a lexicon word, a Latin word, a date). */
export const WORD_WEIGHT = 1;

/** Weight of a yearless mention of a day that was asked for with its year: it may mean another year. */
export const YEARLESS_WEIGHT = 0.5;

/**
 * Weight of a bigram of an unknown run (a name, a new word): nearly a word's. Against 0.5, MRR@10 on
 * cmrc2018 .979 -> .985; at 1 headlines lose (news_title .931 -> .928).
 */
export const UNKNOWN_RUN_WEIGHT = 0.7;

/**
 * Weight of a bigram that straddles two words: it rewards words that stand as they were typed. 0.3 is as
 * good as 0.5 on keywords and better on questions (xquad_zh .946 -> .949).
 */
export const STRADDLING_WEIGHT = 0.3;

/**
 * Of more than two units, the share that an article must hold (`match=some`). At 75 % the one article
 * that answers a question is often left out: MRR@10 on xquad_zh .940 at 75 %, .942 at 50 %, .960 at 25 %.
 */
export const SHARE_WANTED = 0.25;

/**
 * Of several keywords typed apart, an article with all comes before one with some: its score is
 * multiplied by (held / wanted) to this power. xwlb_kw .978 -> .990; a single question is left alone.
 */
export const COORDINATION_POWER = 0.5;

/** Of more units than this what was typed is a headline or a sentence, not keywords: news_title .929 -> .931. */
export const MOST_KEYWORD_UNITS = 6;

/**
 * Weight of the best sentence (the sum of weight x IDF of the terms in it) beside the article's BM25 score.
 * news_title .927 -> .929, xquad_zh .961 -> .962, cmrc2018 .984 -> .985; 0.25 is worse on all three.
 */
export const SENTENCE_WEIGHT = 0.1;

/**
 * Weight, beside the IDF of its bigrams, of a stretch of several words or characters that stands in the text just as
 * it was typed: 何建国 before 建国, 麒麟阁 before its characters apart. xwlb_kw .987 -> .988, questions alike; 0.6 .984.
 */
export const LITERAL_WEIGHT = 0.3;

/** Stretches of more UTF-16 units than this are sentences, which nobody expects to find literally. */
export const LONGEST_LITERAL = 12;

/** First-phase candidates are scored exactly from their stored texts in blocks of this many. */
export const RESCORE_BLOCK = 20;

/** Units of a query that can count; beyond them the rarest are kept. */
export const MOST_UNITS = 24;

/** Terms of a query whose postings are read, the units' own first, then the rarest others. */
export const MOST_TERMS = 40;

/** Bytes read of one posting list in ranged mode, unless it must be read whole. */
export const LIST_BUDGET = 4096;

/** Terms of a one-character query read in ranged mode: those of the most documents. */
export const MOST_PREFIX_TERMS = 32;

/** Candidates whose texts are checked for a phrase in ranged mode. */
export const MOST_PHRASE_CHECKS = 200;

/** Bigrams that narrow a phrase down before its text is checked: the rarest. */
export const MOST_PHRASE_TERMS = 8;

/** Words that ask rather than tell; with anything else in the query they are not looked for. */
const QUESTION_WORDS = new Set(
  '什么 什么样 哪些 哪个 哪里 哪儿 哪一 哪年 哪位 谁 是谁 多少 几个 怎么 怎样 怎么样 如何 为什么 为何 何时 何地 何种 是否 有没有 请问 分别 哪种 多大 多长 多久 第几'.split(
    ' ',
  ),
);

export const isQuestionWord = (word: string): boolean => QUESTION_WORDS.has(word);

/** Inverse document frequency as in Lucene's BM25Similarity. */
export function inverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}
