import type { JsonStyle } from "./json-style.ts";

/**
 * The line above a part that is written in the notation of its kind: `[json1= lines 3-40 in 9, indent 2]`: codec and version,
 * `=` (exact) or `~` (left things out), the lines of the source that it stands for, how many lines below belong to it, and how a
 * JSON document was written.
 */
export interface PartHeader {
  readonly codec: string;
  readonly version: number;
  readonly exact: boolean;
  /** What it stands for: lines of the source, or the string of that ordinal. 1-based, inclusive. */
  readonly place: { readonly unit: "lines" | "string"; readonly from: number; readonly to: number };
  /** Lines of the output below the header that belong to the part. */
  readonly height: number;
  readonly style?: JsonStyle | undefined;
}

const HEADER =
  /^\[([a-z]{1,16})([1-9]\d{0,3})([=~]) (lines|string) (\d{1,12})(?:-(\d{1,12}))? in (\d{1,12})(?:, (minified|spaced|indent \d|tabs))?\]$/;

export function formatPartHeader(header: PartHeader): string {
  const { codec, version, exact, place, height, style } = header;
  const range = place.from === place.to ? `${place.from}` : `${place.from}-${place.to}`;
  const suffix = style === undefined ? "" : `, ${style}`;
  return `[${codec}${version}${exact ? "=" : "~"} ${place.unit} ${range} in ${height}${suffix}]`;
}

/** Reads a line as a header, or answers `undefined`. There is one way to write each. */
export function readPartHeader(line: string): PartHeader | undefined {
  if (!line.startsWith("[") || line.length > 100) return undefined;
  const match = HEADER.exec(line);
  if (match === null) return undefined;
  const [, codec = "", version, mode, unit, from = "", to = from, height, style] = match;
  const header: PartHeader = {
    codec,
    version: Number(version),
    exact: mode === "=",
    place: { unit: unit as "lines" | "string", from: Number(from), to: Number(to) },
    height: Number(height),
    style: style as JsonStyle | undefined,
  };
  return formatPartHeader(header) === line ? header : undefined;
}
