import { CHARACTER_CLASSES, classAt, isLetter } from "../character-class.ts";
import { COMMON_WORDS } from "../words.ts";
import { wrapsOn } from "../wraps-on.ts";

const C = CHARACTER_CLASSES;

/** What a word contributes to what a text states. */
export type WordSort =
  | "code"
  | "common"
  | "content"
  | "denial"
  | "link"
  | "name"
  | "number"
  | "sign";

/** A word with the punctuation that touches it: what stands between two stretches of white space. */
export interface SpokenWord {
  readonly from: number;
  readonly to: number;
  readonly sort: WordSort;
  /** Lower-case, without the punctuation around it. */
  readonly key: string;
  /** Whether it is the first of a sentence or line. */
  readonly opens: boolean;
  /** Whether a mark behind it ends a run of names: a comma, a full stop, a closing bracket. */
  readonly closes: boolean;
}

/** Words that deny, exclude, forbid or require, in the languages of most texts; what stands beside them is half of what they say. */
const DENIALS: ReadonlySet<string> = new Set(
  (
    "not never no none nor neither cannot without except unless must shall only mustn't nicht nie niemals kein keine keinen keiner ohne außer " +
    "muss müssen darf dürfen nur ne pas jamais aucun aucune sans sauf doit doivent nunca jamás sin salvo excepto debe deben " +
    "não sem exceto deve devem mai senza tranne devono niet nooit geen zonder behalve moet moeten не нет никогда без кроме " +
    "должен нельзя nie nigdy bez oprócz musi inte aldrig utan måste ikke aldri uten må لا لم لن ليس بدون إلا يجب"
  ).split(" "),
);

/** Longer chunks are cut, so that a text without white space has words too. */
const LONGEST = 48;

/** How {@link readWords} reads. */
export interface ReadWordsOptions {
  /** Whether a link of Markdown is one word, and code between backticks: they cannot lose a part. Default `false`. */
  readonly joinsMarkup?: boolean | undefined;
}

/**
 * The words of a text in order. Scripts without spaces give phrases, up to the next mark; signs at the beginning of a line, as of a
 * list, go with the word behind them. A word with a capital in mid-sentence is a name; the first of a sentence is one where the
 * text has it in mid-sentence elsewhere.
 */
export function readWords(
  text: string,
  { joinsMarkup = false }: ReadWordsOptions = {},
): readonly SpokenWord[] {
  const chunkEnd = joinsMarkup ? markupEnd : plainEnd;
  const words: SpokenWord[] = [];
  const names = new Set<string>();
  const openers: number[] = [];
  let opens = true;
  let isLineStart = true;
  for (let at = 0; at < text.length; ) {
    if (isGap(text, at)) {
      const breaks = classAt(text, at) === C.lineBreak;
      isLineStart ||= breaks;
      opens ||= breaks && !wrapsOn(text, at);
      at++;
      continue;
    }
    const to = isLineStart ? behindSigns(text, at, chunkEnd) : chunkEnd(text, at);
    const word = readWord(text, { from: at, to, opens });
    words.push(word);
    if (word.sort === "name" && opens) openers.push(words.length - 1);
    else if (word.sort === "name") names.add(word.key);
    // Behind a word without a mark none ends.
    if (word.sort !== "sign") opens = word.closes && endsSentence(text, to);
    isLineStart = false;
    at = to;
  }
  settleNames(words, openers, names);
  return words;
}

/** What opens a sentence and looks like a name is none where the text does not have it in mid-sentence. */
function settleNames(
  words: SpokenWord[],
  openers: readonly number[],
  names: ReadonlySet<string>,
): void {
  for (const at of openers) {
    const word = words[at] as SpokenWord;
    if (!names.has(word.key)) words[at] = { ...word, sort: "content" };
  }
}

/** Behind the first word of a line, the signs or the list's number before it included; behind those where there is nothing else. */
function behindSigns(text: string, from: number, chunkEnd: typeof plainEnd): number {
  LIST_NUMBER.lastIndex = from;
  const number = LIST_NUMBER.exec(text)?.[0] ?? "";
  if (number !== "") return chunkEnd(text, from + number.length);
  let to = chunkEnd(text, from);
  for (let at = from; to - from < LONGEST; ) {
    while (at < to && !isWordUnit(text, at)) at++;
    if (at < to) return to;
    let next = to;
    while (classAt(text, next) === C.space) next++;
    if (next >= text.length || classAt(text, next) === C.lineBreak) return to;
    at = next;
    to = chunkEnd(text, next);
  }
  return to;
}

/** The number of a list's item, with something behind it. */
const LIST_NUMBER = /\d{1,3}[.)][ \t]{1,4}(?=\S)/y;

/** A link or picture of Markdown, and code in a sentence: no part of them is a word alone. */
const WHOLE =
  /!?\[(?:[^\][\n]|!\[[^\]\n]{0,100}\]\([^)\s]{0,300}\)){0,200}\]\([^()\s]{0,300}(?: "[^"\n]{0,100}")?\)|`[^`\n]{1,80}`/y;

function markupEnd(text: string, from: number): number {
  WHOLE.lastIndex = "[!`".includes(text.charAt(from)) ? from : text.length;
  return plainEnd(text, from, from + (WHOLE.exec(text)?.[0].length ?? 0));
}

function plainEnd(text: string, from: number, least = 0): number {
  let at = Math.max(from + 1, least);
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const isPlain = isSmallLetter(unit) && at - from < LONGEST;
    if (!isPlain && (isGap(text, at) || endsPhrase(text, from, at))) break;
    at++;
  }
  return at;
}

function isGap(text: string, at: number): boolean {
  const unitClass = classAt(text, at);
  return unitClass === C.space || unitClass === C.lineBreak;
}

/** Whether a script without spaces has a mark here, or a chunk becomes longer than a word. */
function endsPhrase(text: string, from: number, at: number): boolean {
  const unitClass = classAt(text, at);
  const isUnspaced = unitClass === C.wide || unitClass === C.phrase;
  const before = classAt(text, at - 1);
  if (isUnspaced && (before === C.pause || before === C.fullStop)) return true;
  if (at - from < LONGEST || isLink(text, from)) return false;
  return isUnspaced || !isWordUnit(text, at);
}

interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly opens: boolean;
}

/** Most words of English by far: small letters, and perhaps a mark behind them. */
function readPlainWord(text: string, { from, to, opens }: Chunk): SpokenWord | undefined {
  let end = from;
  while (end < to && isSmallLetter(text.charCodeAt(end))) end++;
  if (end === from || end < to - 1 || text.charAt(from - 1) === "`") return undefined;
  const closes = end < to;
  if (closes && !",.;:".includes(text.charAt(end))) return undefined;
  const key = text.slice(from, end);
  return { from, to, key, opens, closes, sort: PLAIN_SORTS.get(key) ?? "content" };
}

function isSmallLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** Of words in small letters that are no words alone. */
const PLAIN_SORTS: ReadonlyMap<string, WordSort> = new Map([
  ...Array.from(COMMON_WORDS, (word) => [word, "common"] as const),
  ...Array.from(DENIALS, (word) => [word, "denial"] as const),
]);

function readWord(text: string, chunk: Chunk): SpokenWord {
  return readPlainWord(text, chunk) ?? readMarkedWord(text, chunk);
}

function readMarkedWord(text: string, { from, to, opens }: Chunk): SpokenWord {
  let start = from;
  let end = to;
  if (opens) {
    LIST_NUMBER.lastIndex = from;
    start += LIST_NUMBER.exec(text)?.[0].length ?? 0;
  }
  while (start < end && !isWordUnit(text, start)) start++;
  while (end > start && !isWordUnit(text, end - 1)) end--;
  const key = text.slice(start, end).toLowerCase();
  const closes = end < to && !/^[%°'’"”*_`]+$/.test(text.slice(end, to));
  return { from, to, key, opens, closes, sort: sortOf(text, { start, end, key, opens }) };
}

function isWordUnit(text: string, at: number): boolean {
  const unitClass = classAt(text, at);
  return isLetter(unitClass) || unitClass === C.digit || unitClass >= C.sign;
}

interface Core {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly opens: boolean;
}

function sortOf(text: string, { start, end, key, opens }: Core): WordSort {
  if (key === "") return "sign";
  if (isLink(text, start) || key.includes("](")) return "link";
  if (hasDigit(text, start, end)) return "number";
  if (DENIALS.has(key) || /n['’]t$/.test(key)) return "denial";
  const isCapitalised = classAt(text, start) === C.upper && end - start > 1;
  // "The Bee Gees", in mid-sentence, is one name.
  if (COMMON_WORDS.has(key)) return isCapitalised && !opens ? "name" : "common";
  if (isCode(text, start, end)) return "code";
  return isCapitalised ? "name" : "content";
}

function hasDigit(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (classAt(text, at) === C.digit) return true;
  return false;
}

/** Whether a word is an identifier or a path: a mark of code in it, or a capital behind a small letter. */
function isCode(text: string, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) {
    if ("_/\\@=:#$".includes(text.charAt(at))) return true;
    const follows = classAt(text, at - 1) === C.lower;
    if (follows && classAt(text, at) === C.upper) return true;
    if (follows && text.charAt(at) === "." && isLetter(classAt(text, at + 1))) return true;
  }
  return text.charAt(from - 1) === "`";
}

function isLink(text: string, from: number): boolean {
  return text.startsWith("http", from) && /^https?:\/\//.test(text.slice(from, from + 8));
}

/** Whether a full stop, question or exclamation mark stands before an offset, behind closing marks or not. */
function endsSentence(text: string, to: number): boolean {
  let at = to - 1;
  while (at > 0 && classAt(text, at) === C.closer) at--;
  return ".!?:;|".includes(text.charAt(at)) || classAt(text, at) === C.fullStop;
}
