import { DECODERS } from "../kinds/kind-processors.ts";
import type { Source } from "../ladder/source.ts";
import { layOutJson } from "./json-style.ts";
import { verifyPart } from "./part.ts";
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
  let next = 1;
  for (const part of readParts(body)) {
    if (part.header === undefined) {
      const same = part.lines.every((line, index) => line === lines[next - 1 + index]);
      if (!same) return `the lines from ${next} on are not those of the source`;
      next += part.lines.length;
      continue;
    }
    const { from, to } = part.header.place;
    const wrong = checkPart(mix, { header: part.header, body: part.body, sigil });
    if (wrong !== undefined) return `lines ${from}-${to}: ${wrong}`;
    next = to + 1;
  }
  return next === lines.length + 1 ? undefined : "the end of the source is missing";
}

interface PartToCheck {
  readonly header: NonNullable<ReturnType<typeof readParts>[number]["header"]>;
  readonly body: string;
  readonly sigil: string;
}

function checkPart(mix: PartMix, { header, body, sigil }: PartToCheck): string | undefined {
  const { place, codec, version, style } = header;
  const found = mix.find(({ part }) => part.segment.firstLine === place.from);
  const draft = found?.choice?.draft;
  if (found === undefined || draft === undefined) return "no part begins there";
  const { part } = found;
  if (part.segment.lastLine !== place.to) return "the part ends elsewhere";
  if (part.kind.name !== codec || part.kind.version !== version) return "another kind";
  if (header.exact !== (draft.type === "encoded")) return "it says the wrong grade";
  if (draft.type !== "encoded") return verifyPart(part, { draft, body }, sigil);
  const decoded = DECODERS[`${codec}${version}`]?.(body);
  if (decoded === undefined) return "no decoder";
  const { text } = part.source;
  const laidOut = style === undefined ? decoded : layOutJson(decoded, style);
  if (laidOut === text) return undefined;
  const equal = style === undefined && part.kind.equalValues?.(text, decoded) === true;
  return equal ? undefined : "decoding does not give what stands there";
}
