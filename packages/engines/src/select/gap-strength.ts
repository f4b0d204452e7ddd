import { CHARACTER_CLASSES, CLASS_OF, classAt, isLetter } from "./character-class.ts";

const C = CHARACTER_CLASSES;

/** How well a text can be parted at an offset. */
export const GAPS = {
  /** Within a word, a number or a character. */
  none: 0,
  /** Between characters of a script that does not show its words, or between emoji: where nothing better is near. */
  character: 1,
  /** Between words. */
  word: 2,
  /** Behind a comma, a bracket, a tab: between clauses, or entries of a list. */
  clause: 3,
} as const;

/**
 * How well a text can be parted right before an offset, from {@link GAPS}. White space belongs to what stands before it. Never
 * within a word, a number (`12,345`, `3,14`, `1 234 567`, in any digits), a surrogate pair or a cluster of a letter and its
 * marks. Where words are not parted by spaces: in Thai and Lao best where a syllable begins for certain; in
 * Chinese and Japanese between any two characters but those of Katakana, at best behind Hiragana.
 */
export function gapStrength(text: string, at: number): number {
  const behind = classAt(text, at);
  const isSpace = behind === C.space || behind === C.lineBreak;
  const before = classAt(text, at - 1);
  if (before >= C.lower && before <= C.hangul) return GAPS.none;
  if (isSpace || at <= 0 || at >= text.length) return GAPS.none;
  if (behind === C.sign || behind === C.mark || tearsCharacter(text, at)) return GAPS.none;
  if (before === C.space || before === C.lineBreak) return gapBehindSpace(text, at, behind);
  // Khmer, Myanmar, and at times Thai mark the gaps between words with a space of no width.
  if (text.charCodeAt(at - 1) === 0x200b) return GAPS.word;
  if (before === C.wide) return gapBehindWide(text, at, behind);
  if (before === C.phrase || before === C.sign) return gapInPhrase(text, at, behind);
  if (before === C.surrogate) return GAPS.character;
  return endsClause(text, at) ? GAPS.clause : GAPS.none;
}

function gapBehindSpace(text: string, at: number, behind: number): number {
  const previous = classAt(text, at - 2);
  // A space between groups of digits belongs to the number.
  if (previous === C.digit && behind === C.digit && isGroup(text, at)) return GAPS.none;
  return previous === C.pause && classAt(text, at - 1) === C.space ? GAPS.clause : GAPS.word;
}

/** Behind a Chinese or Japanese character: not before what ends a phrase, and not within Katakana. */
function gapBehindWide(text: string, at: number, behind: number): number {
  if (behind === C.pause || behind === C.closer || behind === C.fullStop) return GAPS.none;
  const [left, right] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  if (isKatakana(left) && isKatakana(right)) return GAPS.none;
  if (behind === C.digit || behind !== C.wide) return GAPS.word;
  // Japanese words begin with Han or Katakana and end with Hiragana; a phrase of Chinese has neither.
  return isHiragana(right) ? GAPS.none : GAPS.word;
}

function isHiragana(unit: number): boolean {
  return unit >= 0x3041 && unit <= 0x309f;
}

function isKatakana(unit: number): boolean {
  return (unit >= 0x30a0 && unit <= 0x30ff) || (unit >= 0xff66 && unit <= 0xff9f);
}

/** In Thai and Lao a vowel that is written before its consonant begins a syllable; else only letters can be told apart. */
function gapInPhrase(text: string, at: number, behind: number): number {
  const unit = text.charCodeAt(at);
  // The signs of other scripts: no phrases are written with them.
  if (behind !== C.phrase || text.charCodeAt(at - 1) < 0x0e00) return GAPS.none;
  if ((unit >= 0x0e40 && unit <= 0x0e44) || (unit >= 0x0ec0 && unit <= 0x0ec4)) return GAPS.word;
  const before = text.charCodeAt(at - 1);
  const next = text.charCodeAt(at + 1);
  // What stacks letters, the vowel before its consonant, and the sign that makes the letter before it end a syllable.
  const joins = before === 0x17d2 || before === 0x1039 || next === 0x1039 || next === 0x103a;
  const leads = (before >= 0x0e40 && before <= 0x0e44) || (before >= 0x0ec0 && before <= 0x0ec4);
  return joins || leads ? GAPS.none : GAPS.character;
}

const JOINER = 0x200d;

/** Whether a character, or what is shown as one, goes on here: pairs, flags, skin tones, joined emoji, conjoining letters. */
function tearsCharacter(text: string, at: number): boolean {
  const [left, right] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  if (left === JOINER) return true;
  if (CLASS_OF[right] !== C.surrogate) return false;
  if (left >= 0xd800 && left < 0xdc00 && right >= 0xdc00) return true;
  // Skin tones are U+1F3FB to U+1F3FF, halves of flags U+1F1E6 to U+1F1FF.
  const low = text.charCodeAt(at + 1);
  if (right === 0xd83c && low >= 0xdffb && low <= 0xdfff) return true;
  return right === 0xd83c && text.charCodeAt(at - 2) === 0xd83c && low >= 0xdde6 && left >= 0xdde6;
}

/** Whether a mark that parts entries or clauses ends here; not the comma of a number. */
function endsClause(text: string, at: number): boolean {
  const mark = text.charCodeAt(at - 1);
  const unitClass = CLASS_OF[mark] as number;
  if (unitClass === C.fullStop) return classAt(text, at) !== C.closer;
  if (mark >= 0x80) return unitClass === C.pause && !isInNumber(text, at) && mark > 0x2fff;
  return ",;|&})]>\t".includes(String.fromCharCode(mark)) && !isInNumber(text, at);
}

/** Whether the mark before an offset parts digits of one number: three behind it, or, as decimals, one or two. */
function isInNumber(text: string, at: number): boolean {
  if (classAt(text, at - 2) !== C.digit || classAt(text, at) !== C.digit) return false;
  if (isGroup(text, at)) return true;
  let end = at + 1;
  while (end < at + 3 && classAt(text, end) === C.digit) end++;
  const behind = classAt(text, end);
  return behind === C.space || behind === C.lineBreak || isLetter(behind);
}

/** Whether exactly three digits stand here, as behind the comma in `12,345`. */
function isGroup(text: string, at: number): boolean {
  for (let digit = 0; digit < 3; digit++) if (classAt(text, at + digit) !== C.digit) return false;
  return classAt(text, at + 3) !== C.digit;
}
