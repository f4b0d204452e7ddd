import { readMarker } from "@tokenpak/core";

/** What a summary claims of one file. */
export interface FileClaims {
  /** How often each place is claimed. */
  readonly places: Map<string, number>;
  /** How often each text is claimed, by place and text. */
  readonly texts: Map<string, number>;
}

/** What a summary of search output says, for its check. */
export interface Claims {
  readonly files: ReadonlyMap<string, FileClaims>;
  /** What the tool said besides matches. */
  readonly said: readonly string[];
  readonly marker: string | undefined;
}

const HEADER =
  /^(\d+) match(?:es)? in (\d+) files?: (lines of all|lines and columns of all|without lines), texts of (\d+)(?:; names end in ((?:\.\w+)+))?(?:; in (.*))?$/s;

/** Reads a summary; answers what is wrong with it in itself as a text. */
export function readClaims(body: string, sigil: string): Claims | string {
  const lines = body.split("\n");
  const header = HEADER.exec(lines[0] as string);
  if (header === null) return "the first line is no header";
  const [, matches = "", files = "", what = "", texts = "", ending = "", root = ""] = header;
  const marker = readMarker(lines.at(-1) as string, sigil) === undefined ? undefined : lines.pop();
  const reading: Reading = {
    root,
    ending,
    numbered: what !== "without lines",
    columns: what === "lines and columns of all",
    folder: root,
    files: new Map(),
    said: [],
    file: undefined,
    total: 0,
    shown: 0,
    missing: undefined,
  };
  for (const line of lines.slice(1)) {
    const wrong = readLine(line, reading);
    if (wrong !== undefined) return wrong;
  }
  if (isShort(reading)) return "a file does not have as many matches as it says";
  const isTrue =
    reading.total === Number(matches) &&
    reading.shown === Number(texts) &&
    reading.files.size === Number(files);
  if (!isTrue) return "the first line counts otherwise than the lines below it";
  return { files: reading.files, said: reading.said, marker };
}

interface Reading {
  readonly root: string;
  /** What follows names that are not quoted. */
  readonly ending: string;
  readonly numbered: boolean;
  readonly columns: boolean;
  folder: string;
  readonly files: Map<string, FileClaims>;
  readonly said: string[];
  file: FileClaims | undefined;
  /** Matches and texts so far. */
  total: number;
  shown: number;
  /** Matches that the latest file says it has and that were not read yet; `undefined` where it says nothing. */
  missing: number | undefined;
}

function isShort({ missing }: Reading): boolean {
  return missing !== undefined && missing !== 0;
}

function readLine(line: string, reading: Reading): string | undefined {
  if (line.startsWith("|")) {
    reading.said.push(line.slice(1));
    return undefined;
  }
  if (line.startsWith(" ")) {
    if (isShort(reading)) return "a file does not have as many matches as it says";
    return readFile(line, reading) ? undefined : `"${line}" is no file with its lines`;
  }
  if (/^[\d:]/.test(line)) return readText(line, reading);
  return readFolder(line, reading) ? undefined : `"${line}" is none of a summary's lines`;
}

function readFolder(line: string, reading: Reading): boolean {
  const below = line.startsWith(">") ? line.slice(1) : line === "." ? "" : line;
  if (line !== "." && !/[\\/]$/.test(below)) return false;
  reading.folder = reading.root + below;
  return true;
}

/** ` name 5: 12 15-17`, the name quoted where it has spaces. Files without line numbers have their count alone. */
function readFile(line: string, reading: Reading): boolean {
  const quotedName = /^ ("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  const name = quotedName ?? (/^ ([^\s]*)/.exec(line)?.[1] as string);
  const parts = /^(?: (\d+):)?((?: \d[\d:-]*)*)$/.exec(line.slice(1 + name.length));
  if (parts === null) return false;
  const [, stated, list = ""] = parts;
  const path = name === "" ? "" : reading.folder + nameOf(name, quotedName, reading);
  const file = reading.files.get(path) ?? { places: new Map(), texts: new Map() };
  reading.files.set(path, file);
  reading.file = file;
  if (!reading.numbered) {
    const count = Number(stated ?? 1);
    add(file.places, "", count);
    reading.total += count;
    return list === "";
  }
  const listed = readList(list, file);
  reading.missing = stated === undefined ? undefined : Number(stated) - listed;
  reading.total += listed;
  return true;
}

function readList(list: string, file: FileClaims): number {
  let listed = 0;
  for (const item of list.split(" ").slice(1)) {
    const [, from, to] = /^(\d{1,9})-(\d{1,9})$/.exec(item) ?? [];
    if (from === undefined || to === undefined) {
      add(file.places, item);
      listed++;
      continue;
    }
    for (let number = Number(from); number <= Number(to); number++, listed++) {
      add(file.places, String(number));
    }
  }
  return listed;
}

function nameOf(name: string, quotedName: string | undefined, { ending }: Reading): string {
  if (quotedName === undefined) return name + ending;
  try {
    return JSON.parse(quotedName) as string;
  } catch {
    return name;
  }
}

function readText(line: string, reading: Reading): string | undefined {
  const { file, columns, numbered } = reading;
  if (file === undefined) return `"${line}" belongs to no file`;
  const place = (columns ? /^\d*(?::\d+)?(?=:)/ : /^\d*(?=:)/).exec(line)?.[0];
  if (place === undefined || numbered === (place === "")) return `"${line}" has no place`;
  add(file.texts, line);
  reading.shown++;
  if (!numbered) return undefined;
  add(file.places, place);
  reading.total++;
  if (reading.missing !== undefined) reading.missing--;
  return undefined;
}

function add(claims: Map<string, number>, key: string, times = 1): void {
  claims.set(key, (claims.get(key) ?? 0) + times);
}
