import { decodePart } from "./decode-part.ts";
import { verifyPart } from "./part.ts";
import type { PartHeader } from "./part-header.ts";
import type { PartMix } from "./write-parts.ts";

/** A part as it was read from an output. */
export interface PartToCheck {
  readonly header: PartHeader;
  readonly body: string;
  readonly sigil: string;
}

/** Checks a part against the stretch of the source that it stands for. Answers what is wrong, or `undefined`. */
export function checkPart(
  meant: PartMix[number] | undefined,
  { header, body, sigil }: PartToCheck,
): string | undefined {
  const draft = meant?.choice?.draft;
  if (meant === undefined || draft === undefined) return "no part is there";
  const { place, kind, source } = meant.part;
  const { codec, version, style } = header;
  if (JSON.stringify(place) !== JSON.stringify(header.place)) return "it ends elsewhere";
  if (kind.name !== codec || kind.version !== version) return "another kind";
  if (header.exact !== (draft.type === "encoded")) return "it says the wrong grade";
  if (draft.type !== "encoded") return verifyPart(meant.part, { draft, body }, sigil);
  const decoded = decodePart(header, body);
  if (decoded === source.text) return undefined;
  const equal = style === undefined && kind.equalValues?.(source.text, decoded) === true;
  return equal ? undefined : "decoding does not give what stands there";
}
