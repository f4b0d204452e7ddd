import type { Source } from "../ladder/source.ts";
import { checkPart } from "./check-part.ts";
import { readParts } from "./read-parts.ts";
import type { PartMix } from "./write-parts.ts";

/** An output of parts to check. */
export interface PartsToVerify {
  readonly source: Source;
  /** What the writer meant to write; the output is read without it, and each part is checked by the kind that it names. */
  readonly mix: PartMix | undefined;
  readonly body: string;
  readonly sigil: string;
}

/**
 * Reads an output part by part: lines must be those of the source, exact parts decode to theirs, the others pass the check of
 * their kind, and together they reach the last line. Answers what is wrong, or `undefined`.
 */
export function verifyParts({ source, mix, body, sigil }: PartsToVerify): string | undefined {
  if (mix === undefined) return "not an output of this content";
  const lines = source.text.split("\n");
  const meant = new Map(mix.map((one) => [one.part.source.lineBase + 1, one] as const));
  let next = 1;
  for (const part of readParts(body)) {
    if (part.header === undefined) {
      const same = part.lines.every((line, index) => line === lines[next - 1 + index]);
      if (!same) return `the lines from ${next} on are not those of the source`;
      next += part.lines.length;
      continue;
    }
    const { place } = part.header;
    if (place.unit !== "lines") return "a part of no lines";
    const { from, to } = place;
    const wrong = checkPart(meant.get(from), { header: part.header, body: part.body, sigil });
    if (wrong !== undefined) return `lines ${from}-${to}: ${wrong}`;
    next = to + 1;
  }
  return next === lines.length + 1 ? undefined : "the end of the source is missing";
}
