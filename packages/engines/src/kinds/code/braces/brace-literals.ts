import { isWordChar } from "../word-character.ts";
import type { BlockComment, BraceSyntax, StringForm } from "./brace-syntax.ts";

/** Where a string, or a part of one, ends, and what will close the code that begins there, if any does. */
export interface StringPart {
  readonly end: number;
  readonly code?: ")" | "}";
}

/** The part of a string whose content begins at `from`; `undefined` where the string has no end. */
export function behindStringPart(
  text: string,
  form: StringForm,
  from: number,
): StringPart | undefined {
  for (let at = from; at < text.length; ) {
    const mark = markAt(text, at, form);
    if (mark === undefined) {
      if (text[at] === "\n" && !form.multiline) return undefined;
      at += contentLength(text, at, form);
    } else if ("end" in mark) return mark;
    else at = mark.next;
  }
  return undefined;
}

/** What ends a part of a string at a place, or the place behind a mark that is doubled and so stands for itself. */
function markAt(
  text: string,
  at: number,
  form: StringForm,
): StringPart | { readonly next: number } | undefined {
  const code = form.interpolation;
  if (code !== undefined && text.startsWith(code.open, at)) {
    const end = at + code.open.length;
    const doubled = code.doubled && text.startsWith(code.open, end);
    return doubled ? { next: end + code.open.length } : { end, code: code.close };
  }
  if (!text.startsWith(form.close, at)) return undefined;
  const end = at + form.close.length;
  const doubled = form.escape === "doubled" && text.startsWith(form.close, end);
  return doubled ? { next: end + form.close.length } : { end };
}

/** Characters that must not be looked at one by one: those of an escape sequence; 1 for any other character. */
function contentLength(text: string, at: number, form: StringForm): number {
  if (form.escape !== "backslash" || text[at] !== "\\") return 1;
  return text[at + 1] === "\r" && text[at + 2] === "\n" ? 3 : 2;
}

/** Behind a comment with an end of its own, -1 where it has none. */
export function behindBlock(text: string, start: number, comment: BlockComment): number {
  const { open, close, nested } = comment;
  if (!nested) {
    const end = text.indexOf(close, start + open.length);
    return end < 0 ? -1 : end + close.length;
  }
  let depth = 0;
  for (let at = start; at < text.length; ) {
    if (text.startsWith(open, at)) {
      depth++;
      at += open.length;
    } else if (text.startsWith(close, at)) {
      at += close.length;
      if (--depth === 0) return at;
    } else at++;
  }
  return -1;
}

/** Behind a name; `extra` holds what may be in one besides letters and digits. */
export function behindWord(text: string, start: number, extra: string): number {
  let at = start + 1;
  while (at < text.length && isNameChar(text[at] as string, extra)) at++;
  return at;
}

/** Behind the digits and letters of a number and quotes between them; what stands behind its point is a token of its own. */
export function behindNumber(text: string, start: number, { digitSeparator }: BraceSyntax): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (isWordChar(char)) continue;
    if (char !== digitSeparator || !isWordChar(text[at + 1] ?? " ")) return at;
  }
  return at;
}

function isNameChar(char: string, extra: string): boolean {
  return isWordChar(char) || (extra !== "" && extra.includes(char));
}
