/**
 * Columns that a text takes on a terminal: two for ideographs, kana, Hangul, full-width forms and emoji, none for marks that combine and
 * for what is joined to an emoji.
 */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  let isJoined = false;
  for (const character of text) {
    if (!isJoined) width += widthOf(character);
    isJoined = character === JOINER;
  }
  return width;
}

/** A name in at most so many columns. Of paths and dated names, the end tells more. */
export function shortened(name: string, most: number): string {
  return displayWidth(name) <= most ? name : `…${endOfWidth(name, most - 1)}`;
}

/** The end of a text that takes at most so many columns. */
function endOfWidth(text: string, most: number): string {
  if (PLAIN.test(text)) return text.slice(Math.max(0, text.length - most));
  const characters = [...text];
  let width = 0;
  let start = characters.length;
  while (start > 0) {
    width += widthOf(characters[start - 1] ?? "");
    if (width > most) break;
    start--;
  }
  return characters.slice(start).join("").replace(LEADING_MARKS, "");
}

const PLAIN = /^[\u0020-\u007e]*$/;
const JOINER = "\u200d";
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const LEADING_MARKS = /^[\p{Mn}\p{Me}\p{Cf}]+/u;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u30ff\u31f0-\u32ff\uff01-\uff60\uffe0-\uffe6]$/u;

function widthOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
