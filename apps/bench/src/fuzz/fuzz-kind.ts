import type { ContentKind, PackOptions } from "@tokenpak/core";
import type { Random } from "./random.ts";

/** What the fuzz run needs to know of a kind. */
export interface FuzzKind {
  readonly kind: ContentKind;
  /**
   * A text of this kind, of 0 to some 20,000 characters: realistic shapes with odd values in every place that has values
   * (empty, huge, Unicode, lookalikes of the kind's own notation and of markers, CRLF, a missing last line break).
   */
  generate(random: Random): string;
  /** Hints that the text is packed with now and then, for example a command that prints such a text. Default: the kind. */
  readonly hints?: PackOptions | undefined;
  /** How many values the text holds, for the count of the run: leaves, cells, fields, or lines where a line is one value. */
  values(text: string): number;
  /**
   * Whether two texts hold the same values, by a parser that is none of ours (a library), for value-exact rungs; `undefined`
   * where that parser does not read the first text. Kinds with byte-exact rungs alone leave it out.
   */
  equal?(left: string, right: string): boolean | undefined;
}
