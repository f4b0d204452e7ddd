import { HereDocuments } from "../here-documents.ts";
import { behindShellWord } from "./behind-shell-word.ts";

/** A word with all its quotes and substitutions, or an operator; a line break is the operator `\n`. */
export interface ShellToken {
  readonly text: string;
  readonly kind: "word" | "operator";
}

/** Tokens of a text and the offsets of its comments, or where it stops to make sense. */
export type ShellScan =
  | { readonly tokens: readonly ShellToken[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

interface ShellState {
  readonly text: string;
  at: number;
  readonly tokens: ShellToken[];
  readonly comments: Set<number>;
  readonly here: HereDocuments;
  /** Whether `[[` is open, where brackets belong to a pattern. */
  inTest: boolean;
}

/** Scans a shell's script: bash, and what sh and zsh share with it. It shares nothing with tree-sitter. */
export function scanShell(text: string): ShellScan {
  const state: ShellState = {
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    tokens: [],
    comments: new Set(),
    here: new HereDocuments(text),
    inTest: false,
  };
  while (state.at < text.length) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  if (state.here.isPending) return { problem: "here-document without an end" };
  return { tokens: state.tokens, comments: state.comments };
}

function step(state: ShellState): string | undefined {
  const { text, at } = state;
  const char = text[at] as string;
  if (char === "\n") return lineBreak(state);
  if (char === " " || char === "\t" || char === "\r") {
    state.at++;
    return undefined;
  }
  if (char === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) {
    state.at = text.indexOf("\n", at) + 1;
    return undefined;
  }
  if (char === "#") {
    state.comments.add(at);
    const end = text.indexOf("\n", at);
    state.at = end < 0 ? text.length : end;
    return undefined;
  }
  if (char === "(" && text[at + 1] === "(" && isCommandPlace(state)) return skipArithmetic(state);
  return skipOperator(state) ? undefined : skipWord(state);
}

function lineBreak(state: ShellState): string | undefined {
  push(state, state.at + 1, "operator");
  if (!state.here.isPending) return undefined;
  const behind = state.here.behind(state.at);
  if (behind === undefined) return "here-document without an end";
  state.at = behind;
  return undefined;
}

function push(state: ShellState, end: number, kind: ShellToken["kind"]): void {
  state.tokens.push({ text: state.text.slice(state.at, end), kind });
  state.at = end;
}

function isCommandPlace({ tokens }: ShellState): boolean {
  const last = tokens.at(-1);
  if (last === undefined || last.kind === "operator") return true;
  return /^(?:!|do|elif|else|for|if|then|until|while|\{)$/.test(last.text);
}

/** Reads `((...))`. */
function skipArithmetic(state: ShellState): string | undefined {
  const { text } = state;
  let depth = 0;
  for (let at = state.at; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) {
      push(state, at + 1, "word");
      return undefined;
    }
  }
  return "unclosed ((";
}

const OPERATOR = /;;&|;;|;&|&&|&>>?|\|\||\|&|[<>]&|>>|>\||<>|<<<|<<-?|[;&|()<>]/y;

function skipOperator(state: ShellState): boolean {
  OPERATOR.lastIndex = state.at;
  const found = OPERATOR.exec(state.text)?.[0];
  const isSubstitution = /^[<>]\(/.test(state.text.slice(state.at, state.at + 2));
  if (found === undefined || isSubstitution) return false;
  push(state, state.at + found.length, state.inTest ? "word" : "operator");
  if (/^<<-?$/.test(found) && !state.inTest) announce(state, found === "<<-");
  return true;
}

const DELIMITER = /[ \t]*((?:[^\s;&|<>()'"\\]|\\.|'[^'\n]{0,200}'|"[^"\n]{0,200}"){1,100})/y;

function announce(state: ShellState, indented: boolean): void {
  DELIMITER.lastIndex = state.at;
  const found = DELIMITER.exec(state.text);
  if (found === null) return;
  state.here.announce((found[1] ?? "").replace(/['"\\]/g, ""), indented);
  push(state, state.at + found[0].length, "word");
}

function skipWord(state: ShellState): string | undefined {
  const end = behindShellWord(state.text, state.at, state.comments);
  if (end === undefined) return "quote without an end";
  const isCommand = isCommandPlace(state);
  push(state, Math.max(end, state.at + 1), "word");
  const word = state.tokens.at(-1)?.text;
  if (word === "[[" && isCommand) state.inTest = true;
  if (word === "]]") state.inTest = false;
  return undefined;
}
