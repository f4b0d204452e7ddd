import { doubleQuoted } from "./double-quoted.ts";
import { trimBack, trimFront } from "./yaml-lines.ts";

/** A quoted scalar, read. */
export interface Quoted {
  /** The characters that it means. */
  readonly text: string;
  /** Written on one line. */
  readonly lexeme: string;
  /** Offset behind its closing quote. */
  readonly end: number;
  readonly isOneLine: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a single- or double-quoted scalar from its opening quote; `undefined` where it is torn or not surely understood. */
export function parseQuoted(text: string, from: number): Quoted | undefined {
  const isDouble = text[from] === '"';
  const end = isDouble ? doubleEnd(text, from + 1) : singleEnd(text, from + 1);
  if (end < 0) return undefined;
  const raw = text.slice(from + 1, end - 1);
  const isOneLine = !raw.includes("\n");
  const joined = isOneLine ? raw : foldLines(raw);
  if (joined === undefined) return undefined;
  const value = isDouble ? unescaped(joined) : joined.replaceAll("''", "'");
  if (value === undefined) return undefined;
  const lexeme = isOneLine ? text.slice(from, end) : doubleQuoted(value);
  return { text: value, lexeme, end, isOneLine };
}

function doubleEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at + 1;
  }
  return -1;
}

function singleEnd(text: string, from: number): number {
  for (let at = text.indexOf("'", from); at >= 0; at = text.indexOf("'", at + 2)) {
    if (text[at + 1] !== "'") return at + 1;
  }
  return -1;
}

/** Line breaks as YAML folds them: one is a space, more are one less. An escaped line break is left to others. */
function foldLines(raw: string): string | undefined {
  const lines = raw.split("\n");
  const last = lines.length - 1;
  const texts = lines.map((line, index) => {
    const front = index === 0 ? line : trimFront(line);
    return index === last ? front : trimBack(front);
  });
  const isUnsure = lines.some((line, index) => index > 0 && DOCUMENT_MARKER.test(line));
  if (isUnsure || texts.slice(0, -1).some((text) => text.endsWith("\\"))) return undefined;
  let folded = texts[0] as string;
  let breaks = 0;
  for (let index = 1; index <= last; index++) {
    const text = texts[index] as string;
    breaks += 1;
    if (text === "" && index < last) continue;
    folded += (breaks === 1 ? " " : "\n".repeat(breaks - 1)) + text;
    breaks = 0;
  }
  return folded;
}

const DOCUMENT_MARKER = /^(?:---|\.\.\.)(?:\s|$)/;

function unescaped(raw: string): string | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let at = raw.indexOf("\\"); at >= 0; at = raw.indexOf("\\", from)) {
    parts.push(raw.slice(from, at));
    const letter = raw[at + 1] ?? "";
    const digits = HEX_LENGTHS[letter] ?? 0;
    const meant =
      digits === 0 ? ESCAPES[letter] : characterOf(raw.slice(at + 2, at + 2 + digits), digits);
    if (meant === undefined) return undefined;
    parts.push(meant);
    from = at + 2 + digits;
  }
  parts.push(raw.slice(from));
  return parts.join("");
}

function characterOf(hex: string, digits: number): string | undefined {
  const code = Number.parseInt(hex, 16);
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex) || code > 0x10ffff) return undefined;
  return digits === 8 ? String.fromCodePoint(code) : String.fromCharCode(code);
}
