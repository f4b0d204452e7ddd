import { parse } from "csv-parse/sync";
import type { BenchIo } from "./bench-io.ts";
import { installedFiles, readRecordLists } from "./record-cases.ts";
import { columnFacts, factRecall } from "./record-facts.ts";
import {
  packRecordRows,
  type RecordCase,
  type RecordRow,
  type RecordTruth,
} from "./record-rows.ts";

/** Prints what packing delimited records saves and keeps. */
export function packCsvRows(io: BenchIo): readonly RecordRow[] {
  if (io.dataDir === undefined) io.print("Skipped, no data folder: GitHub, TMDB.\n");
  return packRecordRows(io, {
    kind: "csv",
    title: "CSV",
    baseline: "tab-separated without quotes",
    cases: readCsvCases(io.dataDir),
    truthOf,
  });
}

interface Dialect {
  readonly separator: string;
  readonly lineEnd: string;
  readonly quotesAll: boolean;
}

const DIALECTS: readonly Dialect[] = [
  { separator: ",", lineEnd: "\n", quotesAll: false },
  { separator: ";", lineEnd: "\r\n", quotesAll: false },
  { separator: ",", lineEnd: "\n", quotesAll: true },
  { separator: "\t", lineEnd: "\n", quotesAll: false },
];

function readCsvCases(dataDir: string | undefined): readonly RecordCase[] {
  const written = readRecordLists(dataDir).map(({ name, records }, at) => ({
    group: "written from JSON",
    name,
    text: csvOf(records, DIALECTS[at % DIALECTS.length] as Dialect),
  }));
  const installed = installedFiles("/usr/share/distro-info", ".csv").map((file) => ({
    group: "installed",
    ...file,
  }));
  return [...written, ...installed];
}

/** Objects as delimited records; nested keys are joined by dots, lists are JSON. */
function csvOf(records: readonly object[], dialect: Dialect): string {
  const rows = records.map((record) => new Map(flat(record, "")));
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const cell = (text: string): string => {
    const must = /["\n\r]/.test(text) || text.includes(dialect.separator);
    return must || dialect.quotesAll ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [names, ...rows.map((row) => names.map((name) => row.get(name) ?? ""))];
  return lines.map((cells) => cells.map(cell).join(dialect.separator) + dialect.lineEnd).join("");
}

function flat(value: object, path: string): [string, string][] {
  return Object.entries(value).flatMap(([key, own]): [string, string][] => {
    const name = path === "" ? key : `${path}.${key}`;
    if (own === null || own === undefined) return [[name, ""]];
    if (typeof own !== "object") return [[name, String(own)]];
    return Array.isArray(own) ? [[name, JSON.stringify(own)]] : flat(own as object, name);
  });
}

function truthOf(text: string): RecordTruth {
  const rows = rowsOf(text);
  const [names = [], ...body] = rows;
  const lines = text.split(/\r?\n/);
  const columns = names.map((name, at) =>
    columnFacts(
      name,
      body.map((row) => row[at] ?? ""),
    ),
  );
  return {
    baseline: rows
      .map((row) => row.map((cell) => cell.replaceAll(/[\t\n]/g, " ")).join("\t"))
      .join("\n"),
    decoded: (decoded) => sameShare(rows, rowsOf(decoded)),
    stated: (output) => {
      const said = output.split("\n");
      return factRecall(columns, (name) =>
        said.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2),
      );
    },
    records: lines.slice(1).filter((line) => line !== ""),
  };
}

function rowsOf(text: string): string[][] {
  return parse(text, {
    delimiter: [",", ";", "\t"].filter((each) => isDelimiter(text, each)),
    relax_column_count: true,
  });
}

function isDelimiter(text: string, separator: string): boolean {
  const [head = ""] = text.split("\n", 1);
  const counts = [",", ";", "\t"].map((each) => head.split(each).length);
  return head.split(separator).length === Math.max(...counts);
}

function sameShare(rows: readonly string[][], others: readonly string[][]): number {
  let cells = 0;
  let same = 0;
  for (const [at, row] of rows.entries()) {
    cells += row.length;
    for (const [column, cell] of row.entries()) if (others[at]?.[column] === cell) same += 1;
  }
  return same / cells;
}
