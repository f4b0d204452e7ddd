/**
 * About how many tokens a text takes in encodings of today, without a vocabulary: words by length, digits in groups of three,
 * punctuation one by one. For choices that must not depend on the caller's counter, and that are made for every value.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let run = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const now = classOf(text.charCodeAt(at));
    run = now === last ? run + 1 : 1;
    last = now;
    if (now >= PUNCTUATION || run % (RUN_OF_CLASS[now] as number) === 1) tokens++;
  }
  return tokens;
}

const LETTER = 1;
const DIGIT = 2;
const PUNCTUATION = 3;
const OTHER = 4;

/** Characters of one class that a token holds; a space goes with the word behind it. */
const RUN_OF_CLASS = [1, 7, 3];

function classOf(code: number): number {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return LETTER;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code === 32) return 0;
  return code < 128 ? PUNCTUATION : OTHER;
}
