import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";
import type { PageGap, PageText, SourceSpan } from "./page-text.ts";

/** A rendered page, as a computed draft gives it. */
export interface RenderedPage {
  readonly body: string;
  readonly markers: readonly (Marker & { readonly source: string })[];
}

/** From this many characters on, what hides between two pieces of text is marked in its place; the rest is counted at the end. */
const WORTH_A_MARKER = 2000;

/** Writes a page's text with its markers. */
export function renderPage(source: Source, page: PageText, style: MarkerStyle): RenderedPage {
  const markers: (Marker & { readonly source: string })[] = [];
  const counted: SourceSpan[] = [...page.addresses];
  const below = new Map<number, PageGap[]>();
  for (const gap of page.gaps) {
    if (!gap.seen && sizeOf(gap) < WORTH_A_MARKER) counted.push(...gap.parts);
    else {
      const line = lastOfRun(page, gap.line);
      below.set(line, [...(below.get(line) ?? []), gap]);
    }
  }
  const lines: string[] = [];
  const mark = (at: number): void => {
    for (const gap of below.get(at) ?? []) {
      const marker = markerOf(source, gap);
      markers.push(marker);
      lines.push(formatMarker(marker, style));
    }
  };
  mark(-1);
  for (const [at, { prefix, text, verbatim }] of page.lines.entries()) {
    lines.push(verbatim || text !== "" ? prefix + text : prefix.trimEnd());
    mark(at);
  }
  const rest = countedMarker(source, counted);
  if (rest !== undefined) {
    markers.push(rest);
    lines.push(formatMarker(rest, style));
  }
  return { body: lines.join("\n"), markers };
}

function sizeOf({ parts }: PageGap): number {
  return parts.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The line behind which a marker may stand: the last of the table or the block of code that the line belongs to. */
function lastOfRun({ runs }: PageText, line: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] as readonly [number, number])[1] < line) low = middle + 1;
    else high = middle;
  }
  const run = runs[low];
  return run !== undefined && run[0] <= line && line < run[1] ? run[1] : line;
}

/** A gap as whole lines where no text that is shown stands in them, else as a span. */
export function markerOf(
  source: Source,
  { parts, after, before }: Pick<PageGap, "parts" | "after" | "before">,
): Marker & { readonly source: string } {
  const from = (parts[0] as SourceSpan).from;
  const to = (parts.at(-1) as SourceSpan).to;
  const first = source.lineAt(from);
  const last = source.lineAt(to - 1);
  if (source.lineStart(first) >= after && source.lineEnd(last) <= before) {
    const text = source.text.slice(source.lineStart(first), source.lineEnd(last));
    return { unit: "line", from: first, to: last, count: last - first + 1, source: text };
  }
  return { unit: "span", from: from + 1, to, count: 1, source: source.text.slice(from, to) };
}

/** One marker for many spans: how many there are, and where the first begins and the last ends. */
export function countedMarker(
  source: Source,
  spans: readonly SourceSpan[],
): (Marker & { readonly source: string }) | undefined {
  if (spans.length === 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  const texts: string[] = [];
  for (const { from, to } of spans) {
    first = Math.min(first, from);
    last = Math.max(last, to);
    texts.push(source.text.slice(from, to));
  }
  const place = { unit: "span", from: first + 1, to: last } as const;
  return { ...place, count: spans.length, source: texts.join("\n") };
}
