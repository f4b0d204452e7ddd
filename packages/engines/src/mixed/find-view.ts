import { fileTypeOf, languageOfFileType } from "@tokenpak/core";
import { headerLanguage } from "../detect/header-language.ts";
import { numberedCode } from "../detect/numbered-code.ts";
import { lineNumberOf } from "../terminal/numbered-line.ts";

/** Fewer numbered lines may be anything. */
const LEAST_LINES = 6;

/** Lines above a view in which its path is looked for. */
const LINES_ABOVE = 3;

/** A view of code in which every line begins with its number. */
export interface View {
  /** Last line, from 1. */
  readonly lastLine: number;
  readonly language: string;
}

/** Finds views of files in lines without their breaks. Linear, as no line is part of two views. */
export class ViewFinder {
  readonly #lines: readonly string[];
  /** No view begins before this line, from 1. */
  #noneBefore = 1;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /**
   * The view that begins on a line: numbers that count on, of a file whose path stands in the lines above it, or of code by its
   * looks. `undefined` where none does. Lines must be asked for in order.
   */
  at(line: number): View | undefined {
    if (line < this.#noneBefore) return undefined;
    const first = lineNumberOf(this.#lines[line - 1] ?? "");
    if (first === undefined) return undefined;
    let next = line;
    while (this.#valueAt(next) === first.value + next - line) next++;
    this.#noneBefore = next;
    if (next - line < LEAST_LINES) return undefined;
    const shown = this.#lines.slice(line - 1, next - 1);
    const language = this.#languageAbove(line, shown) ?? numberedCode(shown)?.language;
    return language === undefined ? undefined : { lastLine: next - 1, language };
  }

  #valueAt(line: number): number | undefined {
    return lineNumberOf(this.#lines[line - 1] ?? "")?.value;
  }

  #languageAbove(line: number, shown: readonly string[]): string | undefined {
    for (let above = line - 1; above >= Math.max(1, line - LINES_ABOVE); above--) {
      const path = /[\w./\\-]{1,300}\.\w{1,12}/.exec(this.#lines[above - 1]?.slice(0, 400) ?? "");
      if (path === null) continue;
      const fileType = fileTypeOf(path[0]);
      return fileType === "h" ? headerLanguage(shown.join("\n")) : languageOfFileType(fileType);
    }
    return undefined;
  }
}
