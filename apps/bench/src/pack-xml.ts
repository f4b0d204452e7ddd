import { join } from "node:path";
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import type { BenchIo } from "./bench-io.ts";
import { installedFiles, readRecordLists } from "./record-cases.ts";
import { columnFacts, type FactRecall, factRecall } from "./record-facts.ts";
import {
  packRecordRows,
  type RecordCase,
  type RecordRow,
  type RecordTruth,
} from "./record-rows.ts";
import { generatedDocuments } from "./xml-documents.ts";

/** Prints what packing XML saves and keeps. */
export function packXmlRows(io: BenchIo): readonly RecordRow[] {
  if (io.dataDir === undefined) io.print("Skipped, no data folder: GitHub, TMDB.\n");
  return packRecordRows(io, {
    kind: "xml",
    title: "XML",
    baseline: "minified",
    cases: readXmlCases(io.dataDir),
    truthOf,
  });
}

/** Folders of XML that Debian packages bring. */
const FOLDERS = [
  "/usr/share/xml/iso-codes",
  "/usr/share/X11/xkb/rules",
  "/usr/share/dbus-1/interfaces",
];

function readXmlCases(dataDir: string | undefined): readonly RecordCase[] {
  const elements = new XMLBuilder({ format: true, indentBy: "  " });
  const attributes = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    attributesGroupName: "@",
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  const written = readRecordLists(dataDir).flatMap(({ name, records }, at) => {
    const text =
      at % 2 === 0
        ? elements.build({ list: { entry: records } })
        : attributes.build({
            list: { row: records.map((record) => ({ "@": scalarsOf(record) })) },
          });
    return { group: "written from JSON", name, text: `<?xml version="1.0"?>\n${text}` };
  });
  const fixtures = installedFiles(join(import.meta.dirname, "../fixtures/xml"), ".xml");
  const generated = generatedDocuments().map((file) => ({ group: "generated", ...file }));
  const installed = FOLDERS.flatMap((folder) => installedFiles(folder, ".xml"));
  const seen = new Set<string>();
  const different = [...fixtures, ...installed].filter(
    ({ text }) => !seen.has(text) && seen.add(text),
  );
  return [...written, ...generated, ...different.map((file) => ({ group: "files", ...file }))];
}

function scalarsOf(record: object): Record<string, string> {
  const entries = Object.entries(record).filter(([, value]) => typeof value !== "object");
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
});

type Node = Readonly<Record<string, unknown>>;

/** Everything at one path, as the library reads it. */
interface PathValues {
  count: number;
  readonly values: string[];
}

function truthOf(text: string): RecordTruth {
  const tree = parser.parse(text) as readonly Node[];
  const paths = new Map<string, PathValues>();
  visit(tree, "", paths);
  const leaves = JSON.stringify(withoutIndentation(tree));
  const columns = [...paths]
    .filter(([, { values }]) => values.some((value) => value !== ""))
    .map(([path, { values }]) => columnFacts(path, values));
  return {
    baseline: text.replaceAll(/>\s*\n\s*</g, "><").trim(),
    decoded: (decoded) =>
      JSON.stringify(withoutIndentation(parser.parse(decoded) as readonly Node[])) === leaves
        ? 1
        : 0,
    stated: (output) => {
      const said = pathLines(output);
      const recall = factRecall(columns, (path) => said.get(path)?.text);
      return { ...recall, names: namesRecall(paths, said) };
    },
    records: [
      ...new Set(
        text.match(/<(\w[\w:.-]*)(?:\s[^<>]*)?\/>|<(\w[\w:.-]*)(?:\s[^<>]*)?>[^<>]*<\/\2>/g),
      ),
    ],
  };
}

function visit(nodes: readonly Node[], path: string, paths: Map<string, PathValues>): void {
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "#text" || name.startsWith("?")) continue;
    const own = `${path}/${name}`;
    const children = node[name] as readonly Node[];
    const isLeaf = !children.some((child) =>
      Object.keys(child).some((key) => !/^(?:#text|:@)$/.test(key)),
    );
    const text = children.map((child) => child["#text"] ?? "").join("");
    note(paths, own, isLeaf ? text : undefined);
    const attributes = (node[":@"] ?? {}) as Readonly<Record<string, string>>;
    for (const [key, value] of Object.entries(attributes)) note(paths, `${own}/${key}`, value);
    if (!isLeaf) visit(children, own, paths);
  }
}

function note(paths: Map<string, PathValues>, path: string, value: string | undefined): void {
  const own = paths.get(path) ?? { count: 0, values: [] };
  paths.set(path, own);
  own.count += 1;
  if (value !== undefined) own.values.push(value);
}

interface PathLine {
  readonly count: number;
  readonly text: string;
}

/** A summary's lines by the path that their indentation says. */
function pathLines(output: string): ReadonlyMap<string, PathLine> {
  const lines = new Map<string, PathLine>();
  const names: string[] = [];
  for (const line of output.split("\n")) {
    const match = /^( *)([^\s"<>]+?)(?: \((\d+)\))?(?:: (.*))?$/.exec(line);
    if (match === null || /^\.{3,} |^summary:|^item \d/.test(line)) continue;
    const [, indent = "", name = "", count = "1", text = ""] = match;
    names.length = indent.length;
    names.push(name);
    lines.set(`/${names.join("/")}`, { count: Number(count), text });
  }
  return lines;
}

/** Share of the paths that are named, elements with their right count. */
function namesRecall(
  paths: ReadonlyMap<string, PathValues>,
  said: ReadonlyMap<string, PathLine>,
): FactRecall["names"] {
  const right = [...paths].filter(([path, { count }]) => {
    const line = said.get(path);
    return line !== undefined && (path.includes("/@") || line.count === count);
  });
  return right.length / paths.size;
}

function withoutIndentation(nodes: readonly Node[]): unknown {
  return nodes
    .filter((node) => !/^\s*\n\s*$/.test(String(node["#text"] ?? "x")))
    .map((node) =>
      Object.fromEntries(
        Object.entries(node).map(([key, own]) => [
          key,
          Array.isArray(own) ? withoutIndentation(own as readonly Node[]) : own,
        ]),
      ),
    );
}
