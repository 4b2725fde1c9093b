// Every constant of similar articles. What they were measured on: docs/design.md, Similar articles.

/** Of an article whose like is looked for, an occurrence in the title counts as so many in its body. */
export const TELLING_TITLE_TIMES = 3;

/** Of pairs of its characters those that are repeated come first: times less than this count nothing. */
export const REPEATED_FROM = 0.8;

/** Pairs of its characters that the dictionary is asked about ... */
export const MOST_TELLING_PAIRS = 64;

/** ... where a pair goes on in one that stands around it so often, together with that one ... */
export const GOES_ON_SHARE = 0.5;

/** ... Latin words, of an article that is not Latin ... */
export const MOST_TELLING_LATIN = 8;

/** ... and the units of all of them that are asked for. */
export const MOST_TELLING_UNITS = 20;

/** A unit tells nothing that fewer articles hold: the article itself is one of them. */
export const FEWEST_TELLING_ARTICLES = 2;

/** An unknown run tells nothing that stands in it fewer times. */
export const FEWEST_TELLING_TIMES = 2;

/** The share of these units, by what they tell, that a similar article holds at least. */
export const SHARE_SIMILAR = 0.1;
