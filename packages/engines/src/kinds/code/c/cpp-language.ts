import { braceLanguage } from "../braces/brace-language.ts";
import type { CodeLanguage } from "../code-language.ts";
import { blankMacros } from "./blank-macros.ts";
import { CPP_SYNTAX, INCLUDE, isLinkage } from "./c-syntax.ts";
import { cTypeWord } from "./c-type-word.ts";
import { linkageRole, PREPROCESSOR_ROLES } from "./shared-roles.ts";

/** C++. */
export const cpp: CodeLanguage = braceLanguage({
  name: "cpp",
  frames: [{ before: "class A {\n", after: "};\n" }],
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm",
  parserText: blankMacros,
  syntax: CPP_SYNTAX,
  definitions: {
    words: {
      namespace: { body: "members" },
    },
    otherwise: "code",
    unlisted: [],
    unlistedDirective: INCLUDE,
    bodyAt: (tokens, place) => {
      if (isLinkage(tokens, place.open)) return "members";
      const word = cTypeWord(tokens, place);
      if (word === undefined) return undefined;
      return word === "enum" ? "whole" : "members";
    },
  },
  outline: {
    roles: {
      ...PREPROCESSOR_ROLES,
      namespace_definition: "members",
      template_declaration: "around",
      function_definition: "function",
      inline_method_definition: "function",
      constructor_or_destructor_definition: "function",
      operator_cast_definition: "function",
      declaration: "value",
      field_declaration: "value",
      class_specifier: "members",
      struct_specifier: "members",
      union_specifier: "members",
      enum_specifier: "type",
      type_definition: "type",
    },
    roleOf: linkageRole,
    lists: ["declaration_list", "field_declaration_list"],
    literals: ["argument_list", "initializer_list"],
    blocks: ["compound_statement"],
  },
});
