import type { Node } from "web-tree-sitter";
import { braceLanguage } from "../braces/brace-language.ts";
import type { NodeRole } from "../braces/brace-outline.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import type { CodeLanguage } from "../code-language.ts";

/** PHP, also between HTML. */
export const php: CodeLanguage = braceLanguage({
  name: "php",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm",
  syntax: {
    lineComments: ["//", "#"],
    notComments: ["#["],
    blockComment: STARRED_COMMENT,
    strings: [
      {
        ...PLAIN_STRING,
        multiline: true,
        interpolation: { open: "{$", close: "}", doubled: false },
      },
      { ...PLAIN_CHARACTER, multiline: true },
      { ...PLAIN_STRING, open: "`", close: "`", multiline: true },
    ],
    special: behindHeredoc,
    specialStarts: "<",
    wordCharacters: "$",
    embedded: { open: ["<?php", "<?PHP", "<?="], close: "?>" },
  },
  definitions: {
    words: {
      class: { body: "members", named: true },
      interface: { body: "members", named: true },
      trait: { body: "members", named: true },
      enum: { body: "members", named: true },
      namespace: { body: "members" },
      function: { body: "code" },
    },
    otherwise: "code",
    unlisted: ["use"],
  },
  outline: {
    roles: {
      comment: "comment",
      namespace_definition: "members",
      namespace_use_declaration: "leave",
      class_declaration: "members",
      interface_declaration: "members",
      trait_declaration: "members",
      enum_declaration: "members",
      function_definition: "function",
      method_declaration: "function",
      property_declaration: "value",
      const_declaration: "value",
      expression_statement: "value",
      return_statement: "value",
    },
    roleOf: phpRole,
    lists: ["declaration_list", "enum_declaration_list"],
    literals: ["array_creation_expression"],
    blocks: ["compound_statement"],
  },
});

const CONTROLS: ReadonlySet<string> = new Set([
  "for_statement",
  "foreach_statement",
  "if_statement",
  "try_statement",
  "while_statement",
]);

/** Statements of the file itself: what is assigned or returned folds, other calls stay as they are. */
function phpRole(node: Node): NodeRole | undefined {
  if (CONTROLS.has(node.type)) return definesInside(node) ? "members" : "function";
  if (node.type !== "expression_statement" || node.firstNamedChild === null) return undefined;
  return node.firstNamedChild.type === "assignment_expression" ? "value" : "keep";
}

function definesInside(node: Node): boolean {
  const body = node.childForFieldName("body");
  return body?.namedChildren.some(({ type }) => /^(?:class|function|if)_/.test(type)) === true;
}

const HEREDOC = /<<<[ \t]*(["']?)([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)\1\r?\n/y;

/** Behind a heredoc or nowdoc: it ends at its name, which may be indented. */
function behindHeredoc(text: string, at: number): number | undefined {
  if (!text.startsWith("<<<", at)) return undefined;
  HEREDOC.lastIndex = at;
  const name = HEREDOC.exec(text)?.[2];
  if (name === undefined) return undefined;
  let line = HEREDOC.lastIndex;
  while (line < text.length) {
    let start = line;
    while (text[start] === " " || text[start] === "\t") start++;
    const end = start + name.length;
    if (text.startsWith(name, start) && !/[\w\u0080-\uffff]/.test(text[end] ?? "")) return end;
    const next = text.indexOf("\n", start);
    if (next < 0) return -1;
    line = next + 1;
  }
  return -1;
}
