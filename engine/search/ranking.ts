// Every constant of the ranking, with what it was measured on. Slots and k1, b: engine/index/slots.ts.
//
// Figures are MRR@10 over all queries of a set, with this one constant changed and all others as they are here.
// They are the sets that the constants were chosen on; differences under .001 say little.

/** Weight of a word (a lexicon word, a Latin word, a date). */
export const WORD_WEIGHT = 1;

/** Weight of a yearless mention of a day that was asked for with its year: it may mean another year. */
export const YEARLESS_WEIGHT = 0.5;

/** Weight of a bigram of an unknown run (a name, a new word): nearly a word's. */
export const UNKNOWN_RUN_WEIGHT = 0.6;

/** Weight of a bigram that straddles two words: it rewards words that stand as they were typed. */
export const STRADDLING_WEIGHT = 0.3;

/**
 * Weight of a synonym beside the word that was typed, at the same rarity: an article that says the synonym comes just
 * behind one that says the word. No set has synonyms; the value is a choice.
 */
export const SYNONYM_WEIGHT = 0.8;

/**
 * Weight of a single character (人, 鲷; not the function characters) in re-scoring: a text that says 生于 or 车站 has
 * half of what 出生 or 站台 asks for. Never read from postings: the texts are at hand.
 */
export const CHARACTER_WEIGHT = 0.5;

/** Characters of a query that count, the rarest. */
export const MOST_CHARACTERS = 40;

/**
 * Part of the title's weight (`boosts.title`) that counts while candidates are chosen by their postings, which add up
 * title and body; in re-scoring the whole of it counts, before saturation.
 */
export const FIRST_PHASE_TITLE_SHARE = 0.25;

/**
 * The same for a query of one character. Thousands of bodies have it about as often, in many bigrams whose impacts add
 * up; in the scores of their texts it is the title that tells them apart.
 */
export const LONE_TITLE_SHARE = 3;

/**
 * How much the title's share that the query covers adds to the title's score: a title that is what was typed
 * counts for more than a long one that mentions it.
 */
export const TITLE_COVERAGE_WEIGHT = 0.5;

/** What a title adds that holds the one word that was typed: who asks for 地铁 wants the article about it first. */
export const SINGLE_UNIT_TITLE_WEIGHT = 0.6;

/** Weight of the best sentence (the sum of weight x IDF of what it holds) beside the article's BM25 score. */
export const SENTENCE_WEIGHT = 0.25;

/** Weight of the beginning, summed up the same way: news says there what it is about, an encyclopedia what it defines. */
export const LEAD_WEIGHT = 0.1;

/** The beginning of a body, UTF-16 units. */
export const LEAD_LENGTH = 120;

/**
 * Of more than two units (or of a question), the share that an article must hold (`match=some`), by rarity: one rare
 * name is worth more than three common words.
 */
export const SHARE_WANTED = 0.15;

/**
 * Of several keywords typed apart, an article with all comes before one with some: its score is multiplied by the share
 * that it holds, to this power.
 */
export const COORDINATION_POWER = 0.5;

/** The half of that share that only keywords which stand literally, as they were typed, can earn. */
export const LITERAL_SHARE = 0.5;

/** Of more units than this what was typed is a headline or a sentence, not keywords. */
export const MOST_KEYWORD_UNITS = 6;

/** What an article loses that holds the words of a short name or title (何|建国), but not as they were typed. */
export const SINGLE_LITERAL_SHARE = 0.5;

/** A single stretch of at most this many units is such a name. */
export const MOST_LITERAL_UNITS = 3;

/** Weight of a stretch that stands literally, by the IDF of its bigrams, in the choice of snippets. */
export const LITERAL_MARK_WEIGHT = 0.3;

/** Stretches of more UTF-16 units than this are sentences, which nobody expects to see marked whole. */
export const LONGEST_LITERAL = 12;

/** First-phase candidates are scored exactly from their stored texts in blocks of at most this many ... */
export const RESCORE_BLOCK = 20;

/** ... and of at least this many, a page ... */
export const FEWEST_RESCORED = 10;

/** ... which end before the first candidate that has no more than this share of the page's last first-phase score. */
export const HOPELESS_SHARE = 0.85;

/** The same for several keywords, which the first phase ranks better: it knows which of them an article holds. */
export const HOPELESS_KEYWORD_SHARE = 0.95;

/** Units of a query that can count; beyond them the rarest are kept. */
export const MOST_UNITS = 24;

/** Terms of a query whose postings are read, the units' own first, then the rarest others. */
export const MOST_TERMS = 40;

/** Bytes read of one posting list in ranged mode, unless it must be read whole ... */
export const LIST_BUDGET = 8192;

/** ... in an index of more than so many documents, of whose longer lists they would be too small a part, more ... */
export const LARGE_INDEX = 50_000;
export const LARGE_LIST_BUDGET = 16_384;

/** ... and where these give no full page, before lists are read whole. */
export const LONGER_LIST_BUDGET = 32_768;

/** Of pages that end further down, lists are read whole. */
export const MOST_PLACES_CUT = 20;

/**
 * Lists of titles that are read of a one-character query in ranged mode, those of the most documents, besides those that
 * stand in the dictionary. Titles decide (see LONE_TITLE_SHARE) ...
 */
export const MOST_PREFIX_TITLES = 16;

/** ... so fewer lists of bodies do. */
export const MOST_PREFIX_BODIES = 8;

/** Candidates whose texts are checked for a phrase in ranged mode, the best first; all, where they are no more ... */
export const FEW_PHRASE_CHECKS = 40;

/** ... otherwise a first look at so many (a block, and a few that are none), and further looks while they fill no page ... */
export const FIRST_PHRASE_CHECKS = 24;

/** ... up to this many. */
export const MOST_PHRASE_CHECKS = 200;

/** Bigrams that narrow a phrase down before its text is checked: the rarest ... */
export const MOST_PHRASE_TERMS = 8;

/** ... and in ranged mode the rarest one, and others as long as they have so many postings together. */
export const MOST_PHRASE_POSTINGS = 131_072;

/** Inverse document frequency as in Lucene's BM25Similarity. */
export function inverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Bytes of a posting list that are read at first in an index of so many documents. */
export const listBudgetFor = (documents: number): number => (documents > LARGE_INDEX ? LARGE_LIST_BUDGET : LIST_BUDGET);
