import type { JsonObject } from "../json/json-node.ts";
import { readTableLines } from "../tables/table-lines.ts";
import type { TomlPart } from "./toml-node.ts";
import { fromRow, keyOf } from "./toml-rows.ts";
import { partLines } from "./write-toml.ts";

const HEAD = /^(\[\[.+\]\]|\[(?:.+\.)?\*\])%(?:[$%]|[0-9]*\[)/;

/** Whether a line could be taken for the head of a table. */
export function looksLikeTomlTable(line: string): boolean {
  return line.startsWith("[") && line.includes("]%") && HEAD.test(line);
}

/** Reads a body of codec toml1 back into TOML: tables become the parts that they stand for, other lines stay. */
export function decodeToml(body: string): string {
  if (!body.includes("]%")) return body;
  const lines = body.split("\n");
  const read: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const prefix = looksLikeTomlTable(line) ? line.slice(0, line.indexOf("]%") + 1) : undefined;
    const table = prefix === undefined ? undefined : readTableLines(lines, at, prefix);
    if (prefix === undefined || table === undefined) {
      read.push(line);
      at += 1;
    } else {
      const parts = table.rows.map((row) => partOf(row, prefix));
      for (const own of partLines(parts)) read.push(own);
      at = table.end;
    }
  }
  return read.join("\n");
}

function partOf(row: JsonObject, prefix: string): TomlPart {
  const isArray = prefix.startsWith("[[");
  const place = { comments: [], note: "" };
  if (isArray) {
    const path = { names: [], text: prefix.slice(2, -2) };
    return { ...place, header: { path, isArray }, entries: fromRow(row) };
  }
  const [key = ""] = row.values as readonly string[];
  const rest = { ...row, keys: row.keys.slice(1), values: row.values.slice(1) };
  const text = prefix.slice(1, -2) + keyOf(key.slice(1)).text;
  return { ...place, header: { path: { names: [], text }, isArray }, entries: fromRow(rest) };
}
