import { BARE_LETTERS } from "../json/bare-letters.ts";

const FIRST = new RegExp(`^(?:[${BARE_LETTERS}/.$()<+^~=\\\\;]|-[A-Za-z0-9/.])`);
const RESERVED = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<)$/i;
const NUMBER_LIKE = /^[-+.0-9][-+.0-9a-fA-FxXoO_:,TtZz ]*$/;
const NOT_A_NUMBER = /^[-+]?\.(?:inf|nan)$/i;
const JSON_SCALAR = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const HIDDEN = /[\0-\x1f\x7f-\xa0\u2028\u2029\ufeff]/;

/** Most texts are of this sort, which needs no closer look. */
const SIMPLE = /^[A-Za-z][A-Za-z0-9_./@-]*$/;
const MAY_BE_JSON = /^[-0-9tfn]/;
/** Characters of the longest word that either version takes for something else. */
const LONGEST_WORD = 5;

/** Whether a text may stand without quotes in block context. Cautious: some that may are refused. */
export function isPlainSafe(text: string): boolean {
  if (SIMPLE.test(text)) return true;
  return (
    FIRST.test(text) &&
    !text.includes(": ") &&
    !text.includes(" #") &&
    !text.endsWith(":") &&
    !text.endsWith(" ") &&
    !HIDDEN.test(text) &&
    !text.startsWith("---") &&
    !text.startsWith("...")
  );
}

/**
 * Whether a plain scalar is a string in YAML 1.1 and in YAML 1.2 alike. Cautious: what has only the letters of numbers, dates
 * and base-60 figures is doubted, and so are the words that either version takes for null, truth, merge and default.
 */
export function isCertainString(text: string): boolean {
  if (text.length > LONGEST_WORD && isLetter(text.charCodeAt(0))) return true;
  return text !== "" && !NUMBER_LIKE.test(text) && !RESERVED.test(text) && !NOT_A_NUMBER.test(text);
}

/** Whether a plain scalar is a number, a truth value or null as JSON writes them. */
export function isJsonScalar(text: string): boolean {
  return MAY_BE_JSON.test(text) && JSON_SCALAR.test(text);
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
