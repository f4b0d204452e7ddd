import {
  type BraceSyntax,
  PLAIN_CHARACTER,
  PLAIN_STRING,
  STARRED_COMMENT,
} from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";

/** How C is written; line comments and the rest of C99 included. */
export const C_SYNTAX: BraceSyntax = {
  lineComments: ["//"],
  blockComment: STARRED_COMMENT,
  strings: [PLAIN_STRING, PLAIN_CHARACTER],
  directive: "#",
  wordCharacters: "$",
};

/** How C++ is written: raw strings, and quotes between digits. */
export const CPP_SYNTAX: BraceSyntax = {
  ...C_SYNTAX,
  special: behindRawString,
  specialStarts: "RuUL",
  digitSeparator: "'",
};

/** Directives that define nothing. */
export const INCLUDE = /^#[ \t]*(?:include|include_next|import)\b/;

/** Whether braces are those of `extern "C" {`. */
export function isLinkage(tokens: BraceTokens, open: number): boolean {
  return tokens.kinds[open - 1] === "string" && tokens.text(open - 2) === "extern";
}

const RAW_STRING = /(?:u8|[uUL])?R"([^()\\\s]{0,16})\(/y;

function behindRawString(text: string, at: number): number | undefined {
  if (/[\w$]/.test(text[at - 1] ?? "")) return undefined;
  RAW_STRING.lastIndex = at;
  const opening = RAW_STRING.exec(text);
  if (opening === null) return undefined;
  const close = `)${opening[1]}"`;
  const end = text.indexOf(close, RAW_STRING.lastIndex);
  return end < 0 ? -1 : end + close.length;
}
