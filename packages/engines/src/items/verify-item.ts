import type { Source } from "../ladder/source.ts";
import { checkPart } from "../mixed/check-part.ts";
import { shiftLineNumber } from "../terminal/numbered-line.ts";
import { type LineOf, resolveLines } from "./decode-items.ts";
import { type ItemPiece, readItemBody } from "./read-item-body.ts";
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

function verifyPieces({
  source,
  mix,
  body,
  sigil,
  lineOf,
}: Omit<ItemToVerify, "exact">): string | undefined {
  const lines = source.text.split("\n");
  const meant = new Map(mix.parts.map((one) => [one.part.source.lineBase + 1, one] as const));
  const literal = new Uint8Array(lines.length + 1);
  const checks: PieceChecks = {
    line: ({ from, line }) => {
      literal[from] = 1;
      return line === lines[from - 1] ? undefined : "is not that of the source";
    },
    reference: ({ from, to, reference }) => {
      const { name, itemFrom, shift } = reference;
      for (let line = from; line <= to; line++) {
        const there = itemFrom + line - from;
        const own = literal[there] === 1 ? lines[there - 1] : undefined;
        const text = name === "" ? own : lineOf(reference, there);
        const same = text !== undefined && shiftLineNumber(text, shift) === lines[line - 1];
        if (!same) return "does not stand where it points to";
      }
      return undefined;
    },
    part: ({ from, header, body: written }) =>
      checkPart(meant.get(from), { header, body: written, sigil }),
    cut: () => "is left out",
  };
  let last = 0;
  for (const piece of readItemBody(body.split("\n"), sigil)) {
    const wrong = (checks[piece.type] as (piece: ItemPiece) => string | undefined)(piece);
    if (wrong !== undefined) return `line ${piece.from}: ${wrong}`;
    last = piece.to;
  }
  return last === lines.length ? undefined : "the end of the source is missing";
}

/** What may be wrong with each type of piece. */
type PieceChecks = {
  readonly [T in ItemPiece["type"]]: (piece: Extract<ItemPiece, { type: T }>) => string | undefined;
};
