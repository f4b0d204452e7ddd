import {
  formatMarker,
  type Marker,
  type MarkerStyle,
  NO_COMMENT,
  readMarker,
} from "@tokenpak/core";
import { kindProcessorOf } from "../kinds/kind-processors.ts";
import { bareBodyOf } from "../ladder/candidate.ts";
import { checkTiling } from "../ladder/check-tiling.ts";
import type { ComputedDraft, CutDraft, Draft } from "../ladder/draft.ts";
import type { KindProcessor } from "../ladder/kind-processor.ts";
import { renderCuts } from "../ladder/render-cuts.ts";
import { Source } from "../ladder/source.ts";
import type { PartPlace } from "./part-header.ts";
import type { Segment } from "./segment.ts";

/** A piece of a content, as a source of its own. */
export interface Part {
  /** Where it is in the whole. */
  readonly place: PartPlace;
  readonly kind: KindProcessor;
  /** Its text: of lines without the last one's break, of a string without its escapes. */
  readonly source: Source;
  /** UTF-16 offset of its first character in the whole; 0 for a string, whose own characters count. */
  readonly offset: number;
}

/** Makes a part of a segment. */
export function openPart(whole: Source, segment: Segment): Part {
  const { firstLine, lastLine, kind, language } = segment;
  const offset = whole.lineStart(firstLine);
  const end = whole.lineEnd(lastLine);
  const text = whole.text.slice(offset, whole.text[end - 1] === "\n" ? end - 1 : end);
  const { counter } = whole;
  const source = new Source(text, { counter, language, lineBase: firstLine - 1 });
  const place = { unit: "lines", from: firstLine, to: lastLine } as const;
  return { place, kind: kindProcessorOf(kind), source, offset };
}

type LossyDraft = Exclude<Draft, { readonly type: "encoded" }>;
type PartMarker = ReturnType<ComputedDraft["render"]>["markers"][number];

/** A part written shorter: its lines, and what they leave out, in places of the whole. */
export interface WrittenPart {
  readonly body: string;
  readonly markers: readonly PartMarker[];
  /** The body without its markers. */
  bareBody(): string;
}

/** Writes a lossy draft of a part, with its markers moved to where they are in the whole. */
export function writePart(part: Part, draft: LossyDraft, style: MarkerStyle): WrittenPart {
  const { kind, source } = part;
  const own = { ...style, comment: kind.comment?.(source) ?? NO_COMMENT };
  const written = draft.type === "cuts" ? writeCuts(part, draft, own) : draft.render(own);
  return {
    body: movedMarkers(written.body, own, (marker) => moved(marker, part, 1)),
    bareBody: () => bareBodyOf(written, own.sigil),
    markers: written.markers.map((marker) => ({ ...marker, ...moved(marker, part, 1) })),
  };
}

function writeCuts({ source }: Part, draft: CutDraft, style: MarkerStyle): WrittenPart {
  const { body, bareBody, markers } = renderCuts(source, draft.cuts, style);
  return {
    body,
    bareBody: () => bareBody,
    markers: markers.map(({ range, ...marker }) => ({
      ...marker,
      source: source.text.slice(...range),
    })),
  };
}

/** Checks the body of a lossy part as it stands in an output. Answers what is wrong, or `undefined`. */
export function verifyPart(
  part: Part,
  { draft, body }: { readonly draft: LossyDraft; readonly body: string },
  sigil: string,
): string | undefined {
  const { kind, source } = part;
  const style = { sigil, comment: kind.comment?.(source) ?? NO_COMMENT };
  const own = movedMarkers(body, style, (marker) => moved(marker, part, -1));
  const { level, grade } = draft;
  const torn = draft.type === "cuts" ? checkTiling(source, own, sigil) : undefined;
  const needsKind = grade === "facts-verified" || draft.type === "computed";
  return torn ?? (needsKind ? kind.verify(source, { level, grade, body: own, sigil }) : undefined);
}

/** A marker of a part in places of the whole (`sign` 1), or one of the whole in places of the part (-1). */
function moved<T extends Marker>(marker: T, { source, offset }: Part, sign: 1 | -1): Marker {
  const { unit, from, to, count } = marker;
  const by = unit === "line" ? source.lineBase : unit === "span" ? offset : 0;
  return { unit, from: from + sign * by, to: to + sign * by, count };
}

function movedMarkers(
  body: string,
  style: { readonly sigil?: string | undefined },
  move: (marker: Marker) => Marker,
): string {
  const { sigil } = style;
  return body
    .split("\n")
    .map((line) => {
      const marker =
        sigil === undefined || line.includes(sigil) ? readMarker(line, sigil) : undefined;
      if (marker === undefined) return line;
      const at = line.lastIndexOf(formatMarker(marker, { sigil }));
      const rest = line.slice(at + formatMarker(marker, { sigil }).length);
      return `${line.slice(0, at)}${formatMarker(move(marker), { sigil })}${rest}`;
    })
    .join("\n");
}
