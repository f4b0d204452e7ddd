import { isAbbreviated } from "./abbreviations.ts";
import { CHARACTER_CLASSES, CLASS_OF, classAt, isLetter } from "./character-class.ts";
import { wrapsOn } from "./wraps-on.ts";

const C = CHARACTER_CLASSES;

/**
 * Sentences of `text` between two offsets, as `[from, to)` that tile the range; white space belongs to the sentence before.
 * Ends: full stops of all scripts with the quotation marks and brackets that close behind them, but not those of abbreviations,
 * initials, ordinals and numbers; line breaks, unless the line is wrapped in mid-sentence; in Thai and Lao, which have no full
 * stop, spaces between long phrases. What stands outside of the range decides with what is inside, so that a sentence cut out
 * of its text by its offsets is one sentence again. Own rules instead of `Intl.Segmenter`, which differs between Node versions.
 */
export function sentencesOf(
  text: string,
  from: number,
  to: number,
): readonly (readonly [from: number, to: number])[] {
  const sentences: (readonly [number, number])[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    const unitClass = CLASS_OF[unit] as number;
    if (unitClass > C.fullStop && unit !== SEMICOLON) continue;
    if (unitClass === C.closer || (unitClass === C.space && at - start < LONG_PHRASE)) continue;
    const end = endBehind(text, start, at);
    if (end <= 0) {
      // What was looked at without finding an end is not looked at again.
      at = Math.max(at, -end - 1);
      continue;
    }
    if (end >= to) break;
    sentences.push([start, end]);
    start = end;
    at = end - 1;
  }
  if (start < to) sentences.push([start, to]);
  return sentences;
}

const SEMICOLON = 0x3b;
const PERIOD = 0x2e;
const ELLIPSIS = 0x2026;

/** Thai and Lao phrases of fewer characters are parts of a sentence. */
const LONG_PHRASE = 30;
const NEXT_PHRASE = 12;

/** Where the sentence ends whose last mark stands here, its white space included; zero or, negative, where to go on if none. */
function endBehind(text: string, start: number, at: number): number {
  const unit = text.charCodeAt(at);
  const unitClass = CLASS_OF[unit] as number;
  if (unitClass === C.lineBreak) {
    if (at === start || isInsideLineBreak(text, at) || wrapsOn(text, at)) return 0;
    return behindSpace(text, at + 1);
  }
  if (unitClass === C.space) return partsPhrases(text, at) ? behindSpace(text, at + 1) : 0;
  if (unitClass === C.fullStop) return behindFullStop(text, at);
  if (unit === SEMICOLON) return asksInGreek(text, at) ? behindSpace(text, at + 1) : 0;
  if (!isMark(unit)) return 0;
  const next = classAt(text, at + 1);
  // The commonest case: within a number, a name of a file, an address.
  return next >= C.digit && next <= C.upper ? 0 : behindMark(text, start, at);
}

function isInsideLineBreak(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a;
}

/** `.`, `!`, `?`, `…`: marks that other characters must confirm. */
function isMark(unit: number): boolean {
  return unit === PERIOD || unit === 0x21 || unit === 0x3f || unit === ELLIPSIS;
}

/** Full stops that need no white space. `」と` quotes in mid-sentence; `３．１４` is a number. */
function behindFullStop(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === 0xff0e && classAt(text, at + 1) === C.digit) return 0;
  const behind = behindClosers(text, at + 1);
  const next = text.charCodeAt(behind);
  const quotes = classAt(text, behind - 1) === C.closer && behind > at + 1;
  if (quotes && (next === 0x3068 || next === 0x3063)) return -behind;
  return behindSpace(text, behind);
}

function behindMark(text: string, start: number, at: number): number {
  const unit = text.charCodeAt(at);
  const marks = behindMarks(text, at);
  const behind = behindClosers(text, marks);
  const nextClass = classAt(text, behind);
  const isSpaced = nextClass === C.space || nextClass === C.lineBreak;
  if (!isSpaced) {
    const touches = nextClass === C.wide && unit !== ELLIPSIS && classAt(text, at - 1) !== C.digit;
    return touches ? behind : -behind;
  }
  const next = firstBehindOpeners(text, behind);
  const trails = marks > at + 1 || unit === ELLIPSIS;
  // “Stop!” he said; Wait... what: the sentence goes on.
  if ((behind > marks || (trails && endsInDots(text, marks))) && classAt(text, next) === C.lower) {
    return -behind;
  }
  if (unit === PERIOD && !trails && isAbbreviated(text, { start, at, next })) return -behind;
  return behindSpace(text, behind);
}

function endsInDots(text: string, marks: number): boolean {
  const last = text.charCodeAt(marks - 1);
  return last === PERIOD || last === ELLIPSIS;
}

function behindMarks(text: string, at: number): number {
  let behind = at + 1;
  while (isMark(text.charCodeAt(behind))) behind++;
  return behind;
}

/** Behind further stops, closing quotation marks and brackets, the marks that combine with them, and references: `.[12]`. */
function behindClosers(text: string, from: number): number {
  let behind = from;
  for (let length = closerLength(text, behind, from); length > 0; ) {
    behind += length;
    length = closerLength(text, behind, from);
  }
  return behind;
}

/** Length of what stands here and closes a sentence whose full stop ends at `from`; 0 if nothing does. */
function closerLength(text: string, at: number, from: number): number {
  const unitClass = classAt(text, at);
  if (unitClass === C.fullStop || isMarkOfCharacter(unitClass)) return 1;
  if (unitClass === C.closer) return opensHere(text, at, from) ? 0 : 1;
  if (unitClass === C.space) return closesBehindSpace(text, at) ? 2 : 0;
  const unit = text.charCodeAt(at);
  if (unit === 0x21 || unit === 0x3f) return 1;
  return unit === 0x5b ? (REFERENCE.exec(text.slice(at, at + 8))?.[0].length ?? 0) : 0;
}

/** Whether a mark that may open or close a quotation opens one: a word touches it, and none was open (where that is known). */
function opensHere(text: string, at: number, from: number): boolean {
  if (!EITHER.includes(text.charAt(at))) return false;
  const behind = classAt(text, at + 1);
  if (behind < C.digit && behind !== C.other) return false;
  // Without white space behind it nothing ends but before or behind a script that has none.
  if (behind !== C.wide && classAt(text, from - 1) !== C.fullStop) return true;
  // There straight marks close what they opened shortly before.
  const before = text.slice(Math.max(0, from - LONGEST_QUOTATION), at);
  const mark = text.charAt(at);
  const times = before.split(mark).length - 1;
  return mark === "“" || mark === "‘" || times % 2 === 0;
}

/** Quotation marks that open in some languages and close in others, or do both. */
const EITHER = "\"'“‘«‹＂＇";
const LONGEST_QUOTATION = 200;

/** A reference to a source, as in `ended.[12] Then`. */
const REFERENCE = /^\[\w{1,5}\]/;

/** French puts a space before the closing mark: `fini. » Puis`. */
function closesBehindSpace(text: string, at: number): boolean {
  if (classAt(text, at) !== C.space) return false;
  const unit = text.charCodeAt(at + 1);
  if (unit !== 0xbb && unit !== 0x203a) return false;
  const behind = classAt(text, at + 2);
  return behind === C.space || behind === C.lineBreak || behind === C.pause;
}

/** Behind white space, and marks that would make a character of it. */
function behindSpace(text: string, from: number): number {
  let behind = from;
  for (;;) {
    const unitClass = classAt(text, behind);
    const isSpace = unitClass === C.space || unitClass === C.lineBreak;
    if (!isSpace && !isMarkOfCharacter(unitClass)) return behind;
    behind++;
  }
}

function isMarkOfCharacter(unitClass: number): boolean {
  return unitClass === C.mark || unitClass === C.sign;
}

const OPENERS = "([{¿¡«»‹›„“”‚‘'\"*_";

/** The first character of what follows, behind white space and at most three opening marks. */
function firstBehindOpeners(text: string, from: number): number {
  let next = behindSpace(text, from);
  for (let count = 0; count < 3 && OPENERS.includes(text.charAt(next)); count++) next++;
  return Math.min(next, text.length);
}

/** A semicolon is Greek's question mark. */
function asksInGreek(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const behind = classAt(text, at + 1);
  return before >= 0x370 && before < 0x400 && (behind === C.space || behind === C.lineBreak);
}

/** Whether a space stands between phrases of Thai or Lao of which the next is long too. */
function partsPhrases(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  // Behind the sign of repetition a space stands in mid-phrase.
  if (!isThaiOrLao(before) || before === 0x0e46 || before === 0x0ec6) return false;
  for (let ahead = 1; ahead <= NEXT_PHRASE; ahead++) {
    if (!isThaiOrLao(text.charCodeAt(at + ahead))) return false;
  }
  return isLetter(classAt(text, at + 1));
}

function isThaiOrLao(unit: number): boolean {
  return unit >= 0x0e01 && unit <= 0x0eff && CLASS_OF[unit] !== C.digit;
}
