import type { JsonStyle } from "./json-style.ts";

/** What a part stands for: lines of the source (1-based, inclusive), a JSON document, or the string of that ordinal in it. */
export type PartPlace =
  | { readonly unit: "lines"; readonly from: number; readonly to: number }
  | { readonly unit: "string"; readonly ordinal: number }
  | { readonly unit: "document" };

/**
 * The line above a part that is written in the notation of its kind: `[json1= lines 3-40 in 9, indent 2]`: codec and version,
 * `=` (exact) or `~` (left things out), what it stands for, how many lines below belong to it, and how a JSON document was
 * laid out.
 */
export interface PartHeader {
  readonly codec: string;
  readonly version: number;
  readonly exact: boolean;
  readonly place: PartPlace;
  /** Lines of the output below the header that belong to the part. */
  readonly height: number;
  readonly style?: JsonStyle | undefined;
}

const HEADER =
  /^\[([a-z]{1,16})([1-9]\d{0,3})([=~]) (?:lines? (\d{1,12})(?:-(\d{1,12}))?|string (\d{1,12})|document) in (\d{1,12})(?:, (minified|spaced|indent \d|tabs))?\]$/;

export function formatPartHeader(header: PartHeader): string {
  const { codec, version, exact, place, height, style } = header;
  const suffix = style === undefined ? "" : `, ${style}`;
  return `[${codec}${version}${exact ? "=" : "~"} ${formatPlace(place)} in ${height}${suffix}]`;
}

function formatPlace(place: PartPlace): string {
  if (place.unit === "document") return "document";
  if (place.unit === "string") return `string ${place.ordinal}`;
  return place.from === place.to ? `line ${place.from}` : `lines ${place.from}-${place.to}`;
}

/** Reads a line as a header, or answers `undefined`. There is one way to write each. */
export function readPartHeader(line: string): PartHeader | undefined {
  if (!line.startsWith("[") || line.length > 100) return undefined;
  const match = HEADER.exec(line);
  if (match === null) return undefined;
  const [, codec = "", version, mode, from, to = from, ordinal, height, style] = match;
  const header: PartHeader = {
    codec,
    version: Number(version),
    exact: mode === "=",
    place: placeOf({ from, to, ordinal }),
    height: Number(height),
    style: style as JsonStyle | undefined,
  };
  return formatPartHeader(header) === line ? header : undefined;
}

function placeOf(
  digits: Readonly<Record<"from" | "to" | "ordinal", string | undefined>>,
): PartPlace {
  const { from, to, ordinal } = digits;
  if (ordinal !== undefined) return { unit: "string", ordinal: Number(ordinal) };
  return from === undefined
    ? { unit: "document" }
    : { unit: "lines", from: Number(from), to: Number(to) };
}
