import { isWordChar } from "../word-character.ts";

/** A logical line of Python: a statement or the head of one, however many lines it stands on. */
export interface LogicalLine {
  /** Columns in front of it; a tab goes to the next multiple of 8. */
  readonly indent: number;
  /** Tokens, comments and line continuations left out. Strings are one token each. */
  readonly tokens: readonly string[];
}

/** Logical lines of a text and the offsets of its comments, or where it stops to make sense. */
export type PythonScan =
  | { readonly lines: readonly LogicalLine[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

/** Scans Python. It shares nothing with tree-sitter. */
export function scanPython(text: string): PythonScan {
  const state: PythonState = {
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    lines: [],
    comments: new Set(),
    tokens: [],
    indent: 0,
    column: 0,
    brackets: [],
  };
  while (state.at < text.length) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  if (state.brackets.length > 0) return { problem: `unclosed ${state.brackets.at(-1)}` };
  endLine(state);
  const problem = blockProblem(state.lines);
  return problem === undefined ? { lines: state.lines, comments: state.comments } : { problem };
}

/** Blocks that have no statement, and indentation that no block begins with; tree-sitter lets both pass. */
function blockProblem(lines: readonly LogicalLine[]): string | undefined {
  const indents = [0];
  let opens = false;
  for (const { indent, tokens } of lines) {
    const current = indents.at(-1) as number;
    if (opens !== indent > current)
      return `wrong indentation before ${tokens.slice(0, 5).join(" ")}`;
    if (opens) indents.push(indent);
    while (indent < (indents.at(-1) as number)) indents.pop();
    if (indent !== indents.at(-1))
      return `wrong indentation before ${tokens.slice(0, 5).join(" ")}`;
    opens = tokens.at(-1) === ":";
  }
  return opens ? "a block without a statement" : undefined;
}

interface PythonState {
  readonly text: string;
  at: number;
  readonly lines: LogicalLine[];
  readonly comments: Set<number>;
  tokens: string[];
  indent: number;
  /** Columns of white space since the line began, while it holds no token. */
  column: number;
  readonly brackets: string[];
}

function step(state: PythonState): string | undefined {
  const { text, at } = state;
  const char = text[at] as string;
  if (char === "\n" || char === "\r") return lineBreak(state);
  if (char <= " " || char === "\u00a0" || char === "\ufeff") {
    if (char === "\t") state.column += 8 - (state.column % 8);
    else state.column = char === "\f" ? 0 : state.column + 1;
    state.at++;
    return undefined;
  }
  if (char === "#") {
    state.comments.add(at);
    state.at = lineEnd(text, at);
    return undefined;
  }
  if (char === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) {
    state.at = lineEnd(text, at) + 1;
    return undefined;
  }
  if (state.tokens.length === 0) state.indent = state.column;
  return stepToken(state, char);
}

function stepToken(state: PythonState, char: string): string | undefined {
  const { text, at } = state;
  if (char === '"' || char === "'") return skipString(state, at);
  if (!isWordChar(char)) return skipOperator(state, char);
  let end = at + 1;
  while (end < text.length && isWordChar(text[end] as string)) end++;
  const quoted = text[end] === '"' || text[end] === "'";
  if (quoted && STRING_PREFIX.test(text.slice(at, Math.min(end, at + 4)))) {
    return skipString(state, end);
  }
  push(state, end);
  return undefined;
}

function skipOperator(state: PythonState, char: string): string | undefined {
  const { text, at, brackets } = state;
  if (char === "(" || char === "[" || char === "{") brackets.push(char);
  if (char === ")" || char === "]" || char === "}") {
    const opener = char === ")" ? "(" : char === "]" ? "[" : "{";
    if (brackets.pop() !== opener) return `unexpected ${char}`;
  }
  push(state, at + (PAIRS.has(text.slice(at, at + 2)) ? 2 : 1));
  return undefined;
}

const STRING_PREFIX = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i;

/** Operators that must not be read as `=` or `:`. */
const PAIRS: ReadonlySet<string> = new Set([
  "!=",
  "%=",
  "&=",
  "*=",
  "+=",
  "-=",
  "->",
  "/=",
  ":=",
  "<=",
  "==",
  ">=",
  "@=",
  "^=",
  "|=",
]);

function push(state: PythonState, end: number): void {
  state.tokens.push(state.text.slice(state.at, end));
  state.at = end;
}

/** Reads a string whose opening quote is at `quoteAt`, its prefix at the current place. */
function skipString(state: PythonState, quoteAt: number): string | undefined {
  const { text } = state;
  const quote = text[quoteAt] as string;
  const triple = text.startsWith(quote.repeat(3), quoteAt);
  const close = triple ? quote.repeat(3) : quote;
  for (let at = quoteAt + close.length; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") {
      at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 2 : 1;
    } else if (char === "\n" && !triple) return "string without an end";
    else if (char === quote && text.startsWith(close, at)) {
      push(state, at + close.length);
      return undefined;
    }
  }
  return "string without an end";
}

function lineBreak(state: PythonState): undefined {
  state.at++;
  state.column = 0;
  if (state.brackets.length === 0) endLine(state);
  return undefined;
}

function endLine(state: PythonState): void {
  if (state.tokens.length > 0) state.lines.push({ indent: state.indent, tokens: state.tokens });
  state.tokens = [];
  state.column = 0;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
