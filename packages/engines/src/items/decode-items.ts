import {
  contentHash,
  type DecodeContext,
  hashPrefixOf,
  parseEnvelope,
  TokenPakError,
} from "@tokenpak/core";
import { decodePart } from "../mixed/decode-part.ts";
import { shiftLineNumber } from "../terminal/numbered-line.ts";
import { ItemNames } from "./item-names.ts";
import { readItemBody } from "./read-item-body.ts";
import type { MarkedReference } from "./reference-marker.ts";

/** The line of an item, by the item's name and the line from 1; throws, or answers `undefined`, where there is none. */
export type LineOf = (reference: MarkedReference, line: number) => string | undefined;

/** Codec of contents whose lines stand in earlier ones. */
export const ITEMS_CODEC = { name: "items", version: 1 } as const;

/** Characters that an output may stand for, and what a line takes beside its own: a short text must not fill the memory. */
const LARGEST = 2 ** 28;
const LINE_SIZE = 16;

/**
 * Gives back the content that an exact output was made from, and checks it against the ref. Throws `EARLIER_MISSING` where an item
 * that it points into is not there or is another one.
 */
export function decodeItems(body: string, context?: DecodeContext): string {
  const { ref, sigil = "...", earlier = [] } = context ?? {};
  const names = new ItemNames();
  for (const item of earlier) names.add(typeof item === "string" ? undefined : item.name);
  const lines = new Map<string, readonly string[]>();
  const linesOf = ({ name }: MarkedReference): readonly string[] => {
    const known = lines.get(name);
    if (known !== undefined) return known;
    const item = earlier[(names.ordinalOf(name) ?? 0) - 1];
    if (item === undefined) throw missing(name, earlier.length);
    const content = typeof item === "string" ? item : item.content;
    if (parseEnvelope(content) !== undefined) throw packed(name);
    const read = content.split("\n");
    lines.set(name, read);
    return read;
  };
  const content = resolveLines(body, sigil, (reference, line) => {
    const text = linesOf(reference)[line - 1];
    if (text === undefined) throw different([reference.name]);
    return text;
  });
  if (ref !== undefined && !contentHash(content).startsWith(hashPrefixOf(ref))) {
    throw different([...lines.keys()]);
  }
  return content;
}

/** The content of an exact output, its references looked up. A reference to lines further up needs them to stand there literally. */
export function resolveLines(body: string, sigil: string, lineOf: LineOf): string {
  const content: string[] = [];
  const literal: boolean[] = [];
  let size = 0;
  const put = (line: string, isLiteral: boolean): void => {
    content.push(line);
    literal.push(isLiteral);
    size += line.length + LINE_SIZE;
    if (size > LARGEST) throw tooLarge();
  };
  const lookUp = (reference: MarkedReference, of: LineOf): void => {
    const { name, itemFrom, lines, shift } = reference;
    for (let line = itemFrom; line < itemFrom + lines; line++) {
      const text = of(reference, line);
      if (text === undefined) throw different([name]);
      put(shiftLineNumber(text, shift), false);
    }
  };
  const own: LineOf = (_, line) => (literal[line - 1] === true ? content[line - 1] : undefined);
  for (const piece of readItemBody(body.split("\n"), sigil)) {
    if (piece.type === "line") put(piece.line, true);
    else if (piece.type === "part") {
      for (const line of decodePart(piece.header, piece.body).split("\n")) put(line, false);
    } else if (piece.type === "reference") {
      lookUp(piece.reference, piece.reference.name === "" ? own : lineOf);
    }
  }
  return content.join("\n");
}

function tooLarge(): TokenPakError {
  return new TokenPakError(
    "TEXT_TOO_LARGE",
    "This output stands for more than 250 MB of text, by pointing to the same lines again and again. It was not written by packItems.",
  );
}

function missing(name: string, count: number): TokenPakError {
  return new TokenPakError(
    "EARLIER_MISSING",
    `This output points to lines of "${name}", which is not among the ${count} earlier items that were given. Pass the contents of all items before this one as "earlier", in order and with the names that they were packed under.`,
  );
}

function packed(name: string): TokenPakError {
  return new TokenPakError(
    "EARLIER_MISSING",
    `This output points to lines of "${name}", and what was given for it as "earlier" is packed itself. Pass the contents as they were before they were packed, not what packItems answered for them.`,
  );
}

function different(names: readonly string[]): TokenPakError {
  const which = names.map((name) => (name === "" ? "itself" : `"${name}"`)).join(" or ");
  return new TokenPakError(
    "EARLIER_MISSING",
    `This output points to lines of ${which || "earlier items"}, and what was given as "earlier" has other lines there. Pass the contents as they were before they were packed, all of them, in order and with the names that they were packed under.`,
  );
}
