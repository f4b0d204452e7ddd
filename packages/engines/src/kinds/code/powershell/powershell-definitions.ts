import { type BlockReader, type ListedDefinitions, listDefinitions } from "../list-definitions.ts";
/**
 * Lists what a PowerShell file defines outside of functions, in order: functions and filters with their parameters, both those in
 * brackets and those of a `param` block with its attributes; classes and their members, enums whole; the script's own `param`
 * block; variables of the top level by name; aliases, exports and the names of tests.
 */
export function powershellDefinitions(tokens: readonly string[]): ListedDefinitions {
  const reader: Reader = { tokens, found: [], frames: [], functions: 0, begins: true };
  return listDefinitions(reader, read);
}

interface Frame {
  readonly opener: string;
  readonly kind: "class" | "function" | "other";
}

interface Reader extends BlockReader<string> {
  readonly frames: Frame[];
  /** Functions that are open. */
  functions: number;
  /** Whether a statement or member begins here. */
  begins: boolean;
}

function read(reader: Reader, index: number): number | string {
  const token = reader.tokens[index] as string;
  if (reader.begins && reader.functions === 0) {
    const next = readDefinition(reader, index, token.toLowerCase());
    if (next !== undefined) return next;
  }
  reader.begins = /^[\n;{}]$/.test(token) || (reader.begins && token === "\n");
  if (/^[([{]$/.test(token)) open(reader, token, "other");
  else if (/^[)\]}]$/.test(token)) return close(reader, token) ?? index + 1;
  return index + 1;
}

function open({ frames }: Reader, opener: string, kind: Frame["kind"]): void {
  frames.push({ opener, kind });
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function close(reader: Reader, closer: string): string | undefined {
  const frame = reader.frames.pop();
  if (frame === undefined || frame.opener !== OPENING[closer]) return `unexpected ${closer}`;
  if (frame.kind === "function") reader.functions--;
  return undefined;
}

/** Reads a definition where one begins, `undefined` otherwise. */
function readDefinition(reader: Reader, index: number, word: string): number | undefined {
  const { tokens, frames } = reader;
  if (frames.at(-1)?.kind === "class") return readMember(reader, index);
  if (/^(?:filter|function|workflow)$/.test(word)) return readFunction(reader, index);
  if (word === "class") return readBlock(reader, index, "class");
  if (word === "enum") return note(reader, index, behindBrackets(tokens, headEnd(tokens, index)));
  if (NAMING.has(word)) return note(reader, index, headEnd(tokens, index));
  if (frames.length > 0) return undefined;
  const parameters = behindParameters(tokens, index);
  if (parameters !== undefined) return note(reader, index, parameters);
  const assigns = /^\$[\w:]/.test(word) && tokens[index + 1] === "=";
  return assigns ? note(reader, index, index + 2) : undefined;
}

/** Commands that name something: the rest of their line up to a block is their name. */
const NAMING: ReadonlySet<string> = new Set([
  "context",
  "describe",
  "export-modulemember",
  "it",
  "new-alias",
  "set-alias",
]);

function note(reader: Reader, from: number, to: number): number {
  const text = reader.tokens.slice(from, to).filter((token) => token !== "\n");
  reader.found.push(`${reader.frames.length} ${text.join(" ")}`);
  reader.begins = false;
  return to;
}

/** The `{` or line break that ends a head, brackets skipped. */
function headEnd(tokens: readonly string[], start: number): number {
  let at = start;
  while (at < tokens.length && !/^[\n;{}]$/.test(tokens[at] as string)) {
    at = /^[([]$/.test(tokens[at] as string) ? behindBrackets(tokens, at) : at + 1;
  }
  return Math.min(at, tokens.length);
}

/** The `{` of a definition, which may stand on the next line. */
function blockStart(tokens: readonly string[], start: number): number {
  let at = headEnd(tokens, start);
  while (tokens[at] === "\n") at++;
  return at;
}

function behindBrackets(tokens: readonly string[], start: number): number {
  let depth = 0;
  let at = start;
  while (tokens[at] === "\n") at++;
  for (; at < tokens.length; at++) {
    const token = tokens[at] as string;
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token) && --depth <= 0) return at + 1;
  }
  return tokens.length;
}

/** Behind a `param` block with the attributes before it; `undefined` where there is none. */
function behindParameters(tokens: readonly string[], start: number): number | undefined {
  let at = start;
  while (tokens[at] === "\n" || tokens[at] === "[") {
    at = tokens[at] === "[" ? behindBrackets(tokens, at) : at + 1;
  }
  if (tokens[at]?.toLowerCase() !== "param") return undefined;
  at++;
  while (tokens[at] === "\n") at++;
  return tokens[at] === "(" ? behindBrackets(tokens, at) : undefined;
}

function readFunction(reader: Reader, index: number): number {
  const { tokens } = reader;
  const at = blockStart(tokens, index);
  if (tokens[at] !== "{") return note(reader, index, at);
  const parameters = behindParameters(tokens, at + 1);
  const next = note(reader, index, parameters ?? at);
  open(reader, "{", "function");
  reader.functions++;
  return parameters === undefined ? at + 1 : next;
}

function readBlock(reader: Reader, index: number, kind: "class" | "function"): number {
  const at = blockStart(reader.tokens, index);
  note(reader, index, at);
  if (reader.tokens[at] !== "{") return Math.max(at, index + 1);
  open(reader, "{", kind);
  if (kind === "function") reader.functions++;
  reader.begins = kind === "class";
  return at + 1;
}

/** Reads a property up to its value, or a method up to its body. */
function readMember(reader: Reader, index: number): number | undefined {
  const { tokens } = reader;
  if (/^[\n;}]$/.test(tokens[index] as string)) return undefined;
  let at = index;
  while (at < tokens.length && !/^[\n;={}(]$/.test(tokens[at] as string)) {
    at = tokens[at] === "[" ? behindBrackets(tokens, at) : at + 1;
    // An attribute may stand on a line of its own.
    if (tokens[at] === "\n" && tokens[at - 1] === "]") at++;
  }
  if (tokens[at] === "(") return readBlock(reader, index, "function");
  return note(reader, index, at);
}
