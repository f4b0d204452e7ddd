import type { Cut } from "../../ladder/draft.ts";
import type { Source } from "../../ladder/source.ts";
import { FOLD_LEVELS, type Fold, type FoldLevel, type Outline } from "./outline.ts";

/** Characters other than white space that a marker costs, roughly; a fold of fewer saves nothing. */
const MARKER_CHARACTERS = 36;

/** What to leave out of a code file. */
export interface CutChoice {
  readonly outline: Outline;
  readonly level: FoldLevel;
  /** Whether lines must stay; asked once for each fold. */
  readonly stays: (fold: Fold) => boolean;
}

/** The cuts of a level: its folds, those that touch joined, those that save nothing left open. */
export function chooseCuts(source: Source, choice: CutChoice): readonly Cut[] {
  return joinFolds(source, choice)
    .filter((fold) => charactersOf(source, fold) > MARKER_CHARACTERS + fold.indent.trim().length)
    .map((fold) => ({
      from: source.lineStart(fold.first),
      to: source.lineEnd(fold.last),
      indent: fold.indent,
    }));
}

/** Folds of a level that touch, or have only blank lines between them, as one; folds inside others left out. */
function joinFolds(source: Source, { outline, level, stays }: CutChoice): readonly Fold[] {
  const rank = FOLD_LEVELS.indexOf(level);
  const joined: Fold[] = [];
  for (const fold of outline.folds) {
    if (FOLD_LEVELS.indexOf(fold.level) > rank) continue;
    const above = joined.at(-1);
    if (above !== undefined && fold.last <= above.last) continue;
    if (stays(fold)) continue;
    if (above === undefined || !isBlankBetween(source, above.last, fold.first)) joined.push(fold);
    else joined[joined.length - 1] = { ...above, last: fold.last };
  }
  return joined;
}

function isBlankBetween(source: Source, above: number, below: number): boolean {
  const between = source.text.slice(source.lineEnd(above), source.lineStart(below));
  return below <= above + 1 || between.trim() === "";
}

function charactersOf(source: Source, fold: Fold): number {
  let characters = 0;
  for (let line = fold.first; line <= fold.last && characters < 400; line++) {
    characters += source.line(line).trim().length;
  }
  return characters;
}
