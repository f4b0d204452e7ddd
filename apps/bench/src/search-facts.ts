/** Matches of search output by file and place, read by the benchmark's own code. */
export type SearchFacts = ReadonlyMap<string, number>;

/** Key of a match: its file and place. */
function keyOf(path: string, place: string): string {
  return `${path}\t${place}`;
}

/** Escape sequences of colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of control characters
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/**
 * The matches of recorded output. Files are told by what precedes the first `:number:`, less a time of day in a name; below headings
 * by the last line that no number begins.
 */
export function matchesOf(text: string): SearchFacts {
  const lines = text.replace(COLOURS, "").split("\n");
  const isHeaded = lines.filter((line) => /^\d+:/.test(line)).length > lines.length / 4;
  return isHeaded ? headedMatches(lines) : pathedMatches(lines);
}

function headedMatches(lines: readonly string[]): SearchFacts {
  const found = new Map<string, number>();
  let path = "";
  for (const [index, line] of lines.entries()) {
    const number = /^(\d+):/.exec(line)?.[1];
    if (number !== undefined) add(found, keyOf(path, number));
    else if (/^\d+[:-]/.test(lines[index + 1] ?? "") && !/^\d+-|^--$|^$/.test(line)) path = line;
  }
  return found;
}

function pathedMatches(lines: readonly string[]): SearchFacts {
  const numbered = /^(.*?[^\d:]|.*?\d\d:\d\d:\d\d[^:]*):(\d+):(?:(\d+):)?/;
  const cuts = lines.map((line) => numbered.exec(line));
  const matches = cuts.filter((cut) => cut !== null);
  const hasColumns = matches.length > 0 && matches.every((cut) => cut[3] !== undefined);
  const found = new Map<string, number>();
  const isNumbered = matches.length > lines.length / 10;
  const paths = new Set(matches.map((cut) => cut[1] as string));
  for (const [index, line] of lines.entries()) {
    const cut = cuts[index];
    if (!isNumbered) {
      const path = /^([^:\s]+):/.exec(line)?.[1];
      if (path !== undefined) add(found, keyOf(path, ""));
    } else if (cut && !isContext(cut[1] as string, paths)) {
      add(found, keyOf(cut[1] as string, hasColumns ? `${cut[2]}:${cut[3]}` : (cut[2] as string)));
    }
  }
  return found;
}

/** A line of context that holds a match's look: another file's path, a dash and a number begin it. */
function isContext(path: string, paths: ReadonlySet<string>): boolean {
  return [...path.matchAll(/-\d+-/g)].some(({ index }) => paths.has(path.slice(0, index)));
}

/** What a packed summary says was found where: folders, files below them, numbers and ranges, texts behind their numbers. */
export function statedMatches(output: string): SearchFacts {
  const [, head = "", ...lines] = output.split("\n");
  const reading: Reading = {
    head,
    root: /; in (.*)$/.exec(head)?.[1] ?? "",
    ending: /; names end in (\S+?)(?:; in |$)/.exec(head)?.[1] ?? "",
    isNumbered: !head.includes("without lines"),
    found: new Map(),
    folder: /; in (.*)$/.exec(head)?.[1] ?? "",
    path: "",
  };
  for (const line of lines) if (!/^\||^\.{3,} /.test(line)) readStated(line, reading);
  return reading.found;
}

interface Reading {
  readonly head: string;
  readonly root: string;
  readonly ending: string;
  readonly isNumbered: boolean;
  readonly found: Map<string, number>;
  folder: string;
  path: string;
}

function readStated(line: string, reading: Reading): void {
  const { head, found, isNumbered, root } = reading;
  const place = /^\d+(?::\d+(?=:))?(?=:)/.exec(line)?.[0];
  if (place !== undefined && isNumbered) {
    const own = head.includes("columns") ? place : (place.split(":")[0] as string);
    add(found, keyOf(reading.path, own));
  } else if (line.startsWith(" ")) {
    readFile(line, reading);
  } else if (place === undefined && !line.startsWith(":")) {
    reading.folder = root + (line === "." ? "" : line.replace(/^>/, ""));
  }
}

function readFile(line: string, reading: Reading): void {
  const [, name = "", list = ""] = /^ ("(?:[^"\\]|\\.)*"|\S*)(.*)$/.exec(line) ?? [];
  const whole = name.startsWith('"') ? (JSON.parse(name) as string) : name + reading.ending;
  reading.path = name === "" ? "" : reading.folder + whole;
  const count = /^ (\d+):/.exec(list)?.[1];
  if (reading.isNumbered) {
    addListed(reading.found, reading.path, list.replace(/^ \d+:(?= |$)/, ""));
  } else {
    add(reading.found, keyOf(reading.path, ""), Number(count ?? 1));
  }
}

function addListed(found: Map<string, number>, path: string, list: string): void {
  for (const item of list.split(" ").filter((part) => part !== "")) {
    const [from, to] = item.split("-").map(Number);
    if (to === undefined) add(found, keyOf(path, item));
    else for (let at = from as number; at <= to; at++) add(found, keyOf(path, String(at)));
  }
}

function add(found: Map<string, number>, key: string, times = 1): void {
  found.set(key, (found.get(key) ?? 0) + times);
}

/** How much of the truth is stated, and how much is stated that is not true; matches count as often as they stand. */
export function compareMatches(
  truth: SearchFacts,
  stated: SearchFacts,
): { readonly total: number; readonly kept: number; readonly false: number } {
  let [total, kept, wrong] = [0, 0, 0];
  for (const [key, count] of truth) {
    total += count;
    kept += Math.min(count, stated.get(key) ?? 0);
  }
  for (const [key, count] of stated) wrong += Math.max(0, count - (truth.get(key) ?? 0));
  return { total, kept, false: wrong };
}
