import { formatMarker } from "@tokenpak/core";
import { rankUnits } from "../select/rank-units.ts";
import { textStretches } from "../select/text-stretches.ts";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { type Candidate, type LadderContext, realise } from "./candidate.ts";
import type { Cut, CutDraft } from "./draft.ts";
import { extendWindow } from "./extend-window.ts";
import type { RungRequest } from "./kind-processor.ts";
import { rankWindows } from "./rank-windows.ts";
import { Selection } from "./selection.ts";
import { splitSkipped } from "./split-skipped.ts";
import { splitUnits } from "./split-units.ts";

/** Rounds of adding what still fits after an exact count. */
const ROUNDS = 3;

/** A unit that is asked for is taken apart where it takes more than this share of the limit, and so found no room. */
const LARGE_SHARE = 0.9;

/** Characters of the longest tokens there are: runs of white space. What has more of them for each token of a limit is not counted. */
const LONGEST_TOKEN = 130;

/** Tokens of the smallest window that is worth two markers. */
const SMALL_WINDOW = 24;

/** Characters of a token: tried from long to short. */
const LONG_TOKEN = 6;
const SHORT_TOKEN = 3;
const SHORTER = 0.75;

/** Below this chance to hold what is asked for another selection is tried. */
const LITTLE_CHANCE = 0.3;

/** A limit with more than this share of it unused is filled with parts of what did not fit as a whole. */
const UNUSED_SHARE = 0.05;

/**
 * The source with as much kept as `maxTokens` allows, in the order of the units' tiers and scores: an extractive rung made to
 * measure. Room that no whole unit fits into goes to parts of the next ones. `undefined` where not even a marker for everything
 * fits.
 */
export function fitUnits(
  context: LadderContext,
  request: RungRequest,
  maxTokens: number,
): Candidate | undefined {
  return fittest(context, request, maxTokens)?.candidate;
}

/** What {@link fitUnits} leaves out of a content that is a part of another one; its envelope counts towards the limit. */
export function fitCuts(
  context: LadderContext,
  request: RungRequest,
  maxTokens: number,
): CutDraft | undefined {
  const filled = fittest(context, request, maxTokens);
  return filled && draftOf(filled.units, filled.selection);
}

function fittest(
  context: LadderContext,
  request: RungRequest,
  maxTokens: number,
): Filled | undefined {
  const fit = { context, request, maxTokens };
  const whole = fill(context, inWindows(unitsOf(context, request), fit), maxTokens);
  if (whole === undefined) return undefined;
  const filled = withoutParents(
    withPartsOfSkippedUnits(withPartsOfLargeUnits(whole, fit), fit),
    fit,
  );
  const { candidate, units, selection } = filled;
  const longer = withLongerWindow(filled, fit);
  if (longer !== undefined) return longer;
  if (maxTokens - candidate.tokens <= maxTokens * UNUSED_SHARE) return filled;
  const kept = new Set([...units.keys()].filter((at) => selection.keeps(at)));
  const pieces = splitUnits(units, { source: context.source, request, kept });
  const finer = fill(context, pieces, maxTokens);
  return finer !== undefined && finer.candidate.tokens > candidate.tokens ? finer : filled;
}

/** What is left of a limit where hardly another window has room goes to the words behind the likeliest one. */
function withLongerWindow(filled: Filled, { context, maxTokens }: Fit): Filled | undefined {
  const { kind, source } = context;
  if (kind.isProse !== true) return undefined;
  const left = maxTokens - filled.candidate.tokens;
  if (left <= 0 || left > Math.max(SMALL_WINDOW, maxTokens * UNUSED_SHARE)) return undefined;
  const { units, selection } = filled;
  const { text } = source;
  const wholes = kind.wholes?.(source) ?? [];
  const mayTear = ({ from, to }: Unit): boolean =>
    !wholes.some((whole) => whole.from < to && whole.to > from);
  for (let characters = left * LONG_TOKEN; characters >= SHORT_TOKEN; characters *= SHORTER) {
    const keeps = (at: number): boolean => selection.keeps(at);
    const longer = extendWindow(text, {
      units,
      keeps,
      mayTear,
      characters: Math.floor(characters),
    });
    if (longer === undefined) return undefined;
    const keptAll = Selection.of(longer, ({ tier }) => tier === UNIT_TIERS.kept);
    const candidate = write(context, longer, keptAll);
    if (candidate.tokens <= maxTokens) return { candidate, units: longer, selection: keptAll };
  }
  return undefined;
}

interface Fit {
  readonly context: LadderContext;
  readonly request: RungRequest;
  readonly maxTokens: number;
}

function inWindows(units: readonly Unit[], { context, maxTokens }: Fit): readonly Unit[] {
  const { text, tokens } = context.source;
  const perCharacter = tokens / Math.max(1, text.length);
  return rankWindows(units, {
    tokensOf: ({ from, to }) => (to - from) * perCharacter,
    markerTokens: markerTokensOf(context),
    maxTokens,
  });
}

/** The likeliest units that found no room are taken apart, so that parts of them come before what is less likely. */
function withPartsOfSkippedUnits(whole: Filled, fit: Fit): Filled {
  const { context, request, maxTokens } = fit;
  const { units, selection } = whole;
  const pieces = splitSkipped(units, context.source, {
    query: request.query,
    isKept: (at) => selection.keeps(at),
  });
  if (pieces === undefined) return whole;
  const finer = fill(context, inWindows(pieces, fit), maxTokens);
  return finer !== undefined && chanceOf(finer) > chanceOf(whole) ? finer : whole;
}

/** Where what is asked for finds no room below the headings that it needs, it comes without them. */
function withoutParents(filled: Filled, fit: Fit): Filled {
  const chance = chanceOf(filled);
  if (chance >= LITTLE_CHANCE || !filled.units.some(isLikelyChild)) return filled;
  const units = filled.units.map((unit): Unit => {
    return isLikelyChild(unit) ? { ...unit, parent: undefined } : unit;
  });
  const orphans = fill(fit.context, inWindows(units, fit), fit.maxTokens);
  if (orphans === undefined) return filled;
  const finer = withPartsOfSkippedUnits(orphans, fit);
  return chanceOf(finer) > 2 * chance ? finer : filled;
}

function isLikelyChild({ parent, standsAlone, chance = 0 }: Unit): boolean {
  return parent !== undefined && standsAlone === true && chance > 0;
}

/** How likely what is kept holds what is asked for. */
function chanceOf({ units, selection }: Filled): number {
  let sum = 0;
  for (const [at, { chance = 0 }] of units.entries()) if (selection.keeps(at)) sum += chance;
  return sum;
}

/** Units that are asked for and too large to find room are taken apart before anything less important takes it. */
function withPartsOfLargeUnits(whole: Filled, { context, request, maxTokens }: Fit): Filled {
  const { source } = context;
  const { units, selection } = whole;
  const most = maxTokens * LARGE_SHARE;
  const isLarge = ({ tier, from, to }: Unit): boolean => {
    if (tier === UNIT_TIERS.preserved) return true;
    // No UTF-16 unit takes more than three bytes, and no byte more than a token.
    if (tier > UNIT_TIERS.match || (to - from) * 3 <= most) return false;
    if (to - from > maxTokens * LONGEST_TOKEN) return true;
    return source.counter.count(source.text.slice(from, to)) > most;
  };
  const large = new Set<number>();
  for (const [index, unit] of units.entries()) {
    if (!selection.keeps(index) && isLarge(unit)) large.add(index);
  }
  if (large.size === 0) return whole;
  return fill(context, splitUnits(units, { source, request, large }), maxTokens) ?? whole;
}

interface Filled {
  readonly candidate: Candidate;
  readonly units: readonly Unit[];
  readonly selection: Selection;
}

function fill(
  context: LadderContext,
  units: readonly Unit[],
  maxTokens: number,
): Filled | undefined {
  const { source } = context;
  const selection = new Selection(units, {
    tokensOf: ({ from, to }) =>
      to - from > maxTokens * LONGEST_TOKEN
        ? Number.POSITIVE_INFINITY
        : source.counter.count(source.text.slice(from, to)),
    markerTokens: markerTokensOf(context),
  });
  let best = write(context, units, selection);
  if (best.tokens > maxTokens) return undefined;
  for (let round = 0; round < ROUNDS; round++) {
    if (selection.add(maxTokens - best.tokens) === 0) break;
    let next = write(context, units, selection);
    while (next.tokens > maxTokens) {
      selection.drop(next.tokens - maxTokens);
      next = write(context, units, selection);
    }
    if (next.tokens <= best.tokens) break;
    best = next;
  }
  return { candidate: best, units, selection };
}

/** The smallest selection there is: one marker for everything. */
export function smallestFit(context: LadderContext, request: RungRequest): Candidate {
  const units = unitsOf(context, request);
  return write(context, units, new Selection([], { tokensOf: () => 0, markerTokens: 0 }));
}

function unitsOf({ kind, source }: LadderContext, request: RungRequest): readonly Unit[] {
  return kind.units?.(source, request) ?? rankUnits(source.text, textStretches(source), request);
}

function write(context: LadderContext, units: readonly Unit[], selection: Selection): Candidate {
  return realise(draftOf(units, selection), context);
}

function draftOf(units: readonly Unit[], selection: Selection): CutDraft {
  return { type: "cuts", level: "selected", grade: "extractive", cuts: cutsOf(units, selection) };
}

function markerTokensOf({ bare, source }: LadderContext): number {
  if (bare) return 0;
  const { counter, lineCount } = source;
  const marker = { unit: "line", from: lineCount, to: lineCount + 1, count: 2 } as const;
  return counter.count(`${formatMarker(marker)}\n`);
}

function cutsOf(units: readonly Unit[], selection: Selection): Cut[] {
  const cuts: Cut[] = [];
  for (let first = 0; first < units.length; first++) {
    if (selection.keeps(first)) continue;
    let last = first;
    while (last + 1 < units.length && !selection.keeps(last + 1)) last++;
    cuts.push({ from: (units[first] as Unit).from, to: (units[last] as Unit).to });
    first = last;
  }
  return cuts;
}
