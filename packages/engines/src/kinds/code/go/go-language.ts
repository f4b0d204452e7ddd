import type { Node } from "web-tree-sitter";
import { braceLanguage } from "../braces/brace-language.ts";
import type { NodeRole } from "../braces/brace-outline.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";
import type { CodeLanguage } from "../code-language.ts";

/** Comments that the compiler and its tools read. */
const DIRECTIVE = /^\/\/(?:go:|export |line )|^\/\/ ?\+build/;

/** Go. */
export const go: CodeLanguage = braceLanguage({
  name: "go",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: STARRED_COMMENT,
    keptComments: DIRECTIVE,
    strings: [
      PLAIN_STRING,
      PLAIN_CHARACTER,
      { open: "`", close: "`", escape: "none", multiline: true },
    ],
  },
  definitions: {
    words: {},
    otherwise: "code",
    unlisted: ["import"],
    aliases: ["type"],
    groups: ["const", "type", "var"],
    endsBefore: endsLine,
    bodyAt: (tokens, { open }) =>
      /^(?:interface|struct)$/.test(tokens.text(open - 1)) ? "head" : undefined,
  },
  outline: {
    roles: {
      comment: "comment",
      import_declaration: "leave",
      function_declaration: "function",
      method_declaration: "function",
      type_declaration: "type",
      const_declaration: "around",
      var_declaration: "around",
      var_spec_list: "around",
      const_spec: "value",
      var_spec: "value",
    },
    roleOf: goRole,
    literals: ["argument_list", "literal_value"],
    blocks: ["block"],
  },
});

function goRole(node: Node): NodeRole | undefined {
  return node.type === "comment" && DIRECTIVE.test(node.text.slice(0, 40)) ? "keep" : undefined;
}

/** Go puts a semicolon at the end of a line behind a name, a literal, a closing bracket, and few other tokens. */
function endsLine(tokens: BraceTokens, at: number): boolean {
  if (tokens.breaks[at] !== true) return false;
  const kind = tokens.kinds[at - 1];
  const text = tokens.text(at - 1);
  return kind === "punctuator" ? /^[)\]}]$/.test(text) : !/^(?:chan|func|map)$/.test(text);
}
