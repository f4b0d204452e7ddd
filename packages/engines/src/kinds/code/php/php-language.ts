import type { Node } from "web-tree-sitter";
import { braceLanguage } from "../braces/brace-language.ts";
import type { NodeRole } from "../braces/brace-outline.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import type { CodeLanguage } from "../code-language.ts";

/** PHP, also between HTML. */
export const php: CodeLanguage = braceLanguage({
  name: "php",
  frames: [
    { before: "<?php class A {\n", after: "}\n" },
    { before: "<?php\n", after: "" },
  ],
  isPart: (text) => !text.includes("<?"),
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
    unlisted: ["use", ..."echo include include_once print require require_once".split(" ")],
    listsAt: (tokens, at) =>
      /^(?:\(|->|::)$/.test(tokens.text(at + 1)) && isCalled(tokens.text(at)) ? false : undefined,
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

/** Statements of the file itself: calls that define nothing go, blocks go unless something is defined in them. */
function phpRole(node: Node): NodeRole | undefined {
  if (CONTROLS.has(node.type)) return definesInside(node) ? "members" : "function";
  if (node.type !== "expression_statement") return undefined;
  const [statement] = node.namedChildren;
  if (statement === undefined || !CALLS.has(statement.type)) return undefined;
  const called = /^([\w$]+)\s{0,99}(?:\(|->|::)/.exec(node.text.slice(0, 300))?.[1];
  return called !== undefined && isCalled(called) ? "leave" : "keep";
}

const CALLS: ReadonlySet<string> = new Set([
  "function_call_expression",
  "member_call_expression",
  "scoped_call_expression",
]);

/** Whether a call of a name defines nothing. */
function isCalled(name: string): boolean {
  return (
    /^[$\w]+$/.test(name) &&
    !/^(?:array|class_alias|define|if|fn|function|list|while|for|foreach|switch|match|catch|elseif|return|declare|static|new|yield|throw)$/i.test(
      name,
    )
  );
}

/** Whether a statement's block defines something itself: a function, a class, a variable. */
function definesInside(node: Node): boolean {
  const block = node.childForFieldName("body");
  return block?.namedChildren.some(isDefinition) === true;
}

function isDefinition({ type, firstNamedChild }: Node): boolean {
  if (type === "expression_statement") return firstNamedChild?.type === "assignment_expression";
  return /^(?:class|function|if)_/.test(type);
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
