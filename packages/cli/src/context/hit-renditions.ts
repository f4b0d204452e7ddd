import {
  type FactReport,
  type Grade,
  isExact,
  type Rendition,
  type TokenCounter,
} from "@tokenpak/core";
import { type HeuristicEngine, reportFacts } from "@tokenpak/engines";
import { type CutSource, cutText, isCutOf } from "./cut-text.ts";
import { keptRanges, type TextRange } from "./kept-ranges.ts";
import { lengthenedRanges } from "./lengthened-ranges.ts";
import type { Coverage } from "./query-coverage.ts";
import { LEAST_RENDITION } from "./rendition-sizes.ts";

/** A way to show a document in a context. */
export interface HitRendition {
  readonly level: string;
  readonly grade: Grade;
  readonly text: string;
  readonly tokens: number;
  /** How likely it is to hold what the query asks for, where the document does: 0 to 1. */
  readonly value: number;
  /** Computed when first read. */
  readonly facts: FactReport;
  /** What it shows of the document, where it is known to be cut. */
  readonly ranges: readonly TextRange[] | undefined;
}

/** A document that was found, and what its renditions are made with. */
export interface HitDocument extends CutSource {
  readonly path: string;
  /** Tokens of `content`. */
  readonly tokens: number;
  readonly query: string;
  /** Lines that must stay as far as there is room. */
  readonly preserve: readonly string[];
  /** Tokens of the smallest selection of it. */
  readonly least: number;
  readonly coverage: Coverage;
  readonly engine: HeuristicEngine;
  readonly counter: TokenCounter;
}

/** The document as it is. */
export function wholeRendition(document: HitDocument): HitRendition {
  const { content: text, tokens } = document;
  return shownAs(document, { level: "source", grade: "byte-exact", text, tokens, value: 1 });
}

/**
 * The rungs of the document's ladder that are smaller than it, with a selection for the query of each of `sizes`. Selections are shown below the
 * ref alone, for they are not to be unpacked, and with marks that take fewer tokens; what is shown is checked again.
 */
export function hitRenditions(
  document: HitDocument,
  sizes: readonly number[],
): readonly HitRendition[] {
  const { path, content, query, preserve, engine, counter, tokens } = document;
  const renditions: HitRendition[] = [];
  const ladder = engine.ladder(content, {
    path,
    query,
    preserve,
    counter,
    sizes: sizes.map((size) => Math.min(size + ENVELOPE_TOKENS, tokens - 1)),
  });
  for (const rung of ladder) {
    const rendition = renditionOf(document, rung);
    if (rendition === undefined || rendition.tokens >= tokens) continue;
    if (rendition.tokens >= leastOf(rendition, document)) renditions.push(rendition);
  }
  return renditions;
}

function leastOf({ grade }: HitRendition, { least }: HitDocument): number {
  if (isExact(grade)) return 0;
  return grade === "extractive" ? least : LEAST_RENDITION;
}

/** What an engine's envelope and a marker take of a size: neither is in what is shown here. */
const ENVELOPE_TOKENS = 24;

/** The best rendition of at most `maxTokens`, made as long as that allows; `undefined` where there is none. */
export function measuredRendition(
  document: HitDocument,
  maxTokens: number,
): HitRendition | undefined {
  if (document.tokens <= maxTokens) return wholeRendition(document);
  // As the marks here differ from the engine's, a selection may turn out longer than it was asked for.
  for (let less = 0; less <= ENVELOPE_TOKENS && less < maxTokens; less += ENVELOPE_TOKENS / 2) {
    const made = hitRenditions(document, [maxTokens - less]);
    const fitting = made.filter(({ tokens }) => tokens <= maxTokens);
    if (made.length === 0) return undefined;
    if (fitting.length === 0) continue;
    const rendition = fitting.reduce((best, one) => (one.value > best.value ? one : best));
    return lengthenedRendition(document, { rendition, maxTokens });
  }
  return undefined;
}

/** Shows more behind the places where a rendition breaks off, the first ones first, as far as `maxTokens` allows. */
export function lengthenedRendition(
  document: HitDocument,
  { rendition, maxTokens }: { readonly rendition: HitRendition; readonly maxTokens: number },
): HitRendition {
  const { ranges, tokens } = rendition;
  if (ranges === undefined) return rendition;
  const { counter } = document;
  const longer = lengthenedRanges(document, { ranges, tokens, maxTokens, counter });
  return longer === ranges ? rendition : (cutTo(document, longer, rendition) ?? rendition);
}

/** `undefined` for what shows nothing. */
function renditionOf(document: HitDocument, rung: Rendition): HitRendition | undefined {
  if (rung.text === "" || rung.level === "envelope" || rung.level === "source") return undefined;
  const { content } = document;
  // A blank line between two marks would make them two.
  const ranges = isExact(rung.grade)
    ? undefined
    : keptRanges(content, rung)?.filter(([from, to]) => content.slice(from, to).trim() !== "");
  if (ranges?.length === 0) return undefined;
  if (ranges !== undefined && rung.grade === "extractive") return cutTo(document, ranges, rung);
  const { level, grade, text, tokens } = rung;
  const value = isExact(grade) ? 1 : ranges ? worthOf(document, ranges) : rung.facts.recall;
  return shownAs(document, { level, grade, text, tokens, value });
}

/** What is shown of a document, with marks for what is not; `undefined` where that fails its check. */
function cutTo(
  document: HitDocument,
  ranges: readonly TextRange[],
  { level, grade }: Pick<Rendition, "grade" | "level">,
): HitRendition | undefined {
  const text = cutText(document, ranges);
  if (!isCutOf(document, text)) return undefined;
  const tokens = document.counter.count(text);
  const value = worthOf(document, ranges);
  return shownAs(document, { level, grade, text, tokens, value, ranges });
}

function worthOf({ coverage }: HitDocument, ranges: readonly TextRange[]): number {
  return 1 - (1 - coverage(ranges)) ** VALUE_POWER;
}

function shownAs(
  { content }: HitDocument,
  {
    level,
    grade,
    text,
    tokens,
    value,
    ranges,
  }: Omit<HitRendition, "facts" | "ranges"> & Partial<Pick<HitRendition, "ranges">>,
): HitRendition {
  let facts: FactReport | undefined;
  return {
    level,
    grade,
    text,
    tokens,
    value,
    ranges,
    get facts() {
      facts ??= reportFacts(content, text);
      return facts;
    },
  };
}

/** See {@link Coverage}: what comes closest to how often answers are kept. */
const VALUE_POWER = 1.5;
