import { type Marker, readMarker } from "@tokenpak/core";
import { checkCells } from "../../csv/summary/check-cells.ts";
import { idColumns } from "../../csv/summary/id-names.ts";
import { equalXml } from "../equal-xml.ts";
import { type ScannedXml, type ScannedXmlPath, scanXmlFacts } from "./scan-xml-facts.ts";

/**
 * Reads a summary line by line against a second reading of its source: every path of elements and every attribute must be
 * there, with its count and all figures true, every shown element equal to the source's, and every other one under a marker.
 * Answers what is wrong, or `undefined`.
 */
export function verifyXmlSummary(
  source: string,
  { body, sigil }: { readonly body: string; readonly sigil: string },
): string | undefined {
  const scanned = scanXmlFacts(source);
  if (scanned === undefined) return "the source is no XML";
  const lines = body.split("\n");
  const head = `summary: ${scanned.places.length} elements, ${scanned.comments} comments`;
  if (lines[0] !== head) return "its first line is wrong";
  const checker = new Checker(source, scanned);
  for (const [index, line] of lines.slice(1).entries()) {
    const marker = line.includes(sigil) ? readMarker(line, sigil) : undefined;
    const wrong = marker === undefined ? checker.line(line) : checker.marker(marker);
    if (wrong !== undefined) return `line ${index + 2} of the summary: ${wrong}`;
  }
  return checker.missing();
}

/** A line that must come. */
interface Expected {
  /** What it begins with. */
  readonly start: string;
  /** What it must describe behind a colon; `undefined` where nothing. */
  readonly values: readonly (string | undefined)[] | undefined;
  readonly isId: boolean;
}

class Checker {
  readonly #source: string;
  readonly #scanned: ScannedXml;
  readonly #expected: Expected[] = [];
  #at = 0;
  /** Ordinal of the next element that must be shown or marked. */
  #next = 1;
  #wasMarker = false;

  constructor(source: string, scanned: ScannedXml) {
    this.#source = source;
    this.#scanned = scanned;
    expect(this.#expected, scanned.top, "");
  }

  line(line: string): string | undefined {
    this.#wasMarker = false;
    const expected = this.#expected[this.#at];
    if (expected === undefined) return this.#item(line);
    this.#at += 1;
    const { start, values, isId } = expected;
    if (values === undefined) return line === start ? undefined : "a path is missing or wrong";
    if (!line.startsWith(`${start}: `)) return "a path is missing or wrong";
    const isTrue = checkCells(line.slice(start.length + 2), values, isId);
    return isTrue ? undefined : "a figure is wrong";
  }

  marker({ unit, from, to, count }: Marker): string | undefined {
    const isRight =
      this.#at === this.#expected.length &&
      !this.#wasMarker &&
      unit === "item" &&
      from === this.#next &&
      to <= this.#scanned.places.length &&
      count === to - from + 1;
    this.#next = to + 1;
    this.#wasMarker = true;
    return isRight ? undefined : "the marker is wrong";
  }

  missing(): string | undefined {
    if (this.#at < this.#expected.length) return "a path is missing";
    return this.#next === this.#scanned.places.length + 1 ? undefined : "elements are missing";
  }

  #item(line: string): string | undefined {
    const match = /^item ([0-9]+): (.*)$/s.exec(line);
    const ordinal = Number(match?.[1]);
    const place = this.#scanned.places[ordinal - 1];
    if (match === null || place === undefined || ordinal !== this.#next) {
      return "the element is out of place";
    }
    this.#next += place.size;
    const own = this.#source.slice(place.from, place.to);
    const text = match[2] as string;
    if (text === own) return undefined;
    return equalXml(text.startsWith('"') ? unquote(text) : text, own)
      ? undefined
      : "the element is not the source's";
  }
}

/** The lines below a path, deeper ones indented. Recursive: paths of summaries are not deep, and others have no output. */
function expect(lines: Expected[], { children, attributes }: ScannedXmlPath, indent: string): void {
  const keys = [...[...attributes.keys()].map((key) => `@${key}`), ...children.keys()];
  const ids = idColumns(keys);
  let at = attributes.size;
  for (const [name, path] of children) {
    const isTold = path.values.some((value) => value !== "");
    const start = `${indent}${name}${path.count === 1 ? "" : ` (${path.count})`}`;
    lines.push({ start, values: isTold ? path.values : undefined, isId: ids.has(at++) });
    const own = [...[...path.attributes.keys()].map((key) => `@${key}`), ...path.children.keys()];
    const ownIds = idColumns(own);
    for (const [index, [key, values]] of [...path.attributes].entries()) {
      const all = Array.from({ length: path.count }, (_, row) => values.get(row));
      lines.push({ start: `${indent} @${key}`, values: all, isId: ownIds.has(index) });
    }
    expect(lines, path, `${indent} `);
  }
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return "";
  }
}
