import { braceLanguage } from "../braces/brace-language.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, STARRED_COMMENT } from "../braces/brace-syntax.ts";
import type { CodeLanguage } from "../code-language.ts";

/** Solidity. */
export const solidity: CodeLanguage = braceLanguage({
  name: "solidity",
  frames: [{ before: "contract A {\n", after: "}\n" }],
  grammar: "@repomix/tree-sitter-wasms/out/tree-sitter-solidity.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: STARRED_COMMENT,
    strings: [PLAIN_STRING, PLAIN_CHARACTER],
    wordCharacters: "$",
  },
  definitions: {
    words: {
      contract: { body: "members", named: true },
      interface: { body: "members", named: true },
      library: { body: "members", named: true },
      struct: { body: "whole", named: true },
      enum: { body: "whole", named: true },
      function: { body: "code" },
    },
    otherwise: "code",
    unlisted: ["import"],
  },
  outline: {
    roles: {
      comment: "comment",
      import_directive: "leave",
      contract_declaration: "members",
      interface_declaration: "members",
      library_declaration: "members",
      function_definition: "function",
      modifier_definition: "function",
      constructor_definition: "function",
      fallback_receive_definition: "function",
      state_variable_declaration: "value",
      struct_declaration: "type",
      enum_declaration: "type",
    },
    lists: ["contract_body"],
    literals: ["inline_array_expression"],
    blocks: ["function_body"],
  },
});
