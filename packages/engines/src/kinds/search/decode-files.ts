import { TokenPakError } from "@tokenpak/core";
import { readFolderLine } from "../../paths/folded-paths.ts";
import { joinLines, type LineEnds } from "../../terminal/line-ends.ts";

/** Reads what {@link encodeFiles} wrote. Throws `NOT_REVERSIBLE` on anything else. */
export function decodeFiles(body: string): string {
  const [header = "", ...lines] = body.split("\n");
  const layout = readHeader(header);
  const reading: Reading = { layout, legend: new Map(), folder: layout.root, path: "", out: [] };
  for (const line of lines) readLine(line, reading);
  return joinLines(reading.out, layout);
}

function readLine(line: string, reading: Reading): void {
  const { layout, legend, out } = reading;
  const first = line.charCodeAt(0);
  if (first === EQUALS) readLegend(line, legend);
  else if (first === BAR) out.push(line.slice(1));
  else if (first === SPACE) readFile(line.slice(1), reading);
  else if (first >= 48 && first <= 57) out.push(readRecord(line, reading));
  else if (line === "--" && isNumbered(layout)) out.push(line);
  else if (first === COLON || first === DASH) out.push(reading.path + line);
  else reading.folder = layout.root + readFolderLine(line);
}

const EQUALS = 61;
const BAR = 124;
const SPACE = 32;
const COLON = 58;
const DASH = 45;

interface Layout extends LineEnds {
  readonly shape: string;
  readonly columns: boolean;
  readonly starred: string;
  readonly root: string;
}

interface Template {
  readonly prefix: string;
  readonly suffix: string | undefined;
}

function readHeader(line: string): Layout {
  const at = line.indexOf(", in ");
  const words = (at < 0 ? line : line.slice(0, at)).split(", ");
  return {
    shape: words[0] as string,
    columns: words.includes("columns"),
    starred: words.includes("*=match") ? "match" : "context",
    crlf: words.includes("crlf"),
    open: words.includes("open end"),
    root: at < 0 ? "" : line.slice(at + 5),
  };
}

/** `=a text`, or `=a* before*after` with the character that stands for the place where texts differ. */
function readLegend(line: string, legend: Map<string, Template>): void {
  const [, name = "", hole = ""] = /^=([a-z]*)([^a-z ]?) /.exec(line) ?? [];
  const text = line.slice(name.length + hole.length + 2);
  const at = hole === "" ? -1 : text.indexOf(hole);
  const template =
    at < 0
      ? { prefix: text, suffix: undefined }
      : { prefix: text.slice(0, at), suffix: text.slice(at + 1) };
  legend.set(name, template);
}

interface Reading {
  readonly layout: Layout;
  readonly legend: Map<string, Template>;
  folder: string;
  path: string;
  readonly out: string[];
}

function readFile(name: string, reading: Reading): void {
  const { layout, folder, out } = reading;
  if (layout.shape === "unnumbered" || layout.shape === "counts") {
    // A name has no colon in these: the first ends it.
    const end = name.indexOf(":");
    reading.path = folder + name.slice(0, end);
    out.push(folder + name);
    return;
  }
  reading.path = folder + name;
  if (layout.shape === "paths") return;
  if (layout.shape === "headings" && (out.at(-1) ?? "") !== "") out.push("");
  out.push(reading.path);
}

function isNumbered({ shape }: Layout): boolean {
  return shape === "paths" || shape === "headings";
}

function readRecord(line: string, { layout, legend, path }: Reading): string {
  const [lead, number = "", column = "", name = "", star = "", sign = ""] =
    (layout.columns ? WITH_COLUMN : WITHOUT).exec(line) ?? notOurs(line);
  const rest = line.slice(lead.length);
  const write = (mark: string, text: string): string =>
    `${layout.shape === "paths" ? path + mark : ""}${number}${column}${mark}${text}`;
  if (sign === ":" || sign === "-") return write(sign, rest);
  const { prefix, suffix } = legend.get(name) ?? { prefix: "", suffix: "" };
  const isMatch = (star === "*") === (layout.starred === "match");
  return write(isMatch ? ":" : "-", suffix === undefined ? prefix : prefix + rest + suffix);
}

const WITHOUT = /^(\d+)()([a-z]*)(\*?)([ :-]?)/;
/** Context has no column. */
const WITH_COLUMN = /^(\d+)(:\d+)?([a-z]*)(\*?)([ :-]?)/;

function notOurs(line: string): never {
  throw new TokenPakError(
    "NOT_REVERSIBLE",
    `This is no folded search result: "${line.slice(0, 80)}" is none of its lines. Unpack the text as it was packed.`,
  );
}
