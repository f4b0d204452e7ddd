import { GAPS, gapStrength } from "../select/gap-strength.ts";
import { preservedSpans } from "../select/preserve.ts";
import { termsOf } from "../select/score-by-query.ts";
import { sentencesOf } from "../select/sentences.ts";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { wordsOf } from "../select/words.ts";
import type { RungRequest } from "./kind-processor.ts";
import type { Source } from "./source.ts";

/** Lines, and sentences of lines, are split further from here. */
const LONG = 240;
/** Length of the pieces of a sentence that long. */
const PIECE = 80;

/** What {@link splitUnits} needs to know. */
export interface UnitSplit {
  readonly source: Source;
  readonly request: RungRequest;
  /** Indexes of units that stay whole and come before all others; everything else is split. */
  readonly kept?: ReadonlySet<number> | undefined;
  /** Indexes of the units to split; everything else stays as it is. */
  readonly large?: ReadonlySet<number> | undefined;
}

/**
 * Units that were too large to be kept as a whole, as lines, sentences and clauses, so that a limit can be filled with a part
 * of them. A piece needs the one before it, and so its unit's beginning; one that the request names needs only what its unit
 * needs. No piece ends within a word or a number.
 */
export function splitUnits(
  units: readonly Unit[],
  { source, request, kept, large }: UnitSplit,
): Unit[] {
  const split: Unit[] = [];
  const lastPieces: number[] = [];
  const rank = pieceRanker(source, request);
  for (const [index, unit] of units.entries()) {
    const parent = unit.parent === undefined ? undefined : lastPieces[unit.parent];
    if (kept?.has(index) === true) split.push({ ...unit, parent, tier: UNIT_TIERS.kept });
    else if (large?.has(index) === false) split.push({ ...unit, parent });
    else {
      let before = parent;
      for (const [from, to] of piecesOf(source, unit)) {
        const { unit: piece, isNamed } = rank({ ...unit, from, to });
        split.push(isNamed ? { ...piece, parent } : behind(piece, before, parent));
        before = split.length - 1;
      }
    }
    lastPieces.push(split.length - 1);
  }
  return split;
}

/** A piece that needs the one before it; only the first of a unit may do without what the unit needs. */
function behind(piece: Unit, before: number | undefined, parent: number | undefined): Unit {
  return before === parent
    ? { ...piece, parent }
    : { ...piece, parent: before, standsAlone: false };
}

interface RankedPiece {
  readonly unit: Unit;
  /** Whether the request names something in it. */
  readonly isNamed: boolean;
}

function pieceRanker(
  source: Source,
  { query, preserve }: RungRequest,
): (piece: Unit) => RankedPiece {
  const preserved = preservedSpans(source.text, preserve);
  const terms = query === undefined ? undefined : termsOf(query);
  return (piece) => {
    if (preserved.touches(piece.from, piece.to)) {
      return { unit: { ...piece, tier: UNIT_TIERS.preserved }, isNamed: true };
    }
    const text = source.text.slice(piece.from, piece.to);
    // What stands around a preserved piece is no more than the rest.
    const tier = piece.tier === UNIT_TIERS.preserved ? UNIT_TIERS.rest : piece.tier;
    const found = new Set(terms && wordsOf(text).filter((word) => terms.has(word))).size;
    return { unit: { ...piece, tier, score: piece.score + found }, isNamed: found > 0 };
  };
}

type Piece = readonly [from: number, to: number];

/** Lines of a unit, blank ones with the line above; long lines by sentences, long sentences by clauses. They tile the unit. */
function piecesOf(source: Source, unit: Unit): Piece[] {
  const { text } = source;
  const pieces: Piece[] = [];
  for (let from = unit.from; from < unit.to; ) {
    const line = source.lineAt(from);
    let end = Math.min(source.lineEnd(line), unit.to);
    while (end < unit.to && source.line(source.lineAt(end)).trim() === "") {
      end = Math.min(source.lineEnd(source.lineAt(end)), unit.to);
    }
    if (end - from <= LONG) pieces.push([from, end]);
    else {
      for (const sentence of sentencesOf(text, from, end)) {
        for (const clause of clausesOf(text, sentence)) pieces.push(clause);
      }
    }
    from = end;
  }
  return pieces;
}

function* clausesOf(text: string, [from, to]: Piece): Generator<Piece> {
  if (to - from <= LONG) {
    yield [from, to];
    return;
  }
  let start = from;
  let gap = 0;
  let last = 0;
  for (let at = from + PIECE; at < to; at++) {
    const strength = gapStrength(text, at);
    if (strength === GAPS.word && gap <= start) gap = at;
    if (strength === GAPS.character) last = at;
    const end = pieceEnd({ start, at, strength, gap, last });
    if (end === undefined) continue;
    yield [start, end];
    start = end;
    at = end + PIECE - 1;
  }
  yield [start, to];
}

interface PlaceInSentence {
  readonly start: number;
  readonly at: number;
  /** Of the gap at `at`. */
  readonly strength: number;
  /** The first gap between words, and the last one between characters, where they are behind `start`. */
  readonly gap: number;
  readonly last: number;
}

/** Where the piece from `start` ends when the sentence is read up to `at`; `undefined` where it goes on. */
function pieceEnd({ start, at, strength, gap, last }: PlaceInSentence): number | undefined {
  if (strength === GAPS.clause) return at;
  if (gap > start) return at - start >= 2 * PIECE ? gap : undefined;
  return at - start >= LONG && last > start ? last : undefined;
}
