import { type CommentSyntax, DEFAULT_SIGIL, NO_COMMENT, parseEnvelope } from "./envelope.ts";
import { OMISSION_UNITS, type Omission, type OmissionUnit } from "./omission.ts";

/** What a marker says: units, how many, and where in the source. */
export type Marker = Omit<Omission, "tokens">;

/** A marker found in an output. */
export interface FoundMarker extends Marker {
  /** 1-based line of the output that the marker stands on. */
  readonly outputLine: number;
}

/** How a marker is written. */
export interface MarkerStyle {
  /** Default `...`. */
  readonly sigil?: string | undefined;
  readonly comment?: CommentSyntax | undefined;
}

/**
 * Writes a marker: `... lines 120-455`, `... line 7`; `... span 128-267`; where the range alone
 * does not say how many, `... 2 keys, 1-40`.
 * In a comment where the style has one.
 */
export function formatMarker(marker: Marker, style: MarkerStyle = {}): string {
  const [open, close] = style.comment ?? NO_COMMENT;
  return `${open}${style.sigil ?? DEFAULT_SIGIL} ${saying(marker)}${close}`;
}

/**
 * Reads a line as a marker with this sigil, or answers `undefined`. Indentation, comment syntax around the marker and, for
 * Python, a `...` statement before the comment are allowed, and in shells a `:`.
 */
export function readMarker(line: string, sigil: string = DEFAULT_SIGIL): Marker | undefined {
  if (line.length > LONGEST + sigil.length) return undefined;
  const match = markerPattern(sigil).exec(line);
  if (match === null) return undefined;
  const [, text = "", count, units = "", from = "", to = from] = match;
  const unit = unitOf(units);
  const marker = {
    unit,
    from: Number(from),
    to: Number(to),
    count:
      count === undefined
        ? impliedCount({ unit, from: Number(from), to: Number(to) })
        : Number(count),
  };
  return saying(marker) === text ? marker : undefined;
}

/**
 * The genuine markers of an output, in order. Only a valid envelope makes markers genuine: in any other text, and so in
 * source text that merely looks like one, there are none.
 */
export function parseMarkers(text: string): readonly FoundMarker[] {
  const envelope = parseEnvelope(text);
  if (envelope === undefined || envelope.exact) return [];
  const markers: FoundMarker[] = [];
  const lines = envelope.body.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!line.includes(envelope.sigil)) continue;
    const marker = readMarker(line, envelope.sigil);
    if (marker !== undefined) markers.push({ ...marker, outputLine: index + 2 });
  }
  return markers;
}

/**
 * The shortest sigil, three dots or more, that no line of `source` uses in what would read as a marker. It makes every
 * marker of an output ours without escaping anything. There always is one: a text of n characters has room for fewer than
 * the square root of 2n different ones.
 */
export function chooseSigil(source: string): string {
  if (!source.includes(DEFAULT_SIGIL)) return DEFAULT_SIGIL;
  const used = new Set<number>();
  for (const match of source.matchAll(LOOKALIKE)) used.add((match[1] ?? "").length);
  let dots = DEFAULT_SIGIL.length;
  while (used.has(dots)) dots++;
  return ".".repeat(dots);
}

/** Units as they are written, longer ones first. */
const WORDS = OMISSION_UNITS.flatMap((unit) => [pluralOf(unit), unit]).join("|");

/** Any run of dots that a reader could take for a marker's beginning. */
const LOOKALIKE = new RegExp(
  `(?<!\\.)(\\.{3,})(?= (?:\\d{1,12} (?:${WORDS})|(?:${WORDS}) \\d))`,
  "g",
);

/** Characters that a line has beside its sigil: longer ones are no markers. */
const LONGEST = 400;

const patterns = new Map<string, RegExp>();

function markerPattern(sigil: string): RegExp {
  let pattern = patterns.get(sigil);
  if (pattern === undefined) {
    const dots = `\\.{${sigil.length}}`;
    pattern = new RegExp(
      `^[ \\t]{0,200}(?:\\.\\.\\. {1,2}# |: # |// |# |-- |/\\* |<!-- )?${dots} ((?:(\\d{1,12}) (?=[a-z]+,))?(${WORDS}),? (\\d{1,15})(?:-(\\d{1,15}))?)(?: \\*/| -->)?$`,
    );
    patterns.set(sigil, pattern);
  }
  return pattern;
}

/** What a range says of its count: every ordinal between is left out, and a span is one stretch. */
function impliedCount({ unit, from, to }: Omit<Marker, "count">): number {
  return unit === "span" ? 1 : to - from + 1;
}

/** What a marker says, the one way to say it. */
function saying({ unit, from, to, count }: Marker): string {
  const where = from === to ? `${from}` : `${from}-${to}`;
  const units = count === 1 ? unit : pluralOf(unit);
  return count === impliedCount({ unit, from, to })
    ? `${units} ${where}`
    : `${count} ${units}, ${where}`;
}

function pluralOf(unit: OmissionUnit): string {
  return unit === "match" ? "matches" : `${unit}s`;
}

function unitOf(word: string): OmissionUnit {
  return OMISSION_UNITS.find((unit) => unit === word || pluralOf(unit) === word) ?? "line";
}
