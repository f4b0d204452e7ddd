import { type Marker, readMarker } from "@tokenpak/core";
import type { VerifyInput } from "../../../ladder/kind-processor.ts";
import type { Source } from "../../../ladder/source.ts";
import { wrongNumber } from "./expect-items.ts";
import { type ExpectedPage, expectPage, type OmittedSpan } from "./expect-page.ts";
import { type PageOutput, readOutput } from "./read-output.ts";

/**
 * Whether an output shows what the page shows, no more and no less but what its markers name: letter by letter, each heading as a
 * heading, each cell in its row and column, each block of code as it is, each address behind its link. Reads the source with a
 * scanner of its own, without a tree. Answers what is wrong, or `undefined`.
 */
export function verifyPage(source: Source, output: VerifyInput): string | undefined {
  const { body, sigil, level, grade } = output;
  const addresses = level === "page";
  const markers: Marker[] = [];
  const lines: string[] = [];
  for (const line of body.split("\n")) {
    const marker = line.includes(sigil) ? readMarker(line, sigil) : undefined;
    if (marker === undefined) lines.push(line);
    else markers.push(marker);
  }
  const spans = spansOf(source, markers);
  if (typeof spans === "string") return spans;
  const found = readOutput(lines, addresses);
  // A page that shows everything marks only what is hidden, so nothing of it may be missing there.
  const omitted = grade === "facts-verified" ? [] : spans;
  const expected = expectPage(source.text, { addresses, omitted });
  return firstDifference(expected, found) ?? (addresses ? wrongLink(expected, found) : undefined);
}

/** The stretches that markers name, in order; the last marker may count what hides in a range instead. */
function spansOf(source: Source, markers: readonly Marker[]): OmittedSpan[] | string {
  const spans: OmittedSpan[] = [];
  let end = 0;
  for (const [at, marker] of markers.entries()) {
    const isLast = at === markers.length - 1;
    if (isLast && marker.unit === "span" && marker.count > 1) break;
    const span = spanOf(source, marker);
    if (span === undefined) return "a marker names no stretch of the source";
    if (span.from < end && !isLast) return "markers are not in the order of the source";
    if (span.from < end) break;
    spans.push(span);
    end = span.to;
  }
  return spans;
}

function spanOf(source: Source, { unit, from, to, count }: Marker): OmittedSpan | undefined {
  if (from < 1 || to < from) return undefined;
  if (unit === "line" && count === to - from + 1 && to <= source.lineCount) {
    return { from: source.lineStart(from), to: source.lineEnd(to) };
  }
  const isSpan = unit === "span" && count === 1 && to <= source.text.length;
  return isSpan ? { from: from - 1, to } : undefined;
}

function firstDifference(expected: ExpectedPage, found: PageOutput): string | undefined {
  if (expected.letters !== found.letters) return differenceOf(expected.letters, found.letters);
  const heading = firstMissing(
    expected.headings,
    found.headings,
    (one, other) => one.level === other.level && one.letters === other.letters,
  );
  if (heading !== undefined) return `the heading "${heading.letters.slice(0, 60)}" is missing`;
  const item = wrongNumber(expected.items, found.items);
  if (item !== undefined) return `an item is not number ${item.number}`;
  const code = firstMissing(
    expected.codes.map(withoutEnds).filter((text) => text.trim() !== ""),
    found.codes,
    isSame,
  );
  if (code !== undefined) return `the code "${code.slice(0, 60)}" is not as it was`;
  const filled = expected.rows.map(trimmed).filter((row) => row.length > 0);
  const row = firstMissing(filled, found.rows, (one, other) => one.join("|") === other.join("|"));
  return row && `the row "${row.join("|").slice(0, 60)}" is missing`;
}

function differenceOf(expected: string, found: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  const near = (text: string): string => JSON.stringify(text.slice(at, at + 40));
  return `the page goes on with ${near(expected)}, the output with ${near(found)}`;
}

/** The first that does not stand among the others, in order. */
function firstMissing<T>(
  wanted: readonly T[],
  found: readonly T[],
  isEqual: (one: T, other: T) => boolean,
): T | undefined {
  let at = 0;
  for (const one of found) if (at < wanted.length && isEqual(wanted[at] as T, one)) at++;
  return wanted[at];
}

function isSame(one: string, other: string): boolean {
  return one === other;
}

/** Code without the line break at its end, which is no part of it. */
function withoutEnds(code: string): string {
  return code.replace(/\r?\n$/, "");
}

function trimmed(row: readonly string[]): readonly string[] {
  const last = row.findLastIndex((cell) => cell !== "");
  return row.slice(0, last + 1);
}

/** An address that stands behind no link of the source, or one that is missing. */
function wrongLink(expected: ExpectedPage, found: PageOutput): string | undefined {
  const loose = new Map(expected.looseLinks);
  let at = 0;
  for (const link of found.links) {
    const next = expected.links[at];
    if (next?.at === link.at && next.address === link.address) {
      at++;
      continue;
    }
    const left = loose.get(link.address) ?? 0;
    if (left === 0) return `the address "${link.address.slice(0, 60)}" stands behind another text`;
    loose.set(link.address, left - 1);
  }
  const missing = expected.links[at];
  return missing && `the address "${missing.address.slice(0, 60)}" is missing`;
}
