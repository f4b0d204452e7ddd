import type { Cut } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { newestTurnStart } from "../../select/newest-turn.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { scoreByTelling } from "../../select/score-by-telling.ts";
import { sentencesOf } from "../../select/sentences.ts";
import type { Unit } from "../../select/unit.ts";
import { unwrapped } from "../../select/unwrapped.ts";
import { wordsOf } from "../../select/words.ts";
import { blocksOf, type MarkdownBlock } from "./blocks.ts";
import { decodeLinks } from "./decode-links.ts";
import { encodeLinks } from "./encode-links.ts";
import { structureCuts } from "./structure-cuts.ts";
import { verifyStructure } from "./verify-structure.ts";

/**
 * Markdown. Rungs: `links` is the whole text with the common beginnings of addresses in a legend; `structure` keeps headings,
 * tables, lists, code, links and every sentence that states a figure; `outline` keeps headings, the heads of tables and what matches the query; `headings` the headings alone.
 */
export const markdownKind: KindProcessor = {
  name: "markdown",
  version: 2,
  kind: "markdown",
  isProse: true,
  *rungs(source, request) {
    const blocks = blocksOf(source);
    if (blocks.length === 0) return;
    const body = encodeLinks(source.text);
    if (body !== undefined) yield { type: "encoded", level: "links", grade: "byte-exact", body };
    yield {
      type: "cuts",
      level: "structure",
      grade: "facts-verified",
      cuts: structureCuts(source, blocks, request),
    };
    const matches = matcher(source, request);
    const isHeading = ({ type }: MarkdownBlock): boolean => type === "heading";
    const outlined = blocks.filter(
      (block) => isHeading(block) || block.type === "matter" || matches(block),
    );
    yield {
      type: "cuts",
      level: "outline",
      grade: "extractive",
      cuts: cutsBetween(source, blocks, outlined),
    };
    const headings = blocks.filter(isHeading);
    yield {
      type: "cuts",
      level: "headings",
      grade: "extractive",
      cuts: cutsBetween(source, blocks, headings),
    };
  },
  units(source, request) {
    const newestTurn = newestTurnStart(source.text);
    const units = rankUnits(
      source.text,
      markdownStretches(source, deepestHeading(source, request)),
      { ...request, newestTurn, scoresRest: false },
    );
    return scoreByTelling(source.text, units, openingsOf(source, units));
  },
  wholes: (source) =>
    blocksOf(source)
      .filter(isWhole)
      .flatMap((block) => linesOf(source, block)),
  decoders: { markdown2: decodeLinks },
  verify(source, { body, sigil, grade }) {
    return grade === "facts-verified" ? verifyStructure(source.text, body, sigil) : undefined;
  },
};

/** Prose, quotations and items of lists may lose words; lines of anything else are read as they are, or not at all. */
function isWhole({ type }: MarkdownBlock): boolean {
  return type !== "prose" && type !== "quote" && type !== "item";
}

/** A block's lines; those without which the next or last one cannot be read (fences, the head of a table) go with it. */
function linesOf(
  source: Source,
  { type, firstLine, lastLine }: MarkdownBlock,
): { readonly from: number; readonly to: number }[] {
  const isShort = lastLine - firstLine < SHORT_BLOCK && type !== "table" && type !== "html";
  if (isShort || type === "heading") {
    return [{ from: source.lineStart(firstLine), to: source.lineEnd(lastLine) }];
  }
  const begin = type === "table" ? 2 : type === "code" ? 1 : 0;
  const end = type === "code" ? 1 : 0;
  const lines: { readonly from: number; readonly to: number }[] = [];
  for (let line = firstLine; line <= lastLine; ) {
    const last = line === firstLine ? Math.min(line + begin, lastLine) : line;
    const to = last >= lastLine - end ? lastLine : last;
    lines.push({ from: source.lineStart(line), to: source.lineEnd(to) });
    line = to + 1;
  }
  return lines;
}

/** Blocks of fewer lines stay or go as a whole. */
const SHORT_BLOCK = 12;

/** Units right below a heading, and the first of all: they say what the others are about. */
function openingsOf({ text }: Source, units: readonly Unit[]): ReadonlySet<number> {
  const openings = new Set<number>();
  for (const [at, { from, parent }] of units.entries()) {
    const isBelow =
      parent === at - 1 && !/^\s*(?:[-*+|<`~]|\d+[.)])/.test(text.slice(from, from + 20));
    if (at === 0 || isBelow) openings.add(at);
  }
  return openings;
}

/** Everything but the kept blocks. */
function cutsBetween(
  source: Source,
  blocks: readonly MarkdownBlock[],
  kept: readonly MarkdownBlock[],
): Cut[] {
  const stays = new Set(kept);
  return blocks
    .filter((block) => !stays.has(block))
    .map(({ firstLine, paddedLine }) => ({
      from: source.lineStart(firstLine),
      to: source.lineEnd(paddedLine),
    }));
}

function matcher(
  source: Source,
  { query, preserve }: RungRequest,
): (block: MarkdownBlock) => boolean {
  const preserved = preservedSpans(source.text, preserve);
  const terms = query === undefined ? undefined : termsOf(query);
  return (block) => {
    const [from, to] = [source.lineStart(block.firstLine), source.lineEnd(block.lastLine)];
    if (preserved.touches(from, to)) return true;
    return (
      terms !== undefined && wordsOf(source.text.slice(from, to)).some((word) => terms.has(word))
    );
  };
}

/** Headings that come before all that stands below them take this share of a limit at most. */
const OUTLINE_SHARE = 0.3;

/** What a heading costs besides its characters: the marker of what stands below it. */
const MARKER_CHARACTERS = 24;

/** The deepest level of which all headings fit into their share of the limit. */
function deepestHeading(source: Source, { maxTokens }: RungRequest): number {
  if (maxTokens === undefined) return DEEPEST;
  const lengths = new Float64Array(DEEPEST + 1);
  for (const { type, level, firstLine, lastLine } of blocksOf(source)) {
    if (type !== "heading") continue;
    const length = source.lineEnd(lastLine) - source.lineStart(firstLine);
    lengths[level] = (lengths[level] ?? 0) + length + MARKER_CHARACTERS;
  }
  let room = (maxTokens * OUTLINE_SHARE * source.text.length) / Math.max(1, source.tokens);
  for (let level = 1; level <= DEEPEST; level++) {
    room -= lengths[level] ?? 0;
    if (room < 0) return level - 1;
  }
  return DEEPEST;
}

const DEEPEST = 6;

/**
 * Blocks as stretches for a limit: each needs the heading above it; a table goes row by row below its head, a long paragraph
 * sentence by sentence.
 */
function markdownStretches(source: Source, deepest: number): Stretch[] {
  const stretches: Stretch[] = [];
  const headings: { readonly level: number; readonly index: number }[] = [];
  for (const block of blocksOf(source)) {
    if (block.type === "heading") {
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
    }
    const parent = headings.at(-1)?.index;
    const index = stretches.length;
    for (const one of stretchesOf(source, block, { parent, index, deepest })) stretches.push(one);
    if (block.type === "heading") headings.push({ level: block.level, index });
  }
  return stretches;
}

interface StretchPlace {
  readonly parent: number | undefined;
  readonly index: number;
  /** Headings down to this level come before what stands below them. */
  readonly deepest: number;
}

function stretchesOf(source: Source, block: MarkdownBlock, at: StretchPlace): Stretch[] {
  const from = source.lineStart(block.firstLine);
  const to = source.lineEnd(block.paddedLine);
  const whole: Stretch = {
    from,
    to,
    parent: at.parent,
    passage: at.parent ?? 0,
    structural: block.type === "heading" && block.level <= at.deepest,
    isTitle: block.type === "heading",
    mayReport: block.type === "code",
  };
  if (block.type === "table") return tableRows(source, block, at);
  if (block.type !== "prose" || to - from < 240) return [whole];
  return sentencesOf(unwrapped(source.text.slice(from, to)), 0, to - from).map(([start, end]) => ({
    ...whole,
    from: from + start,
    to: from + end,
  }));
}

function tableRows(
  source: Source,
  block: MarkdownBlock,
  at: { readonly parent: number | undefined; readonly index: number },
): Stretch[] {
  const head: Stretch = {
    from: source.lineStart(block.firstLine),
    to: source.lineEnd(Math.min(block.firstLine + 1, block.paddedLine)),
    parent: at.parent,
    mayReport: false,
  };
  const rows: Stretch[] = [head];
  for (let line = block.firstLine + 2; line <= block.lastLine; line++) {
    const to = source.lineEnd(line === block.lastLine ? block.paddedLine : line);
    rows.push({
      from: source.lineStart(line),
      to,
      parent: at.index,
      passage: at.index,
      mayReport: false,
    });
  }
  return rows;
}
