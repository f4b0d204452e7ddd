import type { Node } from "web-tree-sitter";
import type { BodyRole, BracePlace } from "../braces/brace-grammar.ts";
import { braceLanguage } from "../braces/brace-language.ts";
import type { NodeRole } from "../braces/brace-outline.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, type StringForm } from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";
import type { CodeLanguage } from "../code-language.ts";
import { foldMacro } from "./fold-macro.ts";
import { RUST_LITERAL_STARTS, rustLiteral } from "./rust-literals.ts";

const STRING: StringForm = { ...PLAIN_STRING, multiline: true };

/** Rust. */
export const rust: CodeLanguage = braceLanguage({
  name: "rust",
  frames: [{ before: "impl A {\n", after: "}\n" }],
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: { open: "/*", close: "*/", nested: true },
    strings: [
      STRING,
      { ...STRING, open: 'b"' },
      { ...STRING, open: 'c"' },
      { ...PLAIN_CHARACTER, open: "b'" },
      PLAIN_CHARACTER,
    ],
    special: rustLiteral,
    specialStarts: RUST_LITERAL_STARTS,
  },
  definitions: {
    words: {
      fn: { body: "code" },
      struct: { body: "whole" },
      enum: { body: "whole" },
      union: { body: "whole", named: true },
      trait: { body: "members" },
      impl: { body: "members" },
      mod: { body: "members" },
      extern: { body: "members" },
      macro_rules: { body: "code" },
    },
    otherwise: "whole",
    unlisted: ["use", "extern crate"],
    listsAt: (tokens, at) => (importsAt(tokens, at) ? false : undefined),
    aliases: ["type"],
    bodyAt: rustBody,
    alone: innerAttribute,
  },
  outline: {
    roles: {
      line_comment: "comment",
      block_comment: "comment",
      attribute_item: "attribute",
      use_declaration: "leave",
      extern_crate_declaration: "leave",
      function_item: "function",
      expression_statement: "own",
      macro_definition: "own",
      macro_invocation: "own",
      struct_item: "type",
      enum_item: "type",
      union_item: "type",
      impl_item: "members",
      trait_item: "members",
      mod_item: "members",
      foreign_mod_item: "members",
      const_item: "value",
      static_item: "value",
    },
    roleOf: rustRole,
    foldOwn: foldMacro,
    lists: ["declaration_list"],
    literals: [
      "arguments",
      "array_expression",
      "field_initializer_list",
      "token_tree",
      "tuple_expression",
    ],
    blocks: [],
  },
});

/** `pub use` says what a module offers; `//!` documents what is around it. */
function rustRole(node: Node): NodeRole | undefined {
  if (node.type.endsWith("_comment") && /^\/[/*]!/.test(node.text.slice(0, 3))) return "leave";
  const offered = node.type === "use_declaration" || node.type === "extern_crate_declaration";
  return offered && node.firstNamedChild?.type === "visibility_modifier" ? "keep" : undefined;
}

/** What a macro is called with may be definitions. */
function rustBody(tokens: BraceTokens, { start, open }: BracePlace): BodyRole | undefined {
  if (tokens.text(open - 1) === "!" && tokens.isWord(open - 2)) return "members";
  return isFunction(tokens, start, open) ? "code" : undefined;
}

/** `extern "C" fn` and `const fn` are functions, whatever word came first. */
function isFunction(tokens: BraceTokens, start: number, open: number): boolean {
  for (let at = start; at < open; at = tokens.behind(at)) {
    const text = tokens.text(at);
    if (text === "fn") return true;
    if (/^(?:struct|enum|trait|impl|mod|macro_rules)$/.test(text)) return false;
  }
  return false;
}

/** An import with attributes before it. */
function importsAt(tokens: BraceTokens, start: number): boolean {
  let at = start;
  while (tokens.text(at) === "#" && tokens.text(at + 1) === "[") at = tokens.behind(at + 1);
  if (at === start) return false;
  return (
    tokens.text(at) === "use" || `${tokens.text(at)} ${tokens.text(at + 1)}` === "extern crate"
  );
}

/** `#![...]` stands for itself. */
function innerAttribute(tokens: BraceTokens, at: number): number {
  const inner = tokens.text(at) === "#" && tokens.text(at + 1) === "!";
  return inner ? tokens.behind(at + 2) : at;
}
