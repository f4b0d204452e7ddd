import type { TextSample } from "../../detect/text-sample.ts";
import { readTree } from "./encode-tree.ts";
import { listedEntries } from "./path-entries.ts";
import { readTable } from "./read-table.ts";

const LEAST_LINES = 4;

/** First lines that only one command prints: git status, netstat, ss, df. */
const FIRST_LINES =
  /^(?:On branch \S+$|HEAD detached (?:at|from) |Active (?:Internet|UNIX domain) |(?:Netid +)?State +Recv-Q +Send-Q|Filesystem +(?:1K-blocks|512-blocks|Size) )/;

/** A row of du. */
const SIZED = /^\d+(?:\.\d+)?[BKMGTP]?\t\S*$/;

/** How sure one can be that a text is a listing: a tree, paths and nothing else, or a table of a command that is known by its shape. */
export function looksLikeListing({ lines }: TextSample): number {
  if (lines.length < LEAST_LINES) return 0;
  if (FIRST_LINES.test(lines[0] as string) || lines.every((line) => SIZED.test(line))) return 0.85;
  const tree = readTree(lines);
  if (tree !== undefined) return 0.9;
  const listed = listedEntries(lines);
  if (
    listed !== undefined &&
    lines.every((line) => /^[^\s:,;]+$/.test(line) || line.startsWith("find: "))
  )
    return 0.85;
  const table = readTable(lines);
  if (table === undefined) return 0;
  if (/^(?:mode|inode|status|date)$/.test(table.columns[0] as string)) return 0.85;
  return hasAlignedHead(lines, table.columns) ? 0.85 : 0;
}

/** Whether a head line in capitals and most rows below it are set in columns: prose has titles in capitals too. */
function hasAlignedHead(lines: readonly string[], columns: readonly string[]): boolean {
  const isHead = columns.length >= 3 && columns.every((name) => /^[A-Z0-9%#/_().: -]+$/.test(name));
  const isSet = (line: string): boolean => /\S(?: {2,}|\t)\S/.test(line);
  return isHead && lines.filter(isSet).length >= lines.length * 0.8;
}
