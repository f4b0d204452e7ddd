import { CHARACTER_CLASSES, CLASS_OF, classAt } from "./character-class.ts";
import { foldWord } from "./fold-word.ts";
import { stemByScript } from "./stem-by-script.ts";

const C = CHARACTER_CLASSES;

/**
 * The words of a text for matching, folded to lower case without accents and lightly stemmed, in order. Identifiers give their
 * parts as well as the whole (`maxTokens` gives `maxtoken`, `max`, `token`). Chinese, Japanese and Korean give pairs of
 * characters, and a character on its own where it stands alone; Thai, Lao, Khmer and Myanmar three characters each.
 *
 * Own tables instead of `Intl` and `\p{..}`: those differ between Node versions, and output must not.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const start = at;
    let parts = NO_WORD;
    for (let part = partAt(text, at); part !== NO_WORD; part = partAt(text, ++at)) parts |= part;
    if (parts === ASCII) pushAscii(text.slice(start, at), words);
    else if (parts !== NO_WORD) pushForeign(text.slice(start, at), words);
  }
  return words;
}

/** Words too common to say what a query is about. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and any are as at be been but by can could did do doe doing for from had has have how i if in into is it its " +
    "me my no nor not of on or our she should so some such than that the their them then there these they thi this those " +
    "to was we were what when where which who whom why will with would you your about all also just more most"
  ).split(" "),
);

const NO_WORD = 0;
const ASCII = 1;
const FOREIGN = 2;
const UNDERSCORE = 0x5f;

/** Which characters of ASCII are parts of words. */
const ASCII_PARTS = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  unit === UNDERSCORE || (CLASS_OF[unit] as number) >= C.digit ? ASCII : NO_WORD,
);

/** Whether the code unit at an offset is a part of a word, and whether that takes folding. */
function partAt(text: string, at: number): number {
  if (at >= text.length) return NO_WORD;
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return ASCII_PARTS[unit] as number;
  return (CLASS_OF[unit] as number) >= C.digit ? FOREIGN : NO_WORD;
}

/** Takes off the commonest English endings; words of three letters and words with digits stay. */
function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.endsWith("ing") && word.length > 6) return word.slice(0, -3);
  if (word.endsWith("ed") && word.length > 5) return word.slice(0, -2);
  if (word.endsWith("es") && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")) return word.slice(0, -1);
  return word;
}

const LONGEST_WORD = 200;

function pushAscii(run: string, words: string[]): void {
  if (run.length > LONGEST_WORD) return;
  const whole = stemOf(run.toLowerCase());
  words.push(whole);
  if (/^[a-z0-9]+$|^[A-Z]?[a-z]+$/.test(run)) return;
  const parts = run
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[ _]+/);
  if (parts.length < 2) return;
  for (const part of parts) {
    const word = stemOf(part.toLowerCase());
    if (word !== "" && word !== whole) words.push(word);
  }
}

/** A run with letters of other scripts, or with accents: split where the way of writing changes. */
function pushForeign(run: string, words: string[]): void {
  let start = 0;
  let writing = writingAt(run, 0);
  for (let at = 1; at <= run.length; at++) {
    const next = at < run.length ? writingAt(run, at) : undefined;
    // Marks and signs go with the letter before them.
    if (next === writing || next === ANY) continue;
    if (writing !== ANY) {
      pushPart(run.slice(start, at), writing, words);
      start = at;
    }
    if (next !== undefined) writing = next;
  }
  if (start < run.length) pushPart(run.slice(start), writing, words);
}

/** Written with spaces between words. */
const SPACED = 1;
/** Any writing: marks, which say nothing about it. */
const ANY = 0;

function writingAt(run: string, at: number): number {
  const unitClass = classAt(run, at);
  if (unitClass === C.sign || unitClass === C.mark) return ANY;
  if (unitClass === C.wide || unitClass === C.hangul || unitClass === C.phrase) return unitClass;
  const unit = run.charCodeAt(at);
  // Han beyond U+FFFF: their high surrogates.
  if (unitClass === C.surrogate)
    return isHanSurrogate(unit, run.charCodeAt(at - 1)) ? C.wide : SPACED;
  return SPACED;
}

function isHanSurrogate(unit: number, before: number): boolean {
  const high = unit >= 0xdc00 ? before : unit;
  return high >= 0xd840 && high <= 0xd88d;
}

function pushPart(part: string, writing: number, words: string[]): void {
  const word = foldWord(part);
  if (writing === C.wide || writing === C.hangul) pushGrams(word, 2, words);
  else if (writing === C.phrase) pushGrams(word, 3, words);
  else if (word !== "" && word.length <= LONGEST_WORD) pushSpaced(word, words);
}

function pushGrams(word: string, size: number, words: string[]): void {
  // Characters beyond U+FFFF are two units.
  const characters = /[\ud800-\udfff]/.test(word) ? Array.from(word) : word;
  if (characters.length > 0 && characters.length < size) words.push(word);
  for (let at = 0; at + size <= characters.length; at++) {
    const gram = characters.slice(at, at + size);
    words.push(typeof gram === "string" ? gram : gram.join(""));
  }
}

function pushSpaced(word: string, words: string[]): void {
  if (/^[a-z0-9_]+$/.test(word)) {
    pushAscii(word, words);
    return;
  }
  words.push(stemByScript(word));
  if (!word.includes("_")) return;
  for (const part of word.split("_")) if (part !== "") words.push(stemByScript(part));
}
