import { isCommonWord, queryWords, quote, stemsOf } from "./plan-query.ts";

/** A stretch of text that is sought as it stands. */
export interface Literal {
  /** As {@link plainText} writes it. */
  readonly text: string;
  /** Its words in a row, as FTS5 reads them. */
  readonly match: string;
  /** The stems of its words, without common ones beside others. */
  readonly stems: readonly string[];
}

const LONGEST = 300;
const MOST_LITERALS = 2;

/** A query of more words is a question, not a stretch of text. */
const MOST_WORDS = 8;

/** What is in straight or curly quotation marks or backticks. */
const QUOTED = /"([^"]{1,300})"|“([^”]{1,300})”|`([^`]{1,300})`/g;

/** A sign between word and word, or at a word, that is none of prose. */
const CODE_SIGN = /[^\p{L}\p{N}\p{M}\s_\-'’.,:;?!()]|[.,:;?!(](?=[^\s.?!])/u;

/** What a query quotes; a short query that is written like code, or an error message, is itself sought as it stands. */
export function literalsIn(query: string): readonly Literal[] {
  const literals: Literal[] = [];
  for (const groups of query.slice(0, 4 * LONGEST).matchAll(QUOTED)) {
    const quoted = groups.slice(1).find((group) => group !== undefined) ?? "";
    if (literals.length < MOST_LITERALS) literals.push(...literalOf(quoted));
  }
  if (literals.length > 0) return literals;
  const whole = query.trim();
  return !isLong(whole) && CODE_SIGN.test(whole) ? literalOf(whole) : [];
}

/** Whether a query is too long to be itself a stretch of text. */
export function isLong(query: string): boolean {
  return query.length > LONGEST || queryWords(query).length > MOST_WORDS;
}

/** A text as a literal; none where it has no word. */
export function literalOf(text: string): readonly Literal[] {
  const plain = plainText(text).trim();
  const words = queryWords(plain);
  const telling = words.filter((word) => !isCommonWord(word)).flatMap(stemsOf);
  const stems = telling.length > 0 ? telling : words.flatMap(stemsOf);
  if (stems.length === 0) return [];
  return [{ text: plain, match: quote(words.join(" ").replaceAll("_", " ")), stems }];
}

/** A text as literals are compared: in lower case, with one space for white space. */
export function plainText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}
