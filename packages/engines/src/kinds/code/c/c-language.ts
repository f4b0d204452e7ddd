import { braceLanguage } from "../braces/brace-language.ts";
import type { CodeLanguage } from "../code-language.ts";
import { blankMacros } from "./blank-macros.ts";
import { C_SYNTAX, INCLUDE, isLinkage } from "./c-syntax.ts";
import { cTypeWord } from "./c-type-word.ts";
import { linkageRole, PREPROCESSOR_ROLES } from "./shared-roles.ts";

/** C. */
export const c: CodeLanguage = braceLanguage({
  name: "c",
  grammar: "@repomix/tree-sitter-wasms/out/tree-sitter-c.wasm",
  parserText: blankMacros,
  syntax: C_SYNTAX,
  definitions: {
    words: {},
    otherwise: "code",
    unlisted: [],
    unlistedDirective: INCLUDE,
    bodyAt: (tokens, place) => {
      if (isLinkage(tokens, place.open)) return "members";
      return cTypeWord(tokens, place) === undefined ? undefined : "whole";
    },
  },
  outline: {
    roles: {
      ...PREPROCESSOR_ROLES,
      function_definition: "function",
      declaration: "value",
      struct_specifier: "type",
      union_specifier: "type",
      enum_specifier: "type",
      type_definition: "type",
    },
    roleOf: linkageRole,
    lists: ["declaration_list"],
    literals: ["argument_list", "initializer_list"],
    blocks: ["compound_statement"],
  },
});
