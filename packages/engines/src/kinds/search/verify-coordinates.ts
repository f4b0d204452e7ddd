import { readMarker } from "@tokenpak/core";
import { plainLine } from "../../terminal/plain-line.ts";
import { type Claims, type FileClaims, readClaims } from "./read-claims.ts";

/**
 * Holds a summary of search output against its source: reads the source line by line with rules of its own and strikes each
 * match off what the summary claims. Every match must be claimed with its file, place and, where one is shown, its text; no
 * claim may be left; totals, counts of files and the marker must be right; what is no match must stand there as it is.
 * Answers what is wrong, or `undefined`.
 */
export function verifyCoordinates(source: string, body: string, sigil: string): string | undefined {
  const claims = readClaims(body, sigil);
  if (typeof claims === "string") return claims;
  const left = strikeAll(source, claims);
  if (typeof left === "string") return left;
  const marker = claims.marker === undefined ? undefined : readMarker(claims.marker, sigil);
  const isMarked =
    left.count === 0
      ? marker === undefined
      : marker?.unit === "line" &&
        marker.count === left.count &&
        marker.from === left.from &&
        marker.to === left.to;
  return isMarked ? unstruck(claims) : "the marker does not say what is left out";
}

/** Lines of the source whose text the summary does not show. */
interface LeftOut {
  count: number;
  from: number;
  to: number;
}

function strikeAll(source: string, { files, said }: Claims): LeftOut | string {
  const account = { files, heading: "", previous: "" };
  const left: LeftOut = { count: 0, from: 0, to: 0 };
  let next = 0;
  const lines = source.split("\n").map(plainLine);
  for (const [index, line] of lines.entries()) {
    if (line === "" || line === "--") continue;
    if (isHeading(lines, index, account)) {
      account.heading = line;
      continue;
    }
    if (said[next] === line) {
      next++;
      continue;
    }
    const found = strike(line, account);
    if (found === undefined) return `line ${index + 1} of the source is not accounted for`;
    if (found === "shown") continue;
    left.count++;
    left.from ||= index + 1;
    left.to = index + 1;
  }
  return next === said.length ? left : `"${said[next]}" is not in the source`;
}

function unstruck({ files }: Claims): string | undefined {
  for (const [path, { places, texts }] of files) {
    for (const [place] of places) return `${path}:${place} is not in the source`;
    for (const [text] of texts) return `"${text}" is not what stands in ${path}`;
  }
  return undefined;
}

interface Account {
  readonly files: ReadonlyMap<string, FileClaims>;
  /** The file that a heading named. */
  heading: string;
  /** The file of the line before. */
  previous: string;
}

/** Whether a line names a file for the numbered lines below it: it is the first, or a blank line stands above it. */
function isHeading(lines: readonly string[], index: number, { files }: Account): boolean {
  return (
    (lines[index - 1] ?? "") === "" &&
    files.has(lines[index] as string) &&
    /^\d{1,9}[:-]/.test(lines[index + 1] ?? "")
  );
}

/** Strikes a line of the source off the claims: whether its text is shown or left out; `undefined` where none claims it. */
function strike(line: string, account: Account): "shown" | "omitted" | undefined {
  const match = strikeMatch(line, account);
  if (match !== undefined) return match;
  const isContext =
    (/^\d+-/.test(line) && account.files.has(account.heading)) ||
    (account.previous !== "" && line.startsWith(`${account.previous}-`)) ||
    hasKnownContext(line, account.files);
  return isContext ? "omitted" : undefined;
}

function strikeMatch(line: string, account: Account): "shown" | "omitted" | undefined {
  const numbered = firstCut(line);
  if (numbered !== undefined) {
    const struck = strikePlace(line, numbered, account);
    if (struck !== undefined) return struck;
  }
  const own = /^(\d{1,9}):(?:(\d{1,9}):)?/.exec(line);
  const file = account.files.get(account.heading);
  if (own !== null && file !== undefined) {
    const [all, number = "", column] = own;
    const withColumn =
      column === undefined ? undefined : take(file, `${number}:${column}`, line.slice(all.length));
    const struck = withColumn ?? take(file, number, line.slice(number.length + 1));
    if (struck !== undefined) return struck;
  }
  const colon = line.indexOf(":", /^[A-Za-z]:[\\/]/.test(line) ? 2 : 0);
  const bare = colon < 0 ? undefined : account.files.get(line.slice(0, colon));
  if (bare === undefined) return undefined;
  account.previous = line.slice(0, colon);
  return take(bare, "", line.slice(colon + 1));
}

interface Cut {
  readonly path: string;
  readonly number: string;
  readonly rest: string;
}

function strikePlace(
  line: string,
  { path, number, rest }: Cut,
  account: Account,
): "shown" | "omitted" | undefined {
  const file = account.files.get(path);
  if (file === undefined) return undefined;
  const column = /^(\d{1,9}):/.exec(rest);
  const withColumn =
    column === null
      ? undefined
      : take(file, `${number}:${column[1]}`, rest.slice(column[0].length));
  const struck = withColumn ?? take(file, number, rest);
  if (struck !== undefined && !line.startsWith(`${account.previous}:`)) account.previous = path;
  return struck;
}

function take(
  { places, texts }: FileClaims,
  place: string,
  text: string,
): "shown" | "omitted" | undefined {
  if (!strikeOne(places, place)) return undefined;
  return strikeOne(texts, `${place}:${text.trimStart()}`) ? "shown" : "omitted";
}

function strikeOne(claims: Map<string, number>, key: string): boolean {
  const left = claims.get(key);
  if (left === undefined) return false;
  if (left === 1) claims.delete(key);
  else claims.set(key, left - 1);
  return true;
}

const NUMBER = /:(\d{1,9}):/g;

/** The first number between colons that no clock shows: a name may hold a time of day. */
function firstCut(line: string): Cut | undefined {
  const head = line.slice(0, 1100);
  NUMBER.lastIndex = 1;
  const found = NUMBER.exec(head);
  if (found === null) return undefined;
  const end = NUMBER.lastIndex;
  if (!isClock(head, found.index, end)) return cutAt(line, found);
  // The name goes on behind the time, up to the number.
  return /^\S*?:\d{1,9}:/.test(head.slice(end)) ? cutAt(line, NUMBER.exec(head)) : undefined;
}

function isClock(text: string, colon: number, end: number): boolean {
  return (
    end - colon === 4 &&
    /(?:^|\D)\d\d$/.test(text.slice(Math.max(0, colon - 3), colon)) &&
    /^\d\d(?!\d)/.test(text.slice(end, end + 3))
  );
}

function cutAt(line: string, found: RegExpExecArray | null): Cut | undefined {
  if (found === null) return undefined;
  const [all, number = ""] = found;
  return { path: line.slice(0, found.index), number, rest: line.slice(found.index + all.length) };
}

function hasKnownContext(line: string, files: ReadonlyMap<string, unknown>): boolean {
  for (const { index } of line.slice(0, 1100).matchAll(/-(?=\d{1,9}-)/g)) {
    if (files.has(line.slice(0, index))) return true;
  }
  return false;
}
