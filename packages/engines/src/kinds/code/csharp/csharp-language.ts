import type { BodyRole, BracePlace } from "../braces/brace-grammar.ts";
import { braceLanguage } from "../braces/brace-language.ts";
import {
  PLAIN_CHARACTER,
  PLAIN_STRING,
  STARRED_COMMENT,
  type StringForm,
} from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";
import { CLASS_FRAME, type CodeLanguage } from "../code-language.ts";
import { rawString } from "./csharp-literals.ts";

const INTERPOLATED: StringForm = {
  ...PLAIN_STRING,
  open: '$"',
  interpolation: { open: "{", close: "}", doubled: true },
};

const VERBATIM: StringForm = {
  open: '@"',
  close: '"',
  escape: "doubled",
  multiline: true,
};

/** C#. */
export const csharp: CodeLanguage = braceLanguage({
  name: "csharp",
  frames: [CLASS_FRAME],
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm",
  syntax: {
    lineComments: ["//"],
    blockComment: STARRED_COMMENT,
    strings: [
      { ...INTERPOLATED, open: '$@"', escape: "doubled", multiline: true },
      { ...INTERPOLATED, open: '@$"', escape: "doubled", multiline: true },
      INTERPOLATED,
      VERBATIM,
      PLAIN_STRING,
      PLAIN_CHARACTER,
    ],
    special: rawString,
    specialStarts: '"$',
    directive: "#",
    wordCharacters: "@",
  },
  definitions: {
    words: {
      class: { body: "members", named: true },
      struct: { body: "members", named: true },
      interface: { body: "members", named: true },
      record: { body: "members", named: true },
      namespace: { body: "members", named: true },
      enum: { body: "whole", named: true },
    },
    otherwise: "code",
    unlisted: ["using", "global using", "extern alias"],
    listsAt: (tokens, at) => (isAlias(tokens, at) ? true : undefined),
    values: ["=", "=>"],
    aliases: ["using"],
    bodyAt: accessors,
  },
  outline: {
    roles: {
      comment: "comment",
      using_directive: "leave",
      extern_alias_directive: "leave",
      class_declaration: "members",
      struct_declaration: "members",
      interface_declaration: "members",
      record_declaration: "members",
      namespace_declaration: "members",
      file_scoped_namespace_declaration: "around",
      enum_declaration: "type",
      method_declaration: "function",
      constructor_declaration: "function",
      destructor_declaration: "function",
      operator_declaration: "function",
      conversion_operator_declaration: "function",
      accessor_declaration: "function",
      property_declaration: "members",
      indexer_declaration: "members",
      event_declaration: "members",
      field_declaration: "value",
      event_field_declaration: "value",
      preproc_if: "around",
      preproc_elif: "around",
      preproc_else: "around",
      preproc_region: "keep",
    },
    // An alias names a type.
    roleOf: (node) =>
      node.type === "using_directive" && node.children.some(({ type }) => type === "=")
        ? "keep"
        : undefined,
    lists: ["accessor_list", "declaration_list"],
    literals: [
      "argument_list",
      "collection_expression",
      "initializer_expression",
      "switch_expression_body",
    ],
    blocks: ["block"],
  },
});

/** `using A = B;` */
function isAlias(tokens: BraceTokens, start: number): boolean {
  const at = start + (tokens.text(start) === "global" ? 1 : 0);
  return tokens.text(at) === "using" && tokens.text(at + 2) === "=";
}

/** Words that can stand before a type in round brackets. */
const MODIFIERS =
  /^(?:abstract|async|event|extern|file|internal|new|override|partial|private|protected|public|readonly|ref|required|sealed|static|unsafe|virtual|volatile|\])$/;

/** The braces behind a name without parameters hold the accessors of a property, indexer or event. */
function accessors(tokens: BraceTokens, { start, open }: BracePlace): BodyRole | undefined {
  if (open === start) return "code";
  for (let at = start; at < open; at = tokens.behind(at)) {
    const before = tokens.text(at - 1);
    const text = tokens.text(at);
    if (text === "operator") return undefined;
    // A method's parameters; the type of a property may be a tuple.
    if (text === "(" && at > start && !MODIFIERS.test(before) && /[\w>]$/.test(before))
      return undefined;
    if (/^(?:class|struct|interface|record|namespace|enum)$/.test(text)) return undefined;
  }
  if (/^(?:add|get|init|remove|set)$/.test(tokens.text(open - 1))) return "code";
  return "members";
}
