import type { YamlBlock } from "./yaml-node.ts";

/** A block scalar, read. */
export interface Block {
  readonly node: YamlBlock;
  /** Comment behind its header. */
  readonly note: string;
  /** Offset of the first line behind it. */
  readonly end: number;
}

const HEADER = /^([|>])(?:([1-9])([+-]?)|([+-])([1-9]?))?[ ]*(?: (#.*))?$/;

/**
 * Reads a block scalar from its `|` or `>`, below an entry of the given indentation. `undefined` where it is not surely
 * understood: tabs as indentation, leading lines deeper than the first, no line break at the end of the text.
 */
export function parseBlock(text: string, from: number, parentIndent: number): Block | undefined {
  const headerEnd = lineEnd(text, from);
  const match = HEADER.exec(text.slice(from, headerEnd));
  if (match === null) return undefined;
  const [, style, digitFirst, chompingLast, chompingFirst, digitLast, note = ""] = match;
  const digit = digitFirst ?? digitLast ?? "";
  const reader: LineReader = {
    text,
    at: headerEnd + 1,
    parentIndent,
    indent: digit === "" ? undefined : parentIndent + Number(digit),
    deepestBlank: 0,
    lines: [],
    isBad: false,
  };
  while (readContentLine(reader));
  const { at: end, indent, lines } = reader;
  const isUnsure = indent === undefined && reader.deepestBlank > 0;
  if (reader.isBad || isUnsure || end > text.length) return undefined;
  const chomping = (chompingLast ?? chompingFirst ?? "") as YamlBlock["chomping"];
  if (chomping !== "+") while (lines.at(-1) === "") lines.pop();
  return { node: { type: "block", folded: style === ">", chomping, lines }, note, end };
}

interface LineReader {
  readonly text: string;
  at: number;
  readonly parentIndent: number;
  /** Of the content; `undefined` until its first line that is not blank. */
  indent: number | undefined;
  /** Spaces of the deepest blank line above that. */
  deepestBlank: number;
  readonly lines: string[];
  isBad: boolean;
}

/** Reads a line of content; answers whether it was one. */
function readContentLine(reader: LineReader): boolean {
  const { text, at } = reader;
  if (at >= text.length) return false;
  const end = lineEnd(text, at);
  const spaces = spacesFrom(text, at, end);
  const isBlank = at + spaces === end;
  if (isBlank) reader.deepestBlank = Math.max(reader.deepestBlank, spaces);
  else if (!isContent(reader, spaces)) return false;
  reader.lines.push(text.slice(at + Math.min(reader.indent ?? spaces, spaces), end));
  reader.at = end + 1;
  return true;
}

/** Whether a line with so many spaces before its text is deep enough; the first one says how deep that is. */
function isContent(reader: LineReader, spaces: number): boolean {
  if (reader.indent === undefined) {
    if (spaces <= reader.parentIndent) return false;
    if (reader.deepestBlank > spaces) reader.isBad = true;
    reader.indent = spaces;
  }
  if (spaces < reader.indent) return false;
  const isTab = reader.text.charCodeAt(reader.at + spaces) === 9;
  if (isTab && spaces <= reader.indent) reader.isBad = true;
  return true;
}

/** The characters that a block scalar means. */
export function blockText({ folded, chomping, lines }: YamlBlock): string {
  let last = lines.length;
  while (last > 0 && lines[last - 1] === "") last -= 1;
  const content = lines.slice(0, last);
  const text = folded ? foldedText(content) : content.join("\n");
  if (chomping === "-") return text;
  if (chomping === "+") return text + "\n".repeat(lines.length - last + (last > 0 ? 1 : 0));
  return last > 0 ? `${text}\n` : "";
}

function foldedText(lines: readonly string[]): string {
  let text = "";
  let breaks = 0;
  let wasDeep: boolean | undefined;
  for (const line of lines) {
    if (line === "") {
      breaks += 1;
      continue;
    }
    const isDeep = line.startsWith(" ") || line.startsWith("\t");
    if (wasDeep === undefined) text += "\n".repeat(breaks);
    else if (isDeep || wasDeep) text += "\n".repeat(breaks + 1);
    else text += breaks === 0 ? " " : "\n".repeat(breaks);
    text += line;
    breaks = 0;
    wasDeep = isDeep;
  }
  return text;
}

function spacesFrom(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at += 1;
  return at - from;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
