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
  const lines: string[] = [];
  let indent = digit === "" ? undefined : parentIndent + Number(digit);
  let at = headerEnd + 1;
  let deepestBlank = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const spaces = spacesFrom(text, at, end);
    const isBlank = at + spaces === end;
    if (!isBlank && indent === undefined) {
      if (spaces <= parentIndent) break;
      if (deepestBlank > spaces) return undefined;
      indent = spaces;
    }
    if (!isBlank && spaces < (indent as number)) break;
    if (text.charCodeAt(at + spaces) === 9 && spaces <= (indent ?? 0)) return undefined;
    if (isBlank) deepestBlank = Math.max(deepestBlank, spaces);
    const skipped = Math.min(indent ?? spaces, spaces);
    lines.push(text.slice(at + skipped, end));
    at = end + 1;
  }
  if (at > text.length || (indent === undefined && deepestBlank > 0)) return undefined;
  const chomping = (chompingLast ?? chompingFirst ?? "") as YamlBlock["chomping"];
  if (chomping !== "+") while (lines.at(-1) === "") lines.pop();
  return { node: { type: "block", folded: style === ">", chomping, lines }, note, end: at };
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
