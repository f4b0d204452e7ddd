import { decodePart } from "./decode-part.ts";
import { readParts } from "./read-parts.ts";

/** Gives back the text that exact parts and the lines between them were made from. */
export function decodeParts(body: string): string {
  return readParts(body)
    .map((part) =>
      part.header === undefined ? part.lines.join("\n") : decodePart(part.header, part.body),
    )
    .join("\n");
}
