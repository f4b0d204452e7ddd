import { type Marker, readMarker } from "@tokenpak/core";
import { type PartHeader, readPartHeader } from "../mixed/part-header.ts";
import type { MarkedReference } from "./reference-marker.ts";
import { readReference } from "./reference-marker.ts";

/** A stretch of an output that stands for lines of the content, in order. */
export type ItemPiece =
  | { readonly type: "line"; readonly at: number; readonly line: string }
  | { readonly type: "reference"; readonly reference: MarkedReference }
  | { readonly type: "part"; readonly header: PartHeader; readonly body: string }
  | { readonly type: "cut"; readonly marker: Marker };

/**
 * Reads the body of an output of lines, references, markers of left out lines, and parts in the notation of their kind. Each is
 * taken for what it says only where it says the very line of the content that comes next; anything else is a line of it.
 */
export function* readItemBody(lines: readonly string[], sigil: string): Generator<ItemPiece> {
  let next = 1;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const piece = pieceAt(line, sigil, next);
    if (piece === undefined) {
      yield { type: "line", at: next, line };
      next++;
    } else if (piece.type === "part") {
      const { height, place } = piece.header;
      yield { ...piece, body: lines.slice(at + 1, at + 1 + height).join("\n") };
      at += height;
      next = (place as { readonly to: number }).to + 1;
    } else {
      yield piece;
      next = (piece.type === "cut" ? piece.marker.to : piece.reference.to) + 1;
    }
  }
}

/** Whether a line of a content would be read as something else. */
export function isHeader(line: string): boolean {
  return line.charCodeAt(0) === 91 && readPartHeader(line)?.place.unit === "lines";
}

function pieceAt(line: string, sigil: string, next: number): ItemPiece | undefined {
  if (line.charCodeAt(0) === 91) {
    const header = readPartHeader(line);
    const place = header?.place;
    if (header === undefined || place?.unit !== "lines" || place.from !== next) return undefined;
    return place.to < place.from ? undefined : { type: "part", header, body: "" };
  }
  if (!line.includes(sigil)) return undefined;
  const reference = readReference(line, sigil);
  if (reference !== undefined) {
    return reference.from === next ? { type: "reference", reference } : undefined;
  }
  const marker = readMarker(line, sigil);
  const isNext = marker?.unit === "line" && marker.from === next && marker.to >= next;
  return isNext ? { type: "cut", marker } : undefined;
}
