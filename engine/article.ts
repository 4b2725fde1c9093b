// An article as the engine stores and returns it. Sources of any format end here.

/** A publication date: the instant for sorting, the civil date for filters and display. */
export interface ArticleDate {
  /** Milliseconds since 1970-01-01T00:00Z. */
  instant: number;
  /** `YYYY-MM-DD` in the collection's time zone (or in the offset the date itself gives). */
  civil: string;
}

/** Title or body may be empty, not both. Texts are NFC and otherwise as the author wrote them. */
export interface Article {
  /** At most 512 bytes of UTF-8; unique in a collection. */
  id: string;
  url?: string;
  title: string;
  body: string;
  date?: ArticleDate;
  source?: string;
  author?: string;
  tags?: string[];
  /** Fields of the record that Xunwen does not know; returned with a hit up to 2 KB of JSON. */
  extra?: Record<string, unknown>;
}
