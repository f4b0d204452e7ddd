import { fitsWell } from "./fits-well.ts";
import type { SearchLine, SearchResults } from "./search-results.ts";
import { digitsEnd } from "./split-match.ts";

/** Reads `12:text` and `13-text`, below a heading with their file's path or below none. */
export function readHeadings(lines: readonly string[]): SearchResults | undefined {
  const columns = haveColumns(lines);
  const read: SearchLine[] = [];
  let path = "";
  for (const [index, line] of lines.entries()) {
    const own = numbered(line, { path, columns });
    if (own !== undefined) {
      read.push(own);
    } else if (isHeading(lines, index)) {
      path = line;
      read.push({ type: "heading", path });
    } else {
      read.push({ type: "other", text: line });
    }
  }
  return fitsWell(read) ? { shape: "headings", columns, lines: read } : undefined;
}

function isHeading(lines: readonly string[], index: number): boolean {
  const line = lines[index] as string;
  const isFirst = index === 0 || lines[index - 1] === "";
  return isFirst && line !== "" && line !== "--" && markOf(lines[index + 1] ?? "") !== undefined;
}

/** Offset behind the number that begins a line, where a colon or a dash follows it. */
function markOf(line: string): number | undefined {
  const end = digitsEnd(line, 0);
  const mark = line.charCodeAt(end);
  return end > 0 && (mark === 58 || mark === 45) ? end : undefined;
}

function numbered(
  line: string,
  { path, columns }: { readonly path: string; readonly columns: boolean },
): SearchLine | undefined {
  const end = markOf(line);
  if (end === undefined) return undefined;
  const number = line.slice(0, end);
  const isMatch = line[end] === ":";
  if (!isMatch || !columns) {
    const at = { number, column: "", text: line.slice(end + 1) };
    return { type: isMatch ? "match" : "context", path, at };
  }
  const columnEnd = digitsEnd(line, end + 1);
  if (columnEnd === end + 1 || line[columnEnd] !== ":") return undefined;
  const at = { number, column: line.slice(end + 1, columnEnd), text: line.slice(columnEnd + 1) };
  return { type: "match", path, at };
}

function haveColumns(lines: readonly string[]): boolean {
  let matches = 0;
  let withColumn = 0;
  for (const line of lines) {
    const end = markOf(line);
    if (end === undefined || line[end] !== ":") continue;
    matches++;
    const columnEnd = digitsEnd(line, end + 1);
    if (columnEnd === end + 1 || line[columnEnd] !== ":") continue;
    if (line[end + 1] === "0") return false;
    withColumn++;
  }
  return withColumn > 0 && withColumn >= matches * 0.9;
}
