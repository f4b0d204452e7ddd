import { braceLanguage } from "../braces/brace-language.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import { CLASS_FRAME, type CodeLanguage } from "../code-language.ts";

/** Java. */
export const java: CodeLanguage = braceLanguage({
  name: "java",
  frames: [CLASS_FRAME],
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: STARRED_COMMENT,
    strings: [
      { open: '"""', close: '"""', escape: "backslash", multiline: true },
      PLAIN_STRING,
      PLAIN_CHARACTER,
    ],
    wordCharacters: "$",
  },
  definitions: {
    words: {
      class: { body: "members", named: true },
      interface: { body: "members", named: true },
      enum: { body: "choices", named: true },
      record: { body: "members", named: true },
      module: { body: "whole", named: true },
    },
    otherwise: "code",
    unlisted: ["import"],
    // An array that an annotation's member has by default.
    bodyAt: (tokens, { open }) => (tokens.text(open - 1) === "default" ? "head" : undefined),
  },
  outline: {
    roles: {
      line_comment: "comment",
      block_comment: "comment",
      import_declaration: "leave",
      class_declaration: "members",
      interface_declaration: "members",
      annotation_type_declaration: "members",
      enum_declaration: "members",
      record_declaration: "members",
      enum_body_declarations: "around",
      enum_constant: "members",
      method_declaration: "function",
      constructor_declaration: "function",
      compact_constructor_declaration: "function",
      static_initializer: "function",
      block: "function",
      field_declaration: "value",
      constant_declaration: "value",
      module_declaration: "type",
    },
    lists: ["annotation_type_body", "class_body", "enum_body", "interface_body"],
    literals: ["argument_list", "array_initializer"],
    blocks: ["block", "class_body"],
  },
});
