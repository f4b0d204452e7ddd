import type { JsonObject } from "../json/json-node.ts";
import { readTableLines } from "../tables/table-lines.ts";
import { entryLines } from "./write-yaml.ts";
import type { YamlCollection } from "./yaml-node.ts";
import { fromRows } from "./yaml-rows.ts";

const TABLE = /^( *)(map|doc|)%(?:[$%]|[0-9]*\[)/;

/** Reads a body of codec yaml1 back into YAML: tables become the entries that they stand for, other lines stay. */
export function decodeYaml(body: string): string {
  if (!body.includes("%")) return body;
  const lines = body.split("\n");
  const read: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at);
    for (const line of table?.lines ?? [lines[at] as string]) read.push(line);
    at = table?.end ?? at + 1;
  }
  return read.join("\n");
}

/** What the table that begins on a line stands for. */
function tableAt(lines: readonly string[], at: number) {
  const line = lines[at] as string;
  const match = line.includes("%") ? TABLE.exec(line) : null;
  if (match === null) return undefined;
  const [, margin = "", word = ""] = match;
  const table = readTableLines(lines, at, margin + word);
  if (table === undefined) return undefined;
  const own = linesOf(table.rows, word).map((each) => (each === "" ? each : margin + each));
  return { lines: own, end: table.end };
}

function linesOf(rows: readonly JsonObject[], word: string): readonly string[] {
  const entries = fromRows(rows, word === "map");
  if (word !== "doc") return entryLines(entries);
  return entries.entries.flatMap(({ value }, index) => {
    const lines = entryLines(value as YamlCollection);
    return index === 0 ? lines : ["---", ...lines];
  });
}
