import { isWordChar } from "../word-character.ts";
import { behindBlock, behindNumber, behindStringPart, behindWord } from "./brace-literals.ts";
import type { BraceSyntax, StringForm } from "./brace-syntax.ts";
import { BraceTokens } from "./brace-tokens.ts";
import { behindDirective, ConditionalBranches, type OpenBracket } from "./preprocessor-lines.ts";

/** Tokens of a text, or why it makes no sense: a string, comment or bracket without its end. */
export type BraceScan = BraceTokens | { readonly problem: string };

/**
 * Scans a language with braces. Linear, and independent of tree-sitter. Of the branches of a preprocessor's conditional each
 * goes on with the brackets that were open before it; behind the conditional those of the first branch count.
 */
export function scanBraces(text: string, syntax: BraceSyntax): BraceScan {
  const state: ScanState = {
    text,
    syntax,
    tables: tablesOf(syntax),
    tokens: new BraceTokens(text),
    branches: new ConditionalBranches(),
    at: text.startsWith("\ufeff") ? 1 : 0,
    lineStart: true,
    open: undefined,
  };
  if (syntax.embedded !== undefined) skipOutside(state);
  if (text.startsWith("#!", state.at) && !text.startsWith("#![", state.at)) {
    state.at = lineEnd(text, state.at);
  }
  while (state.at < text.length) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  if (state.open !== undefined) return { problem: `unclosed ${state.open.closer}` };
  return state.tokens;
}

interface ScanState {
  readonly text: string;
  readonly syntax: BraceSyntax;
  readonly tables: ScanTables;
  readonly tokens: BraceTokens;
  readonly branches: ConditionalBranches<StringForm>;
  at: number;
  /** Whether the line holds no token yet. */
  lineStart: boolean;
  open: OpenBracket<StringForm> | undefined;
}

/** What may begin with a character, so that most characters need no look at the tables. */
interface ScanTables {
  readonly strings: ReadonlyMap<string, readonly StringForm[]>;
  readonly comments: string;
  readonly special: string;
  readonly extraWords: string;
  /** Finds where embedded code begins. */
  readonly embedded: RegExp;
}

const known = new WeakMap<BraceSyntax, ScanTables>();

function tablesOf(syntax: BraceSyntax): ScanTables {
  let tables = known.get(syntax);
  if (tables === undefined) {
    const strings = new Map<string, StringForm[]>();
    for (const form of syntax.strings) {
      const first = form.open[0] as string;
      strings.set(first, [...(strings.get(first) ?? []), form]);
    }
    const openings = [...syntax.lineComments, syntax.blockComment?.open ?? ""];
    tables = {
      strings,
      comments: openings.map((opening) => opening.slice(0, 1)).join(""),
      special: syntax.specialStarts ?? "",
      extraWords: syntax.wordCharacters ?? "",
      embedded: new RegExp((syntax.embedded?.open ?? []).map(escaped).join("|"), "g"),
    };
    known.set(syntax, tables);
  }
  return tables;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function step(state: ScanState): string | undefined {
  const { text, at, tables, syntax } = state;
  const char = text[at] as string;
  if (isSpace(char)) {
    if (char === "\n") state.lineStart = true;
    state.at++;
    return undefined;
  }
  if (syntax.embedded !== undefined && text.startsWith(syntax.embedded.close, at)) {
    skipOutside(state);
    return undefined;
  }
  if (tables.comments.includes(char)) {
    const comment = skipComment(state);
    if (comment !== undefined) return comment === "" ? undefined : comment;
  }
  if (char === syntax.directive && state.lineStart) return readDirective(state);
  const literal = readLiteral(state, char);
  if (literal === undefined) return readPlain(state, char);
  return literal === "" ? undefined : literal;
}

function isSpace(char: string): boolean {
  return char <= " " || char === "\u00a0" || char === "\ufeff";
}

/** Skips a comment: the empty string where there was one, a problem, or `undefined`. */
function skipComment(state: ScanState): string | undefined {
  const { text, at, syntax } = state;
  const block = syntax.blockComment;
  if (block !== undefined && text.startsWith(block.open, at)) {
    const end = behindBlock(text, at, block);
    if (end < 0) return "comment without an end";
    if (text.slice(at, end).includes("\n")) state.lineStart = true;
    state.tokens.comments.add(at);
    state.at = end;
    return "";
  }
  if (!syntax.lineComments.some((opening) => text.startsWith(opening, at))) return undefined;
  if (syntax.notComments?.some((opening) => text.startsWith(opening, at))) return undefined;
  const end = lineEnd(text, at);
  if (state.lineStart && syntax.keptComments?.test(text.slice(at, Math.min(end, at + 40)))) {
    add(state, "directive", text[end - 1] === "\r" ? end - 1 : end);
    return "";
  }
  state.tokens.comments.add(at);
  state.at = end;
  if (syntax.embedded === undefined) return "";
  const close = text.slice(at, end).indexOf(syntax.embedded.close);
  if (close >= 0) state.at = at + close;
  return "";
}

function readDirective(state: ScanState): undefined {
  const { text, at } = state;
  const end = behindDirective(text, at);
  state.open = state.branches.enter(text.slice(at, Math.min(end, at + 40)), state.open);
  add(state, "directive", end);
  return undefined;
}

/** Reads a string or other literal: the empty string where there was one, a problem, or `undefined`. */
function readLiteral(state: ScanState, char: string): string | undefined {
  const { text, at, tables, syntax } = state;
  if (tables.special.includes(char)) {
    const end = syntax.special?.(text, at);
    if (end === -1) return "string without an end";
    if (end !== undefined) {
      add(state, "string", end);
      return "";
    }
  }
  const form = tables.strings.get(char)?.find(({ open }) => text.startsWith(open, at));
  return form === undefined ? undefined : readString(state, form, at + form.open.length);
}

/** Reads a string, or one's part up to code in it or from code in it on, whose content begins at `from`. */
function readString(state: ScanState, form: StringForm, from: number): string {
  const part = behindStringPart(state.text, form, from);
  if (part === undefined) return "string without an end";
  add(state, "string", part.end);
  if (part.code !== undefined) {
    const token = state.tokens.length - 1;
    state.open = { token, closer: part.code, string: form, around: state.open };
  }
  return "";
}

function readPlain(state: ScanState, char: string): string | undefined {
  const { text, at, tables, syntax } = state;
  if (isWordChar(char) || tables.extraWords.includes(char)) {
    if (char >= "0" && char <= "9") add(state, "number", behindNumber(text, at, syntax));
    else add(state, "word", behindWord(text, at, tables.extraWords));
    return undefined;
  }
  const closer = CLOSERS[char];
  if (closer !== undefined) {
    add(state, "punctuator", at + 1);
    state.open = { token: state.tokens.length - 1, closer, around: state.open };
    return undefined;
  }
  if (char === ")" || char === "]" || char === "}") return closeBracket(state, char);
  add(state, "punctuator", at + (PAIRS.has(text.slice(at, at + 2)) ? 2 : 1));
  return undefined;
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function closeBracket(state: ScanState, char: string): string | undefined {
  const { open, tokens } = state;
  if (open?.closer !== char) return `unexpected ${char}`;
  state.open = open.around;
  tokens.closers[open.token] = tokens.length;
  if (open.string === undefined) {
    add(state, "punctuator", state.at + 1);
    return undefined;
  }
  const problem = readString(state, open.string, state.at + 1);
  return problem === "" ? undefined : problem;
}

/** Passes what stands between embedded code. */
function skipOutside(state: ScanState): void {
  const opening = state.tables.embedded;
  opening.lastIndex = state.at;
  const end = opening.test(state.text) ? opening.lastIndex : state.text.length;
  if (end > state.at) add(state, "text", end);
}

/** Adds a token that begins at the current place, and goes behind it. */
function add(state: ScanState, kind: BraceTokens["kinds"][number], end: number): void {
  state.tokens.add(kind, { start: state.at, end, breaks: state.lineStart });
  state.lineStart = false;
  state.at = end;
}

/** Operators that must not be read as `=`, `<`, `>` or `:`; `>=` may be the end of type arguments, and so is two tokens. */
const PAIRS: ReadonlySet<string> = new Set(
  "-> => == != <= += -= *= /= %= &= |= ^= := :: <- && || ?? ?.".split(" "),
);

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
