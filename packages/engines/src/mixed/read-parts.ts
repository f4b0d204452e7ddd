import { type PartHeader, readPartHeader } from "./part-header.ts";

/** A stretch of an output: lines as they stand in the source, or a part below its header. */
export type ReadPart =
  | { readonly header?: undefined; readonly lines: readonly string[]; readonly firstLine: number }
  | { readonly header: PartHeader; readonly body: string };

/**
 * Reads the body of an output of parts. A line is a header only where it says the very line of the source that comes next;
 * anything else is a line of the source.
 */
export function readParts(body: string): readonly ReadPart[] {
  const lines = body.split("\n");
  const parts: ReadPart[] = [];
  let verbatim: string[] = [];
  let next = 1;
  const close = (): void => {
    if (verbatim.length > 0) parts.push({ lines: verbatim, firstLine: next - verbatim.length });
    verbatim = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const header = readPartHeader(line);
    if (header !== undefined && header.place.unit === "lines" && header.place.from === next) {
      close();
      parts.push({ header, body: lines.slice(at + 1, at + 1 + header.height).join("\n") });
      next = header.place.to + 1;
      at += header.height;
    } else {
      verbatim.push(line);
      next++;
    }
  }
  close();
  return parts;
}

/**
 * Reads the body of an output of a JSON document and its strings: nothing but parts, the document first. `undefined` where it is
 * none.
 */
export function readStringParts(
  body: string,
): readonly { readonly header: PartHeader; readonly body: string }[] | undefined {
  const lines = body.split("\n");
  const parts: { readonly header: PartHeader; readonly body: string }[] = [];
  let ordinal = 0;
  for (let at = 0; at < lines.length; ) {
    const header = readPartHeader(lines[at] as string);
    const place = header?.place;
    const isNext =
      parts.length === 0
        ? place?.unit === "document"
        : place?.unit === "string" && place.ordinal > ordinal;
    const end = at + 1 + (header?.height ?? 0);
    if (header === undefined || !isNext || end > lines.length) return undefined;
    parts.push({ header, body: lines.slice(at + 1, end).join("\n") });
    at = end;
    if (place?.unit === "string") ordinal = place.ordinal;
  }
  return parts;
}
