import { reportsError } from "../../../select/error-lines.ts";
import { isStringNode, type JsonNode } from "../json-node.ts";

/**
 * Rows that report an error, one of each sort, in order: where a string of theirs does, or their level is one of errors. Fewer
 * where errors are the ordinary case.
 */
export function errorRows(rows: readonly JsonNode[]): readonly number[] {
  const sorts = new Map<string, number>();
  let count = 0;
  for (const [index, row] of rows.entries()) {
    const report = reportOf(row) ?? (hasErrorLevel(row) ? "" : undefined);
    if (report === undefined) continue;
    count += 1;
    if (sorts.size >= MOST_SORTS) continue;
    const sort = sortOf(messageOf(row, report));
    if (!sorts.has(sort)) sorts.set(sort, index);
  }
  const first = [...sorts.values()];
  return count > FEW && count * 4 > rows.length ? first.slice(0, FEW_SORTS) : first;
}

const MOST_SORTS = 40;
const FEW = 20;
const FEW_SORTS = 6;
const LONGEST_SORT = 160;

/** The first string in a row that reports an error. */
function reportOf(node: JsonNode): string | undefined {
  if (typeof node === "string") {
    return isStringNode(node) && reportsError(node.slice(1)) ? node.slice(1) : undefined;
  }
  for (const value of node.type === "object" ? node.values : node.items) {
    const report = reportOf(value);
    if (report !== undefined) return report;
  }
  return undefined;
}

/** Whether a row has a number of 50 or more for its level, as pino and bunyan have for errors. */
function hasErrorLevel(row: JsonNode): boolean {
  if (typeof row === "string" || row.type === "array") return false;
  const level = row.values[row.keys.findIndex((key) => key === "level" || key === "severity")];
  return level === "50" || level === "60";
}

/** What says what went wrong: the row's own message where it has one, else the report. */
function messageOf(row: JsonNode, report: string): string {
  if (typeof row === "string" || row.type === "array" || report.includes(" ")) return report;
  for (const [at, key] of row.keys.entries()) {
    const value = row.values[at];
    if (MESSAGE_KEY.test(key) && isStringNode(value)) return value.slice(1);
  }
  return report;
}

const MESSAGE_KEY = /^(?:message|msg|error|err|reason|detail|details|description|event|text)$/i;

/** A report without what differs from one to the next of its sort. */
function sortOf(text: string): string {
  return text.slice(0, LONGEST_SORT).replace(/"[^"]{0,80}"|'[^']{0,80}'|[0-9a-f]{8,}|[0-9]+/g, "0");
}
