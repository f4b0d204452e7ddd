import {
  chooseSigil,
  type EnvelopeHeader,
  formatMarker,
  type Marker,
  type MarkerStyle,
  NO_COMMENT,
  wrapEnvelope,
} from "@tokenpak/core";
import type { ComputedDraft, Cut } from "../../ladder/draft.ts";
import { fitCuts } from "../../ladder/fit-units.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import { Source } from "../../ladder/source.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { markdownKind } from "../markdown/markdown-kind.ts";
import type { HtmlElement } from "./html-node.ts";
import { LimitSearch } from "./limit-search.ts";
import { escapeStart } from "./line-start.ts";
import type { PageLine, PageText, Place } from "./page-text.ts";
import { countedMarker, markerOf } from "./render-page.ts";

/** Selections that are tried: markers name places in the page, which are longer or shorter than those in its text. */
const ROUNDS = 6;
/** With this share of the limit used there is no other try. */
const FILLED = 0.93;

/** What {@link fitPage} chooses from. */
export interface PageToFit {
  readonly source: Source;
  /** The whole page, without addresses. */
  readonly page: PageText;
  /** What is no part of its content: it comes last. */
  readonly around: ReadonlySet<HtmlElement>;
  readonly request: RungRequest & { readonly maxTokens: number };
}

/**
 * A selection of a page's text made to measure, by blocks: its Markdown is taken for a source of its own, and what is cut there is
 * marked in lines or spans of the page. `undefined` where not even a marker fits.
 */
export function fitPage(
  { source, page, around, request }: PageToFit,
  codec: Pick<EnvelopeHeader, "codec" | "version">,
): ComputedDraft | undefined {
  const layout = layOut(page, source.text.length);
  const regions = [...around].map(({ from, to }) => ({ from, to }));
  const text = new Source(layout.text, { counter: source.counter });
  let units: readonly Unit[] | undefined;
  const kind: KindProcessor = {
    ...markdownKind,
    units: (whole, asked) => {
      units ??= demoted(markdownKind.units?.(whole, asked) ?? [], layout, regions);
      return units;
    },
  };
  const draftOf = (cuts: readonly Cut[]): ComputedDraft => ({
    type: "computed",
    level: "selected",
    grade: "extractive",
    render: (style) => renderCut(source, layout, { cuts, style }),
  });
  const most = request.maxTokens;
  const sigil = chooseSigil(source.text);
  const header = { ref: source.ref, exact: false, sigil, comment: NO_COMMENT };
  let best: { readonly cuts: readonly Cut[]; readonly tokens: number } | undefined;
  const limits = new LimitSearch(most);
  for (let round = 0; round < ROUNDS && limits.next > 0; round++) {
    const maxTokens = limits.next;
    const asked = { ...request, maxTokens };
    const draft = fitCuts({ kind, source: text, bare: false }, asked, maxTokens);
    if (draft === undefined) break;
    const cuts = wholeAtoms(draft.cuts, layout);
    const { body } = renderCut(source, layout, { cuts, style: { sigil } });
    const tokens = source.counter.count(wrapEnvelope({ ...codec, ...header }, body));
    if (tokens <= most && tokens > (best?.tokens ?? 0)) best = { cuts, tokens };
    if (best !== undefined && best.tokens >= most * FILLED) break;
    limits.tried(tokens);
  }
  return best && draftOf(best.cuts);
}

/** A page's text as one string, with the places of its lines. */
interface Layout {
  readonly text: string;
  readonly lines: readonly PageLine[];
  /** Offset of each line; one more for the end. */
  readonly starts: Float64Array;
  /** Stretches that are cut or kept as a whole. */
  readonly atoms: readonly Cut[];
  readonly end: number;
  /** What no reader sees, and addresses, in the order of the source. */
  readonly hidden: readonly Cut[];
}

function layOut({ lines, runs, gaps, addresses }: PageText, end: number): Layout {
  const starts = new Float64Array(lines.length + 1);
  const atoms: Cut[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const [index, { prefix, text, atoms: own }] of lines.entries()) {
    starts[index] = at;
    const start = at + prefix.length;
    for (const { from, to } of own) atoms.push({ from: start + from, to: start + to });
    texts.push(`${prefix}${text}\n`);
    at = start + text.length + 1;
  }
  starts[lines.length] = at;
  for (const [first, last] of runs) {
    if (lines[first]?.verbatim !== true) continue;
    atoms.push({ from: starts[first] as number, to: starts[last + 1] as number });
  }
  const hidden = [...gaps.flatMap(({ parts }) => parts), ...addresses].sort(
    (a, b) => a.from - b.from,
  );
  return { text: texts.join(""), lines, starts, atoms: joined(atoms, 0), end, hidden };
}

/** Stretches in order, those that overlap as one; `apart` is how far one must begin behind the last to be one of its own. */
function joined(stretches: readonly Cut[], apart: 0 | 1): Cut[] {
  const sorted = stretches.toSorted((left, right) => left.from - right.from);
  const result: Cut[] = [];
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && from < last.to + apart)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else result.push({ from, to });
  }
  return result;
}

/** Units of regions that are no part of the content come after all others, but for what is asked for. */
function demoted(units: readonly Unit[], layout: Layout, regions: readonly Cut[]): Unit[] {
  let at = 0;
  return units.map((unit) => {
    const place = sourceAt(layout, unit.from);
    while ((regions[at]?.to ?? Number.POSITIVE_INFINITY) <= place) at++;
    const isAround = (regions[at]?.from ?? Number.POSITIVE_INFINITY) <= place;
    if (!isAround || unit.tier === UNIT_TIERS.preserved) return unit;
    if (unit.tier === UNIT_TIERS.match) return { ...unit, score: unit.score / 2 };
    return { ...unit, tier: UNIT_TIERS.rest, score: unit.score - FAR };
  });
}

const FAR = 1e6;

/** Cuts that leave no piece of a link, of code or of a table's row. */
function wholeAtoms(cuts: readonly Cut[], { atoms }: Layout): Cut[] {
  const widened: Cut[] = [];
  let at = 0;
  for (const { from, to } of joined(cuts, 1)) {
    while ((atoms[at]?.to ?? Number.POSITIVE_INFINITY) <= from) at++;
    let [start, end] = [from, to];
    for (let next = at; (atoms[next]?.from ?? Number.POSITIVE_INFINITY) < end; next++) {
      const atom = atoms[next] as Cut;
      start = Math.min(start, atom.from);
      end = Math.max(end, atom.to);
    }
    widened.push({ from: start, to: end });
  }
  return joined(widened, 1);
}

interface CutPage {
  readonly cuts: readonly Cut[];
  readonly style: MarkerStyle;
}

function renderCut(
  source: Source,
  layout: Layout,
  { cuts, style }: CutPage,
): ReturnType<ComputedDraft["render"]> {
  const body: string[] = [];
  const markers: (Marker & { readonly source: string })[] = [];
  const spans: Cut[] = [];
  let cursor = 0;
  let isMidLine = false;
  const keep = (to: number): void => {
    const kept = layout.text.slice(cursor, to);
    if (kept !== "") body.push(isMidLine ? escapeStart(kept.replace(/^ +/, "")) : kept);
  };
  for (const { from, to } of cuts) {
    keep(from);
    if (body.length > 0 && body.at(-1)?.endsWith("\n") === false) body.push("\n");
    const marker = markerBetween(source, layout, { from, to });
    cursor = to;
    isMidLine = to > 0 && layout.text[to - 1] !== "\n";
    if (marker === undefined) continue;
    markers.push(marker);
    spans.push({ from: sourceAt(layout, from), to: sourceBefore(layout, to) });
    body.push(`${formatMarker(marker, style)}\n`);
  }
  keep(layout.text.length);
  const rest = countedMarker(source, hiddenBeside(layout, spans));
  if (rest !== undefined) {
    if (body.length > 0 && body.at(-1)?.endsWith("\n") === false) body.push("\n");
    markers.push(rest);
    body.push(formatMarker(rest, style));
  }
  return { body: body.join("").replace(/\n$/, ""), markers };
}

/** What hides in what is shown. */
function hiddenBeside({ hidden }: Layout, spans: readonly Cut[]): Cut[] {
  let at = 0;
  return hidden.filter(({ from, to }) => {
    while ((spans[at]?.to ?? Number.POSITIVE_INFINITY) < to) at++;
    return (spans[at]?.from ?? Number.POSITIVE_INFINITY) > from;
  });
}

/** What a cut leaves out of the page; `undefined` for blank lines and signs of ours. */
function markerBetween(
  source: Source,
  layout: Layout,
  { from, to }: Cut,
): (Marker & { readonly source: string }) | undefined {
  const first = sourceAt(layout, from);
  const last = sourceBefore(layout, to);
  if (last <= first) return undefined;
  const after = from === 0 ? 0 : sourceBefore(layout, from);
  const before = to >= layout.text.length ? layout.end : sourceAt(layout, to);
  return markerOf(source, { parts: [{ from: first, to: last }], after, before });
}

/** Where in the source the text before an offset ends. */
function sourceBefore(layout: Layout, offset: number): number {
  const line = lineAt(layout, offset - 1);
  if (line === undefined || offset <= 0) return 0;
  const { from, to, text, prefix, places } = layout.lines[line] as PageLine;
  const at = offset - (layout.starts[line] as number) - prefix.length;
  if (at >= text.length) return to;
  let next = firstFrom(places, at);
  const before = places[next - 1];
  while (places[next]?.at === at && places[next]?.moves === true) next++;
  const place = places[next]?.at === at ? places[next] : before;
  return place === undefined ? from : place.source + (place.moves ? at - place.at : 0);
}

/** Where in the source an offset of the text stands. */
function sourceAt(layout: Layout, offset: number): number {
  const index = lineAt(layout, offset);
  if (index === undefined) return layout.end;
  const line = layout.lines[index] as PageLine;
  const at = offset - (layout.starts[index] as number) - line.prefix.length;
  if (at <= 0) return line.from;
  if (at >= line.text.length) return line.to;
  const place = line.places[firstFrom(line.places, at + 1) - 1];
  if (place === undefined) return line.from;
  return place.source + (place.moves ? at - place.at : 0);
}

/** Index of the line that holds an offset of the text. */
function lineAt({ lines, starts }: Layout, offset: number): number | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle + 1] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low < lines.length ? low : undefined;
}

/** Index of the first place at an offset or behind it. */
function firstFrom(places: readonly Place[], at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as Place).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
