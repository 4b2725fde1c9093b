// Every constant of the ranking, with what it was measured on. Slots and k1, b: engine/index/slots.ts.
//
// Figures are MRR@10 over all queries of a set, with this one constant changed and all others as they are here.
// They are the sets that the constants were chosen on; differences under .001 say little.

/** Weight of a word (a lexicon word, a Latin word, a date). */
export const WORD_WEIGHT = 1;

/** Weight of a yearless mention of a day that was asked for with its year: it may mean another year. */
export const YEARLESS_WEIGHT = 0.5;

/**
 * Weight of a bigram of an unknown run (a name, a new word): nearly a word's. dureader_robust .793 at 0.5, .797
 * at 0.7, .802 at 1, where headlines lose (news_title .930 -> .928); cmrc2018 .988, .989, .989.
 */
export const UNKNOWN_RUN_WEIGHT = 0.7;

/**
 * Weight of a synonym beside the word that was typed, at the same rarity: an article that says the synonym comes just
 * behind one that says the word. No set has synonyms; the value is a choice.
 */
export const SYNONYM_WEIGHT = 0.8;

/**
 * Weight of a bigram that straddles two words: it rewards words that stand as they were typed. xquad_zh .960 at 0.1,
 * .961 at 0.3, .960 at 0.5; dureader_robust .800, .797, .790; news_title .926, .930, .931.
 */
export const STRADDLING_WEIGHT = 0.3;

/**
 * Of more than two units, the share that an article must hold (`match=some`). At 75 % the one article
 * that answers a question is often left out. At 75 %, 50 %, 25 %: cmrc2018 .967, .973, .989; xquad_zh .951, .955, .961;
 * dureader_robust .760, .771, .797; news_title .906, .926, .930; only keywords (xwlb_kw) .993, .992, .992 would keep more.
 */
export const SHARE_WANTED = 0.25;

/**
 * Of several keywords typed apart, an article with all comes before one with some: its score is
 * multiplied by (held / wanted) to this power. xwlb_kw .981 without, .992 with; a single question is left alone.
 */
export const COORDINATION_POWER = 0.5;

/**
 * Of more units than this what was typed is a headline or a sentence, not keywords: neither coordinated nor looked for
 * literally. news_title .927 without this limit, .930 with it; xwlb_kw .993, .992.
 */
export const MOST_KEYWORD_UNITS = 6;

/**
 * Weight of the best sentence (the sum of weight x IDF of the terms in it) beside the article's BM25 score.
 * At 0, 0.1, 0.25: news_title .927, .930, .929; xwlb_kw .991, .992, .994; the questions do not move.
 */
export const SENTENCE_WEIGHT = 0.1;

/**
 * Weight, beside the IDF of its bigrams, of a stretch of several words or characters that stands in the text just as
 * it was typed: 何建国 before 建国, 麒麟阁 before its characters apart, which readers expect and no set asks for. At 0, 0.3,
 * 0.6: xwlb_kw .991, .992, .989; news_title .932, .930, .929; the questions do not move.
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
