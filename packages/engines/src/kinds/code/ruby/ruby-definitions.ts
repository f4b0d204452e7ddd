import { type BlockReader, type ListedDefinitions, listDefinitions } from "../list-definitions.ts";
import { RUBY_DECLARERS, RUBY_REQUIRES, RUBY_STATEMENTS } from "./ruby-names.ts";
import { expectsValue, type RubyToken } from "./ruby-token.ts";

/**
 * Lists what a Ruby file defines, in order: modules, classes and methods with their whole signature, wherever
 * they stand, in other methods too; outside of methods constants, class variables and aliases by name; calls that declare members or name tests with their arguments up
 * to a block, and in the body of a class every call without a receiver.
 */
export function rubyDefinitions(tokens: readonly RubyToken[]): ListedDefinitions {
  const reader: Reader = { tokens, found: [], frames: [], methods: 0 };
  return listDefinitions(reader, read);
}

interface Frame {
  readonly opener: string;
  readonly path: string;
  /** Whether the next `do` on its line is its own: `while x do`. */
  awaitsDo: boolean;
}

interface Reader extends BlockReader<RubyToken> {
  readonly frames: Frame[];
  /** Methods that are open. */
  methods: number;
}

/** Reads one token, or the head of a definition; answers where to go on, or what is wrong. */
function read(reader: Reader, index: number): number | string {
  const token = reader.tokens[index] as RubyToken;
  const top = reader.frames.at(-1);
  if (token.starts) {
    if (top !== undefined) top.awaitsDo = false;
    if (reader.methods === 0) noteStatement(reader, index);
  }
  if (token.kind === "mark") return readMark(reader, index);
  return token.kind === "word" ? readWord(reader, index) : index + 1;
}

const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function readMark({ tokens, frames }: Reader, index: number): number | string {
  const mark = tokens[index]?.text ?? "";
  if (mark === "(" || mark === "[" || mark === "{") {
    frames.push({ opener: mark, path: pathOf(frames), awaitsDo: false });
  } else if (mark in CLOSING && frames.pop()?.opener !== CLOSING[mark]) return `unexpected ${mark}`;
  return index + 1;
}

function readWord(reader: Reader, index: number): number | string {
  const { tokens, frames } = reader;
  const { text, starts } = tokens[index] as RubyToken;
  switch (text) {
    case "def":
      return readMethod(reader, index);
    case "class":
    case "module":
      return readClass(reader, index);
    case "end":
      return closeBlock(reader) ?? index + 1;
    case "do":
      if (frames.at(-1)?.awaitsDo === true) (frames.at(-1) as Frame).awaitsDo = false;
      else frames.push({ opener: text, path: pathOf(frames), awaitsDo: false });
      return index + 1;
    case "begin":
    case "case":
      frames.push({ opener: text, path: pathOf(frames), awaitsDo: false });
      return index + 1;
    case "for":
    case "if":
    case "unless":
    case "until":
    case "while":
      if (starts || opensBlock(tokens[index - 1])) {
        const awaitsDo = /^(?:for|until|while)$/.test(text);
        frames.push({ opener: text, path: pathOf(frames), awaitsDo });
      }
      return index + 1;
    default:
      return index + 1;
  }
}

/** Whether an `if` behind a token is no modifier of what stands before it. */
function opensBlock(before: RubyToken | undefined): boolean {
  if (before?.kind === "word" && /^(?:break|next|return|yield)$/.test(before.text)) return false;
  return expectsValue(before);
}

function closeBlock(reader: Reader): string | undefined {
  const frame = reader.frames.pop();
  if (frame === undefined || /^[([{]/.test(frame.opener)) return "unexpected end";
  if (frame.opener === "def") reader.methods--;
  return undefined;
}

function pathOf(frames: readonly Frame[]): string {
  return frames.at(-1)?.path ?? "";
}

function readClass(reader: Reader, index: number): number {
  const { tokens, frames } = reader;
  const end = classHeadEnd(tokens, index + 1);
  const path = pathOf(frames);
  if (reader.methods === 0) reader.found.push(`${path}${textOf(tokens, index, end)}`);
  const name = textOf(tokens, index + 1, Math.min(end, index + 4));
  frames.push({ opener: "class", path: `${path.slice(-200)}${name} > `, awaitsDo: false });
  return end;
}

function readMethod(reader: Reader, index: number): number {
  const { tokens, frames } = reader;
  let at = index + 2;
  if (tokens[at]?.text === ".") at += 2;
  if (tokens[at]?.text === "(" && tokens[at]?.starts === false) at = behindBrackets(tokens, at);
  else if (tokens[at]?.text !== "=") at = statementEnd(tokens, at);
  at = Math.min(at, tokens.length);
  const path = pathOf(frames);
  reader.found.push(`${path}${textOf(tokens, index, at)}`);
  const endless = tokens[at]?.text === "=" && tokens[at]?.starts === false;
  if (endless) return at + 1;
  reader.methods++;
  frames.push({ opener: "def", path, awaitsDo: false });
  return at;
}

/** Behind the bracket that closes the one at `start`. */
function behindBrackets(tokens: readonly RubyToken[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as RubyToken;
    if (kind !== "mark") continue;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Where the next statement begins, or a `;` stands. */
function statementEnd(tokens: readonly RubyToken[], start: number): number {
  let at = start;
  while (at < tokens.length && tokens[at]?.starts === false && tokens[at]?.text !== ";") at++;
  return at;
}

/** Behind a class's name and what it is derived from, which may stand before its `end` on one line. */
function classHeadEnd(tokens: readonly RubyToken[], start: number): number {
  const end = statementEnd(tokens, start);
  for (let at = start; at < end; at++) {
    const { kind, text } = tokens[at] as RubyToken;
    if (kind !== "word") continue;
    if (text === "end") return at;
    if (text === "do" || text === "begin") return end;
  }
  return end;
}

function noteStatement(reader: Reader, index: number): void {
  const { tokens, frames, found } = reader;
  const end = isCall(reader, index) ? headEnd(tokens, index) : namedEnd(tokens, index);
  if (end > index) found.push(`${pathOf(frames)}${textOf(tokens, index, end)}`);
}

/** Whether a statement is a call that declares something. */
function isCall({ tokens, frames }: Reader, index: number): boolean {
  const { kind, text } = tokens[index] as RubyToken;
  if (kind !== "name" || isUsed(tokens[index + 1])) return false;
  if (RUBY_DECLARERS.has(text) || RUBY_STATEMENTS.has(text)) return true;
  return frames.at(-1)?.opener === "class" && !RUBY_REQUIRES.has(text);
}

/** Whether what stands behind a name shows that it is a receiver or a variable. */
function isUsed(next: RubyToken | undefined): boolean {
  if (next === undefined || next.starts || next.kind !== "mark") return false;
  if (/^[*&[:]$|^->$|^\*\*$/.test(next.text)) return !next.spaced;
  return !/^[({;]$/.test(next.text);
}

/** Where the arguments of a call end, or what it begins inside of them. */
function headEnd(tokens: readonly RubyToken[], start: number): number {
  const end = statementEnd(tokens, start + 1);
  for (let at = start + 1; at < end; at++) {
    const { kind, text } = tokens[at] as RubyToken;
    if (kind === "word" && /^(?:begin|case|class|def|do|end|if|unless|while)$/.test(text))
      return at;
    if (kind === "mark" && (text === "{" || text === "->")) return at;
  }
  return end;
}

/** Behind the name of a constant or variable that is assigned, or behind an alias; `start` where nothing is named. */
function namedEnd(tokens: readonly RubyToken[], start: number): number {
  const { kind, text } = tokens[start] as RubyToken;
  if (kind === "word" && text === "alias") return statementEnd(tokens, start + 1);
  let at = start + 1;
  if (kind === "constant") while (tokens[at]?.text === "::") at += 2;
  else if (kind !== "variable" || !/^(?:@@|\$[a-z_]\w)/i.test(text)) return start;
  return /^(?:=|\|\|=)$/.test(tokens[at]?.text ?? "") ? at + 1 : start;
}

function textOf(tokens: readonly RubyToken[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(" ");
}
