import type { BraceSyntax } from "../braces/brace-syntax.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import { scanBraces } from "../braces/scan-braces.ts";
import { BLOCK_COMMENT, type CodeLanguage, type ReadDefinitions } from "../code-language.ts";
import { cssDefinitions } from "./css-definitions.ts";
import { outlineCss } from "./css-outline.ts";

const SYNTAX: BraceSyntax = {
  lineComments: ["//"],
  blockComment: STARRED_COMMENT,
  strings: [PLAIN_STRING, PLAIN_CHARACTER],
  special: behindAddress,
  specialStarts: "uU",
  wordCharacters: "-$@%",
};

/** CSS, and SCSS as far as the grammar reads it. */
export const css: CodeLanguage = {
  name: "css",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-css.wasm",
  comment: BLOCK_COMMENT,
  outline: outlineCss,
  definitions(text): ReadDefinitions {
    const tokens = scanBraces(text, SYNTAX);
    if ("problem" in tokens) return tokens;
    return { found: cssDefinitions(tokens), comments: tokens.comments };
  },
};

const ADDRESS = /url\([ \t]*(?!["' \t])[^)\n]*\)/iy;

/** Behind an address without quotes, which may hold `//` and `;`. */
function behindAddress(text: string, at: number): number | undefined {
  ADDRESS.lastIndex = at;
  return ADDRESS.test(text) ? ADDRESS.lastIndex : undefined;
}
