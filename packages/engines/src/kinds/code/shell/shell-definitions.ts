import { type BlockReader, type ListedDefinitions, listDefinitions } from "../list-definitions.ts";
import type { ShellToken } from "./scan-shell.ts";

/**
 * Lists what a script defines, in order: functions wherever they stand; outside of functions aliases, traps and the names of
 * exported, read-only and declared variables; at the top level other variables, and the patterns of `case`.
 */
export function shellDefinitions(tokens: readonly ShellToken[]): ListedDefinitions {
  const reader: Reader = { tokens, found: [], frames: [], functions: 0, begins: true, body: false };
  return listDefinitions(reader, read);
}

interface Frame {
  readonly opener: string;
  readonly isFunction: boolean;
  /** In a `case`: whether a pattern comes next. */
  pattern: boolean;
}

interface Reader extends BlockReader<ShellToken> {
  readonly frames: Frame[];
  /** Functions that are open. */
  functions: number;
  /** Whether a command begins here. */
  begins: boolean;
  /** Whether the next block is the body of a function. */
  body: boolean;
}

function read(reader: Reader, index: number): number | string {
  const { tokens, frames } = reader;
  const { kind, text } = tokens[index] as ShellToken;
  if (frames.at(-1)?.pattern === true) return readPattern(reader, index);
  if (kind === "operator") return readOperator(reader, index);
  if (!reader.begins) return index + 1;
  reader.begins = BEFORE_COMMAND.has(text);
  if (ENDING.has(text) && BEGINNING.has(before(tokens, index))) return `nothing before ${text}`;
  const opener = OPENERS.get(text);
  if (opener !== undefined) open(reader, opener);
  if (CLOSERS.has(text)) return close(reader, text) ?? index + 1;
  if (text === "case") return readCase(reader, index);
  if (text === "for" || text === "select") {
    // `for x do`
    reader.begins = tokens[index + 2]?.text === "do";
    return index + 2;
  }
  if (text === "function") return readFunction(reader, index + 1, index + 2);
  const named = tokens[index + 1]?.text === "(" && tokens[index + 2]?.text === ")";
  if (named) return readFunction(reader, index, index + 1);
  return readCommand(reader, index);
}

/** Words behind which a command begins. */
const BEFORE_COMMAND: ReadonlySet<string> = new Set(
  "! coproc do elif else if then time until while {".split(" "),
);

/** Words that begin a block, and words before which a block must hold a command. */
const BEGINNING: ReadonlySet<string> = new Set(["do", "else", "then", "{"]);
const ENDING: ReadonlySet<string> = new Set(["done", "elif", "else", "fi", "}"]);

/** The text before a token, line breaks left out. */
function before(tokens: readonly ShellToken[], index: number): string {
  let at = index - 1;
  while (tokens[at]?.text === "\n") at--;
  return tokens[at]?.text ?? "";
}

/** Words that open a block, and what closes it. */
const OPENERS: ReadonlyMap<string, string> = new Map([
  ["do", "done"],
  ["if", "fi"],
  ["{", "}"],
]);

const CLOSERS: ReadonlySet<string> = new Set(["done", "esac", "fi", "}"]);

function open(reader: Reader, opener: string): void {
  reader.frames.push({ opener, isFunction: reader.body, pattern: false });
  if (reader.body) reader.functions++;
  reader.body = false;
}

function close(reader: Reader, closer: string): string | undefined {
  const frame = reader.frames.pop();
  if (frame?.opener !== closer) return `unexpected ${closer}`;
  if (frame.isFunction) reader.functions--;
  return undefined;
}

function readOperator(reader: Reader, index: number): number | string {
  const { text } = reader.tokens[index] as ShellToken;
  const top = reader.frames.at(-1);
  if (text === "(") open(reader, ")");
  else if (text === ")") {
    const problem = close(reader, ")");
    if (problem !== undefined) return problem;
  } else if (text.startsWith(";;") || text === ";&") {
    if (top?.opener !== "esac") return `unexpected ${text}`;
    top.pattern = true;
  }
  const isRedirection = /[<>]/.test(text);
  reader.begins = isRedirection ? false : text !== ")";
  return isRedirection ? index + 2 : index + 1;
}

/** Reads `case word in`. */
function readCase(reader: Reader, index: number): number | string {
  const { tokens, frames } = reader;
  let at = index + 2;
  while (tokens[at]?.text === "\n") at++;
  if (tokens[at]?.text !== "in") return "case without in";
  if (frames.length === 0) reader.found.push(`case ${tokens[index + 1]?.text ?? ""}`);
  open(reader, "esac");
  (frames.at(-1) as Frame).pattern = true;
  return at + 1;
}

/** Reads a pattern up to its bracket, or the end of the `case`. */
function readPattern(reader: Reader, index: number): number | string {
  const { tokens, frames } = reader;
  let at = index;
  while (tokens[at]?.text === "\n") at++;
  if (tokens[at]?.text === "esac") return close(reader, "esac") ?? at + 1;
  if (tokens[at]?.text === "(") at++;
  const start = at;
  while (at < tokens.length && tokens[at]?.text !== ")" && tokens[at]?.text !== "\n") at++;
  if (tokens[at]?.text !== ")") return "a pattern without an end";
  if (frames.length === 1 && reader.functions === 0) {
    const words = tokens.slice(start, at).map(({ text }) => text);
    reader.found.push(`pattern ${words.join(" ")}`);
  }
  (frames.at(-1) as Frame).pattern = false;
  reader.begins = true;
  return at + 1;
}

/** Reads a function's head: its name at `name`, and brackets from `at` on where it has some. */
function readFunction(reader: Reader, name: number, at: number): number {
  const { tokens } = reader;
  reader.found.push(`function ${tokens[name]?.text ?? ""}`);
  reader.body = true;
  reader.begins = true;
  const hasBrackets = tokens[at]?.text === "(" && tokens[at + 1]?.text === ")";
  return hasBrackets ? at + 2 : at;
}

const DECLARING: ReadonlySet<string> = new Set(["declare", "export", "readonly", "typeset"]);

/** Notes what a command declares; its words are read one by one all the same. */
function readCommand(reader: Reader, index: number): number {
  const { tokens, found, frames } = reader;
  const { text } = tokens[index] as ShellToken;
  if (reader.functions > 0) return index + 1;
  if (text === "alias" || text === "trap") found.push(wordsOf(tokens, index).join(" "));
  else if (DECLARING.has(text)) {
    const names = wordsOf(tokens, index).map((word) => word.replace(/=[\s\S]*/, "="));
    if (names.length > 1) found.push(names.join(" "));
  } else if (frames.length === 0 && ASSIGNMENT.test(text) && isLineEnd(tokens[index - 1])) {
    const words = wordsOf(tokens, index);
    const alone = isLineEnd(tokens[index + words.length]);
    if (alone && words.every((word) => ASSIGNMENT.test(word)))
      for (const word of words) found.push(word.slice(0, word.indexOf("=") + 1));
  }
  return index + 1;
}

function isLineEnd(token: ShellToken | undefined): boolean {
  return token === undefined || token.text === "\n" || token.text === ";";
}

const ASSIGNMENT = /^[A-Za-z_]\w{0,200}(?:\[[^\]]{0,200}\])?\+?=/;

function wordsOf(tokens: readonly ShellToken[], start: number): readonly string[] {
  let end = start;
  while (tokens[end]?.kind === "word") end++;
  return tokens.slice(start, end).map(({ text }) => text);
}
