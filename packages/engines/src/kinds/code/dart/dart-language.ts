import { braceLanguage } from "../braces/brace-language.ts";
import { PLAIN_CHARACTER, PLAIN_STRING, type StringForm } from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";
import { CLASS_FRAME, type CodeLanguage } from "../code-language.ts";

const INTERPOLATION = { open: "${", close: "}", doubled: false } as const;

/** Dart. */
export const dart: CodeLanguage = braceLanguage({
  name: "dart",
  frames: [CLASS_FRAME],
  grammar: "@repomix/tree-sitter-wasms/out/tree-sitter-dart.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: { open: "/*", close: "*/", nested: true },
    strings: dartStrings(),
    wordCharacters: "$",
  },
  definitions: {
    words: {
      class: { body: "members", named: true },
      mixin: { body: "members", named: true },
      extension: { body: "members", named: true },
      enum: { body: "choices", named: true },
    },
    otherwise: "code",
    unlisted: ["import", "export"],
    values: ["=", "=>"],
    aliases: ["typedef"],
    endsBefore: endsBody,
  },
  outline: {
    roles: {
      comment: "comment",
      documentation_comment: "comment",
      import_or_export: "leave",
      class_definition: "members",
      mixin_declaration: "members",
      extension_declaration: "members",
      enum_declaration: "members",
      function_body: "value",
      declaration: "value",
      static_final_declaration_list: "value",
      initialized_identifier_list: "value",
    },
    lists: ["class_body", "enum_body", "extension_body"],
    literals: ["arguments", "list_literal", "set_or_map_literal"],
    blocks: ["block"],
  },
});

function dartStrings(): readonly StringForm[] {
  const quoted = [PLAIN_STRING, PLAIN_CHARACTER].flatMap((form): StringForm[] => {
    const tripled = form.open.repeat(3);
    return [{ ...form, open: tripled, close: tripled, multiline: true }, form];
  });
  return [
    ...quoted.map((form): StringForm => ({ ...form, open: `r${form.open}`, escape: "none" })),
    ...quoted.map((form): StringForm => ({ ...form, interpolation: INTERPOLATION })),
  ];
}

/** Behind a body on lines of its own comes the next definition, also where the head before it has a value: `A() : b = 1 {`. */
function endsBody(tokens: BraceTokens, at: number): boolean {
  return tokens.breaks[at] === true && tokens.text(at - 1) === "}" && tokens.isWord(at);
}
