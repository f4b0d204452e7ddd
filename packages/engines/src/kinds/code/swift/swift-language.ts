import type { BodyRole, BracePlace } from "../braces/brace-grammar.ts";
import { braceLanguage } from "../braces/brace-language.ts";
import { PLAIN_STRING } from "../braces/brace-syntax.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";
import { CLASS_FRAME, type CodeLanguage } from "../code-language.ts";
import { mendSwiftScanner } from "./mend-swift-scanner.ts";

const INTERPOLATION = { open: "\\(", close: ")", doubled: false } as const;

/** Swift. */
export const swift: CodeLanguage = braceLanguage({
  name: "swift",
  frames: [CLASS_FRAME],
  grammar: "@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm",
  mendGrammar: mendSwiftScanner,
  syntax: {
    lineComments: ["//"],
    blockComment: { open: "/*", close: "*/", nested: true },
    strings: [
      { ...PLAIN_STRING, open: '"""', close: '"""', multiline: true, interpolation: INTERPOLATION },
      { ...PLAIN_STRING, interpolation: INTERPOLATION },
    ],
    special: behindRawString,
    specialStarts: "#",
    wordCharacters: "`",
  },
  definitions: {
    words: {
      class: { body: "members", named: true },
      struct: { body: "members", named: true },
      enum: { body: "members", named: true },
      protocol: { body: "members", named: true },
      extension: { body: "members", named: true },
      actor: { body: "members", named: true },
    },
    otherwise: "code",
    unlisted: ["import"],
    listsAt: (tokens, at) => (isImport(tokens, at) ? false : undefined),
    endsBefore: endsLine,
    bodyAt: codeBody,
  },
  outline: {
    roles: {
      ERROR: "around",
      comment: "comment",
      multiline_comment: "comment",
      import_declaration: "leave",
      class_declaration: "members",
      protocol_declaration: "members",
      function_declaration: "function",
      init_declaration: "function",
      deinit_declaration: "function",
      property_declaration: "value",
      subscript_declaration: "value",
    },
    lists: ["class_body", "enum_class_body", "protocol_body"],
    literals: ["array_literal", "dictionary_literal", "value_arguments"],
    blocks: ["computed_property", "lambda_literal", "willset_didset_block"],
  },
});

/** `@testable import`, `internal import`. */
function isImport(tokens: BraceTokens, start: number): boolean {
  let at = start;
  for (; at < start + 20; at++) {
    if (tokens.text(at) === "@") at++;
    else if (!/^(?:fileprivate|internal|package|private|public)$/.test(tokens.text(at))) break;
  }
  return at > start && tokens.text(at) === "import";
}

/** `class func` and the like are functions, not classes. */
function codeBody(tokens: BraceTokens, { open, start }: BracePlace): BodyRole | undefined {
  for (let at = start; at < open; at = tokens.behind(at)) {
    if (CODE_WORDS.has(tokens.text(at))) return "code";
    if (TYPE_WORDS.has(tokens.text(at)) && !CODE_WORDS.has(tokens.text(at + 1))) return undefined;
  }
  return undefined;
}

const CODE_WORDS: ReadonlySet<string> = new Set("deinit func init let subscript var".split(" "));

const TYPE_WORDS: ReadonlySet<string> = new Set(
  "actor class enum extension protocol struct".split(" "),
);

/** A line break ends a definition unless the line before or behind it asks for more. */
function endsLine(tokens: BraceTokens, at: number): boolean {
  if (tokens.breaks[at] !== true) return false;
  const before = tokens.text(at - 1);
  if (tokens.kinds[at - 1] === "punctuator" && !/^[)\]}>?!]$/.test(before)) return false;
  if (/^(?:in|where|throws|async)$/.test(before)) return false;
  return !/^(?:[.{?:=&|+*/<>-].*|where|throws|async|else|catch)$/.test(tokens.text(at));
}

const RAW_STRING = /(#{1,20})"/y;

function behindRawString(text: string, at: number): number | undefined {
  RAW_STRING.lastIndex = at;
  const marks = RAW_STRING.exec(text)?.[1];
  if (marks === undefined) return undefined;
  const quote = text.startsWith('""', RAW_STRING.lastIndex) ? '"""' : '"';
  const close = `${quote}${marks}`;
  const end = text.indexOf(close, at + marks.length + quote.length);
  return end < 0 ? -1 : end + close.length;
}
