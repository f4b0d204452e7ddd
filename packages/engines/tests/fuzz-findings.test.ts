import type { ContentKind } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../src/heuristic-engine.ts";

const containers = (odd: string): string =>
  `CONTAINER ID   IMAGE   STATUS\n${Array.from(
    { length: 120 },
    (_, at) => `${at}   app:${at % 3}${at === 7 ? odd : "   "}Up`,
  ).join("\n")}`;

/** Texts for which a rung was once refused by its own check. */
const FINDINGS: readonly (readonly [what: string, kind: ContentKind, text: string])[] = [
  ["a byte order mark in a cell", "listing", containers(" \ufeff   ")],
  ["a gap of blanks and a tab", "listing", containers("  \t ")],
  [
    "a line of a paragraph that begins like a tag",
    "markdown",
    `t\n<d. User: what about it? x Большой дом стоит на горе. Никто не знает почему.\n${"More text follows. ".repeat(9)}`,
  ],
  [
    "a quote that opens in the last record",
    "csv",
    'id\t"rme"\td \t"l"\t"e"\tne\r\nuser0004\t1028\t/ar"\t\nuser0004\t1028\t/srv/data/part-0/file-28.txt\te\t"\t\nuser0004\t1028\t/srv/data/part-0/file-28.txt\ted"""\t',
  ],
];

describe("HeuristicEngine", () => {
  it.each(FINDINGS)("refuses no rung of %s", (_, kind, text) => {
    expect(new HeuristicEngine().pack(text, { kind }).verifyFailures).toBe(0);
  });
});
