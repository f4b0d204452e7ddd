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
    if (header?.place.unit === "lines" && header.place.from === next) {
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
