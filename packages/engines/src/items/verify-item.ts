import type { Source } from "../ladder/source.ts";
import { checkPart } from "../mixed/check-part.ts";
import type { LineOf } from "./decode-items.ts";
import { resolveLines } from "./decode-items.ts";
import { shiftLineNumber } from "./numbered-line.ts";
import { readItemBody } from "./read-item-body.ts";
import type { ItemMix } from "./write-item.ts";

/** An output to check. */
export interface ItemToVerify {
  readonly source: Source;
  /** What the writer meant; the output is read without it. */
  readonly mix: ItemMix;
  readonly body: string;
  readonly sigil: string;
  readonly exact: boolean;
  /** Lines that stand literally in what was sent for earlier items, and no others. */
  readonly lineOf: LineOf;
}

/**
 * Checks an output: an exact one is decoded and compared; of another, lines and references must give the lines of the source, and
 * each part passes the check of its kind. References find only what stands literally above. Answers what is wrong, or `undefined`.
 */
export function verifyItem({ exact, ...item }: ItemToVerify): string | undefined {
  const { source, body, sigil, lineOf } = item;
  if (!exact) return verifyPieces(item);
  return resolveLines(body, sigil, lineOf) === source.text
    ? undefined
    : "decoding does not give the same bytes";
}

function verifyPieces(item: Omit<ItemToVerify, "exact">): string | undefined {
  const { source, mix, body, sigil } = item;
  const lines = source.text.split("\n");
  const meant = new Map(mix.parts.map((one) => [one.part.source.lineBase + 1, one] as const));
  const literal = new Uint8Array(lines.length + 1);
  let next = 1;
  for (const piece of readItemBody(body.split("\n"), sigil)) {
    if (piece.type === "line") {
      if (piece.line !== lines[next - 1]) return `line ${next} is not that of the source`;
      literal[next - 1] = 1;
      next++;
    } else if (piece.type === "reference") {
      const { name, itemFrom, from, to, shift } = piece.reference;
      for (let line = from; line <= to; line++) {
        const there = itemFrom + line - from;
        const own = literal[there - 1] === 1 ? lines[there - 1] : undefined;
        const text = name === "" ? own : item.lineOf(piece.reference, there);
        const same = text !== undefined && shiftLineNumber(text, shift) === lines[line - 1];
        if (!same) return `line ${line} does not stand where it points to`;
      }
      next = to + 1;
    } else if (piece.type === "part") {
      const wrong = checkPart(meant.get(next), { header: piece.header, body: piece.body, sigil });
      if (wrong !== undefined) return `the part at line ${next}: ${wrong}`;
      next = (piece.header.place as { readonly to: number }).to + 1;
    } else return `line ${next} is left out`;
  }
  return next === lines.length + 1 ? undefined : "the end of the source is missing";
}
