import type { JsonObject } from "../json/json-node.ts";
import { readTableLines } from "../tables/table-lines.ts";
import { entryLines } from "./write-yaml.ts";
import type { YamlCollection } from "./yaml-node.ts";
import { fromRows } from "./yaml-rows.ts";

const TABLE = /^( *)(map|doc|)%[$[]/;

/** Reads a body of codec yaml1 back into YAML: tables become the entries that they stand for, other lines stay. */
export function decodeYaml(body: string): string {
  if (!body.includes("%")) return body;
  const lines = body.split("\n");
  const read: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const match = line.includes("%") ? TABLE.exec(line) : null;
    const [, margin = "", word = ""] = match ?? [];
    const table = match === null ? undefined : readTableLines(lines, at, margin + word);
    if (table === undefined) {
      read.push(line);
      at += 1;
    } else {
      for (const own of linesOf(table.rows, word)) read.push(own === "" ? own : margin + own);
      at = table.end;
    }
  }
  return read.join("\n");
}

function linesOf(rows: readonly JsonObject[], word: string): readonly string[] {
  const entries = fromRows(rows, word === "map");
  if (word !== "doc") return entryLines(entries);
  return entries.entries.flatMap(({ value }, index) => {
    const lines = entryLines(value as YamlCollection);
    return index === 0 ? lines : ["---", ...lines];
  });
}
