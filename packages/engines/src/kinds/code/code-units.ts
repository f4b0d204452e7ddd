import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { keptFolds } from "./kept-folds.ts";
import { withoutLineNumbers } from "./numbered-view.ts";
import type { Fold, Outline, Scope } from "./outline.ts";
import { outlineCode } from "./outline-code.ts";

/**
 * What a limit may leave out of code: a definition's signature, its body, the lines between definitions. Signatures are
 * structure, those at the top level before members; what stands inside a class needs the class's head. Where the structure
 * is not understood, stretches between blank lines.
 */
export function codeUnits(source: Source, request: RungRequest): readonly Unit[] {
  const plain = shownLines(source);
  const outline = outlineCode(plain);
  const pieces = outline === undefined ? paragraphs(plain) : outlinePieces(plain, outline);
  const preserved = preservedSpans(source.text, request.preserve);
  const matching = keptFolds(plain, { query: request.query, preserve: [] });
  return pieces.map(({ first, last, body, depth, parent }) => {
    const from = source.lineStart(first);
    const to = source.lineEnd(last);
    const matched = matching({ first, last });
    const own = body ? UNIT_TIERS.rest : UNIT_TIERS.structure;
    const tier = preserved.touches(from, to)
      ? UNIT_TIERS.preserved
      : matched
        ? UNIT_TIERS.match
        : own;
    return { from, to, tier, score: body ? 0 : -depth, parent };
  });
}

/** As many lines as the source has, line numbers of a view left out. */
function shownLines(source: Source): Source {
  const plain = withoutLineNumbers(source);
  // A last line that holds nothing but its number is no line without it.
  return plain.lineCount === source.lineCount ? plain : source;
}

/** Lines that are kept or left out together. */
interface Piece {
  readonly first: number;
  readonly last: number;
  /** Whether the smallest rung could leave it out. */
  readonly body: boolean;
  /** Definitions around it. */
  readonly depth: number;
  readonly parent: number | undefined;
}

function paragraphs(source: Source): readonly Piece[] {
  const pieces: Piece[] = [];
  let first = 1;
  for (let line = 1; line <= source.lineCount; line++) {
    const ends = line === source.lineCount || (isBlank(source, line) && !isBlank(source, line + 1));
    if (!ends) continue;
    pieces.push({ first, last: line, body: true, depth: 0, parent: undefined });
    first = line + 1;
  }
  return pieces;
}

function isBlank(source: Source, line: number): boolean {
  return source.text.slice(source.lineStart(line), source.lineEnd(line)).trim() === "";
}

function outlinePieces(source: Source, outline: Outline): readonly Piece[] {
  const folded = foldedLines(source, outline);
  const heads = new Set(outline.heads);
  const pieces: Piece[] = [];
  const open: OpenScope[] = [];
  let nextScope = 0;
  let head: number | undefined;
  for (let first = 1; first <= source.lineCount; ) {
    while ((open.at(-1)?.scope.last ?? first) < first) open.pop();
    const last = lastOfPiece(source, { first, folded, heads });
    const body = folded[first] === 1;
    // Bodies and closing braces need the signature above them.
    const parent = (heads.has(first) ? undefined : head) ?? open.at(-1)?.piece;
    const depth = open.length;
    for (
      let scope = outline.scopes[nextScope];
      scope !== undefined && scope.first <= last;
      scope = outline.scopes[++nextScope]
    ) {
      open.push({ scope, piece: pieces.length });
    }
    if (heads.has(first)) head = pieces.length;
    else if (!body) head = undefined;
    pieces.push({ first, last, body, depth, parent });
    first = last + 1;
  }
  return pieces;
}

interface OpenScope {
  readonly scope: Scope;
  /** Index of the piece with its head. */
  readonly piece: number;
}

/** 1 for each line that the smallest rung could leave out, by line number. */
function foldedLines(source: Source, outline: Outline): Uint8Array {
  const folded = new Uint8Array(source.lineCount + 2);
  for (const { first, last } of outermost(outline.folds)) folded.fill(1, first, last + 1);
  for (let line = 2; line <= source.lineCount; line++) {
    // A blank line that would stand between two markers goes with them.
    if (folded[line - 1] === 1 && isBlank(source, line)) folded[line] = 1;
  }
  return folded;
}

function outermost(folds: readonly Fold[]): readonly Fold[] {
  let covered = 0;
  return folds.filter((fold) => {
    if (fold.last <= covered) return false;
    covered = fold.last;
    return true;
  });
}

interface PieceStart {
  readonly first: number;
  readonly folded: Uint8Array;
  readonly heads: ReadonlySet<number>;
}

/** A piece ends where folding begins or ends, before a definition, and in long folds at a blank line. */
function lastOfPiece(source: Source, { first, folded, heads }: PieceStart): number {
  let last = first;
  while (last < source.lineCount && folded[last + 1] === folded[first] && !heads.has(last + 1)) {
    if (last - first >= 8 && isBlank(source, last)) return last;
    last++;
  }
  return last;
}
