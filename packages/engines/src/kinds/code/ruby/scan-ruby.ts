import { HereDocuments } from "../here-documents.ts";
import { openRubyLiteral, skipRubyText } from "./ruby-literals.ts";
import { pushRubyToken, pushRubyTokenFrom, type RubyState } from "./ruby-state.ts";
import { isRubyKeyword, type RubyToken, type RubyTokenKind } from "./ruby-token.ts";

/** Tokens of a text and the offsets of its comments, or where it stops to make sense. */
export type RubyScan =
  | { readonly tokens: readonly RubyToken[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

/** Scans Ruby up to `__END__`. It shares nothing with tree-sitter. */
export function scanRuby(text: string): RubyScan {
  const state: RubyState = {
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    tokens: [],
    last: undefined,
    comments: new Set(),
    strings: [],
    here: new HereDocuments(text),
    broken: true,
    spaced: true,
  };
  while (state.at < text.length && !isData(state)) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  if (state.strings.length > 0) return { problem: "string without an end" };
  return { tokens: state.tokens, comments: state.comments };
}

function isData({ text, at, strings }: RubyState): boolean {
  if (strings.length > 0 || text[at] !== "_" || !isLineStart(text, at)) return false;
  return /^__END__\r?(?:\n|$)/.test(text.slice(at, at + 9));
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === "\n";
}

function step(state: RubyState): string | undefined {
  const inside = state.strings.at(-1);
  if (inside !== undefined && inside.braces === 0) {
    const closed = skipRubyText(state, inside);
    if (closed === undefined) return "string without an end";
    if (closed) {
      state.strings.pop();
      state.broken = inside.broken;
      state.spaced = inside.spaced;
      pushRubyTokenFrom(state, { from: inside.from, end: state.at, kind: "string" });
    }
    return undefined;
  }
  return stepCode(state);
}

function stepCode(state: RubyState): string | undefined {
  const { text, at } = state;
  const char = text[at] as string;
  if (char === "\n") return lineBreak(state);
  if (char <= " " || char === "\u00a0" || char === "\ufeff") {
    state.spaced = true;
    state.at++;
    return undefined;
  }
  if (char === "#") return skipComment(state);
  if (char === "=" && isLineStart(text, at) && /^=begin\s/.test(text.slice(at, at + 7)))
    return skipLongComment(state);
  if (char === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) {
    state.at = text.indexOf("\n", at) + 1;
    state.spaced = true;
    return undefined;
  }
  if (isNamePlace(state) && skipOperatorName(state)) return undefined;
  if (openRubyLiteral(state)) return undefined;
  return skipWord(state) ? undefined : skipMark(state, char);
}

function lineBreak(state: RubyState): string | undefined {
  state.at++;
  state.broken = true;
  state.spaced = true;
  if (!state.here.isPending) return undefined;
  const behind = state.here.behind(state.at);
  if (behind === undefined) return "here-document without an end";
  state.at = behind;
  return undefined;
}

function skipComment(state: RubyState): undefined {
  state.comments.add(state.at);
  const end = state.text.indexOf("\n", state.at);
  state.at = end < 0 ? state.text.length : end;
}

function skipLongComment(state: RubyState): string | undefined {
  const end = state.text.indexOf("\n=end", state.at);
  if (end < 0) return "comment without an end";
  state.comments.add(state.at);
  const line = state.text.indexOf("\n", end + 1);
  state.at = line < 0 ? state.text.length : line;
  return undefined;
}

/** Whether what comes is a name, even if it looks like an operator or keyword: behind `def`, `.`, `alias`. */
function isNamePlace({ last, tokens }: RubyState): boolean {
  if (last === undefined) return false;
  if (last.kind === "mark") return last.text === "." || last.text === "&.";
  if (last.kind === "word" && /^(?:def|alias|undef)$/.test(last.text)) return true;
  const before = tokens.at(-2);
  return before?.kind === "word" && before.text === "alias" && !last.starts;
}

const OPERATOR_NAME = /\[\]=?|\*\*|[+\-!~]@|<=>|===?|=~|!=|!~|<<|>>|<=|>=|[+\-!~*/%<>^&|`]/y;

function skipOperatorName(state: RubyState): boolean {
  OPERATOR_NAME.lastIndex = state.at;
  const found = OPERATOR_NAME.exec(state.text);
  if (found === null) return false;
  pushRubyToken(state, state.at + found[0].length, "name");
  return true;
}

const WORD =
  /(?:[$@]{1,2})?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|\$(?:-\w|\d+|[^\s\w])|\d[\w]*(?:\.\d\w*)?(?:(?<=[eE])[-+]\d+)?/y;

function skipWord(state: RubyState): boolean {
  const { text, at, last } = state;
  WORD.lastIndex = at;
  const found = WORD.exec(text);
  if (found === null) return false;
  const [word] = found;
  const first = word[0] as string;
  let end = at + word.length;
  if (first === "@" || first === "$") pushRubyToken(state, end, "variable");
  else if (first >= "0" && first <= "9") pushRubyToken(state, end, "number");
  else {
    end = behindSuffix(state, end);
    const isName = isNamePlace(state) || (last?.text === "::" && last.kind === "mark");
    const isDefined = isName && last?.kind !== "mark";
    if (isSetter(state, end)) end++;
    const isLabel = !isDefined && text[end] === ":" && text[end + 1] !== ":" && !isTernary(state);
    if (isLabel) pushRubyToken(state, end + 1, "label");
    else pushRubyToken(state, end, kindOf(text.slice(at, end), isName));
  }
  return true;
}

function kindOf(word: string, isName: boolean): RubyTokenKind {
  if (!isName && isRubyKeyword(word)) return "word";
  // What `def self.x` and `def Foo.x` are defined on is no name of a method.
  if (isName && word === "self") return "name";
  return /^\p{Lu}/u.test(word) ? "constant" : "name";
}

/** Behind the `?` or `!` that ends a method's name. */
function behindSuffix({ text }: RubyState, end: number): number {
  const mark = text[end];
  if (mark !== "?" && mark !== "!") return end;
  const next = text[end + 1];
  return next === "=" && !/[=~>]/.test(text[end + 2] ?? "") ? end : end + 1;
}

/** Whether a word that stands behind `def` is the name of a setter. */
function isSetter({ text, last, tokens }: RubyState, end: number): boolean {
  if (text[end] !== "=" || /[=~>]/.test(text[end + 1] ?? "")) return false;
  if (last?.kind === "word" && /^(?:def|alias|undef)$/.test(last.text)) return true;
  const before = tokens.at(-3);
  const defines = before?.kind === "word" && before.text === "def" && last?.text === ".";
  return defines || (tokens.at(-2)?.text === "alias" && last?.starts === false);
}

/** Whether a `:` that comes without a space belongs to `? :`. */
function isTernary({ last }: RubyState): boolean {
  return last?.kind === "mark" && last.text === "?";
}

const MARK =
  /\*\*=?|<=>|===|=[=~>]|![=~]|&&=?|\|\|=?|&\.|\.\.\.?|<<=?|>>=?|->|::|[-+*/%<>^&|]=|[\s\S]/y;

function skipMark(state: RubyState, char: string): undefined {
  const inside = state.strings.at(-1);
  if (inside !== undefined && char === "{") inside.braces++;
  if (inside !== undefined && char === "}" && --inside.braces === 0) {
    state.at++;
    return undefined;
  }
  MARK.lastIndex = state.at;
  const [mark = char] = MARK.exec(state.text) ?? [];
  // A block's parameters are closed by one bar, whatever follows, and may be none.
  const isBar = mark === "|=" || (mark === "||" && /^(?:\{|do)$/.test(state.last?.text ?? ""));
  const end = state.at + (isBar ? 1 : mark.length);
  pushRubyToken(state, end, "mark");
  return undefined;
}
