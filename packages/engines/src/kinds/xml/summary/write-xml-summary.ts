import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { ComputedDraft } from "../../../ladder/draft.ts";
import { chooseRecords, type RecordChoice } from "../../csv/summary/choose-records.ts";
import { describeCells } from "../../csv/summary/describe-cells.ts";
import { idColumns } from "../../csv/summary/id-names.ts";
import { nodeText } from "../minify-xml.ts";
import { recordTable } from "../record-table.ts";
import type { XmlElement } from "../xml-node.ts";
import { attributeValues, type XmlFacts, type XmlPath } from "./collect-xml-facts.ts";
import { mainRecords } from "./main-records.ts";

/**
 * A document's element paths, a line each, deeper ones indented, attributes below their element; then elements that matter,
 * by their ordinal in the document, and markers for the rest:
 *
 *     summary: 361 elements, 1 comment
 *     testsuites
 *      @name: text all "vitest"
 *      testcase (120)
 *       @time: numbers min 0.001 max 2.5 sum 31.75
 *     ... items 1-2
 *     item 3: <testcase name="adds" time="0.001"/>
 *     ... items 4-361
 */
export function writeXmlSummary(
  facts: XmlFacts,
  choice: RecordChoice,
  style: MarkerStyle,
): ReturnType<ComputedDraft["render"]> {
  const { elementCount, commentCount, ordinals, document } = facts;
  const lines = [`summary: ${elementCount} elements, ${commentCount} comments`];
  pathLines(lines, facts.root, { indent: "", isId: false });
  const markers: (Marker & { readonly source: string })[] = [];
  let next = 1;
  let behind = 0;
  const mark = (to: number, end: number): void => {
    if (to < next) return;
    const marker = { unit: "item", from: next, to, count: to - next + 1 } as const;
    lines.push(formatMarker(marker, style));
    markers.push({ ...marker, source: document.source.slice(behind, end) });
  };
  for (const element of shownRecords(facts, choice)) {
    const [first, last] = ordinals.get(element) as readonly [number, number];
    mark(first - 1, element.from);
    lines.push(`item ${first}: ${recordLine(element, document.source)}`);
    next = last + 1;
    behind = element.to;
  }
  mark(elementCount, document.source.length);
  return { body: lines.join("\n"), markers };
}

interface PathPlace {
  readonly indent: string;
  readonly isId: boolean;
}

function pathLines(lines: string[], path: XmlPath, { indent, isId }: PathPlace): void {
  const { name, elements, values, attributes, children } = path;
  const count = elements.length === 1 ? "" : ` (${elements.length})`;
  const isTold = values.some((value) => value !== "");
  lines.push(`${indent}${name}${count}${isTold ? `: ${describeCells(values, isId)}` : ""}`);
  const keys = [...[...attributes.keys()].map((key) => `@${key}`), ...children.keys()];
  const ids = idColumns(keys);
  for (const [at, key] of [...attributes.keys()].entries()) {
    const own = describeCells(attributeValues(path, key), ids.has(at));
    lines.push(`${indent} @${key}: ${own}`);
  }
  for (const [at, child] of [...children.values()].entries()) {
    pathLines(lines, child, { indent: `${indent} `, isId: ids.has(attributes.size + at) });
  }
}

function shownRecords(facts: XmlFacts, choice: RecordChoice): XmlElement[] {
  const records = mainRecords(facts);
  if (records.length === 0) return [];
  const { source } = facts.document;
  const list = {
    source,
    places: records.map(({ from, to }) => [from, to] as const),
    columns: recordTable(records, source)?.columns ?? [],
  };
  const chosen = chooseRecords(list, choice);
  const span = records.reduce((sum, { from, to }) => sum + to - from, 0);
  const most = Math.max(source.length * MOST_SHOWN, span * choice.share);
  const shown: XmlElement[] = [];
  let length = 0;
  for (const ordinal of chosen) {
    const element = records[ordinal - 1] as XmlElement;
    length += element.to - element.from;
    const isEnd = ordinal === 1 || ordinal === records.length;
    if (isEnd || length <= most || choice.request.preserve.length > 0) shown.push(element);
  }
  return shown;
}

/** Share of the document that shown elements may take where none is asked for. */
const MOST_SHOWN = 0.1;

/** An element on one line: as it stands where it has but one, else without indentation, in JSON quotes if need be. */
function recordLine(element: XmlElement, source: string): string {
  const raw = source.slice(element.from, element.to);
  if (!raw.includes("\n")) return raw;
  const text = nodeText(element, source);
  return text.includes("\n") ? JSON.stringify(text) : text;
}
