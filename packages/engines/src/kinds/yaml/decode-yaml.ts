import { readTableLines } from "../tables/table-lines.ts";
import { entryLines } from "./write-yaml.ts";
import { fromRows } from "./yaml-rows.ts";

const TABLE = /^( *)(map|)%[$[]/;

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
      for (const own of entryLines(fromRows(table.rows, word === "map"))) {
        read.push(own === "" ? own : margin + own);
      }
      at = table.end;
    }
  }
  return read.join("\n");
}
