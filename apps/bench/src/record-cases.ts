import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./data-text.ts";
import { generatedRecords } from "./json-records.ts";

/** A list of JSON objects to write in other notations. */
export interface RecordList {
  readonly name: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

/** Generated records, and the public lists of the data folder. */
export function readRecordLists(dataDir: string | undefined): readonly RecordList[] {
  const generated = [...generatedRecords()].map(([name, text]) => ({
    name: name.replace("generated/", ""),
    records: JSON.parse(text) as RecordList["records"],
  }));
  if (dataDir === undefined) return generated;
  const published = ["github-repos-top100.json", "tmdb-movies-1000.json.gz"].map((file) => {
    const root: unknown = JSON.parse(readText(join(dataDir, "json", file)));
    return { name: file.replace(/\..*$/, ""), records: listIn(root) };
  });
  return [...generated, ...published];
}

/** The list of objects in a document: itself, or the longest of its members. */
function listIn(root: unknown): RecordList["records"] {
  if (Array.isArray(root)) return root as RecordList["records"];
  const lists = Object.values(root as object).filter((value) => Array.isArray(value));
  lists.sort((a, b) => b.length - a.length);
  return (lists[0] ?? []) as RecordList["records"];
}

/** Texts that a Debian machine has; none elsewhere. */
export function installedFiles(
  folder: string,
  extension: string,
): { name: string; text: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .filter(({ text }) => text.length > 1000 && text.length < 1_200_000);
}
