import { createHash } from "node:crypto";
import type { ContentKind } from "@tokenpak/core";
import type { QaCase } from "./qa-cases.ts";

/** A way to put the passages of a case into one text. */
export interface ProseLayout {
  readonly name: string;
  readonly kind: ContentKind;
  textOf(one: QaCase): string;
}

/** Paragraphs with a blank line between them, as the weights were fitted on. */
export const PARAGRAPHS: ProseLayout = {
  name: "paragraphs",
  kind: "text",
  textOf: ({ passages }) => passages.join("\n\n"),
};

/** Other layouts of the same passages, so that nothing is tuned to one. */
export const OTHER_LAYOUTS: readonly ProseLayout[] = [
  {
    name: "in another order",
    kind: "text",
    textOf: ({ passages }) => shuffled(passages).join("\n\n"),
  },
  {
    name: "wrapped at 80 columns",
    kind: "text",
    textOf: ({ passages }) => passages.map(wrapped).join("\n\n"),
  },
  {
    name: "all on one line",
    kind: "text",
    textOf: ({ passages }) => passages.join(" ").replaceAll("\n", " "),
  },
  {
    name: "Markdown, a heading each",
    kind: "markdown",
    textOf: ({ passages }) => passages.map(underHeading).join("\n\n"),
  },
];

/** By the hashes of the passages: an order that no file had. */
function shuffled(passages: readonly string[]): readonly string[] {
  const key = (text: string): string => createHash("sha256").update(text).digest("hex");
  return passages.toSorted((left, right) => (key(left) < key(right) ? -1 : 1));
}

function wrapped(passage: string): string {
  return passage
    .split("\n")
    .map((line) => line.replace(/(.{60,79}) +(?=\S)/g, "$1\n"))
    .join("\n");
}

/** The title of the passage, where it begins with one, as its heading. */
function underHeading(passage: string, index: number): string {
  const end = passage.indexOf("\n");
  return end < 0
    ? `## Passage ${index + 1}\n\n${passage}`
    : `## ${passage.slice(0, end)}\n\n${passage.slice(end + 1)}`;
}
