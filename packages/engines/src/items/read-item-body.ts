import { readMarker } from "@tokenpak/core";
import { type PartHeader, readPartHeader } from "../mixed/part-header.ts";
import { type MarkedReference, readReference } from "./reference-marker.ts";

/** A stretch of an output that stands for lines of the content, in order. */
export type ItemPiece = {
  /** Its lines of the content, 1-based and inclusive. */
  readonly from: number;
  readonly to: number;
} & (
  | { readonly type: "line"; readonly line: string }
  | { readonly type: "reference"; readonly reference: MarkedReference }
  | { readonly type: "part"; readonly header: PartHeader; readonly body: string }
  | { readonly type: "cut" }
);

/**
 * Reads the body of an output of lines, references, markers of left out lines, and parts in the notation of their kind. Each is
 * taken for what it says only where it says the very line of the content that comes next; anything else is a line of it.
 */
export function* readItemBody(lines: readonly string[], sigil: string): Generator<ItemPiece> {
  let next = 1;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const piece = pieceAt(line, sigil, next) ?? { type: "line", from: next, to: next, line };
    next = piece.to + 1;
    if (piece.type !== "part") yield piece;
    else {
      const { height } = piece.header;
      yield { ...piece, body: lines.slice(at + 1, at + 1 + height).join("\n") };
      at += height;
    }
  }
}

/** Whether a line of a content would be read as something else. */
export function isHeader(line: string): boolean {
  return line.charCodeAt(0) === 91 && readPartHeader(line)?.place.unit === "lines";
}

function pieceAt(line: string, sigil: string, next: number): ItemPiece | undefined {
  const piece = line.charCodeAt(0) === 91 ? partAt(line) : markerAt(line, sigil);
  return piece?.from === next && piece.to >= next ? piece : undefined;
}

function partAt(line: string): ItemPiece | undefined {
  const header = readPartHeader(line);
  if (header?.place.unit !== "lines") return undefined;
  const { from, to } = header.place;
  return { type: "part", from, to, header, body: "" };
}

function markerAt(line: string, sigil: string): ItemPiece | undefined {
  if (!line.includes(sigil)) return undefined;
  const reference = readReference(line, sigil);
  if (reference !== undefined) {
    const { from, to } = reference;
    return { type: "reference", from, to, reference };
  }
  const marker = readMarker(line, sigil);
  if (marker?.unit !== "line") return undefined;
  const { from, to } = marker;
  return { type: "cut", from, to };
}
