import { readMarker } from "@tokenpak/core";
import { plainLine } from "../../terminal/plain-line.ts";

/**
 * Holds a summary of a list of paths, or of a tree, against its source, which it reads by rules of its own: lines by their
 * last slash, trees by the columns that branches stand in. Counts of all folders, of endings and of entries must be right, shown
 * names must stand in their folders, and the marker must say what is left out. Answers what is wrong, or `undefined`.
 */
export function verifyFolders(
  source: string,
  body: string,
  { sigil, isTree }: { readonly sigil: string; readonly isTree: boolean },
): string | undefined {
  const lines = body.split("\n");
  const marker = readMarker(lines.at(-1) as string, sigil);
  if (marker !== undefined) lines.pop();
  const claims = readClaims(lines);
  if (typeof claims === "string") return claims;
  const found = readSource(source.split("\n").map(plainLine), { claims, isTree });
  if (typeof found === "string") return found;
  const [from = 0] = found.hidden;
  const to = found.hidden.at(-1) ?? 0;
  const isMarked =
    found.hidden.length === 0
      ? marker === undefined
      : marker?.unit === "line" &&
        marker.count === found.hidden.length &&
        marker.from === from &&
        marker.to === to;
  if (!isMarked) return "the marker does not say what is left out";
  for (const [folder, { count, names }] of claims.folders) {
    if (found.counts.get(folder) !== count)
      return `${folder} has ${found.counts.get(folder) ?? 0} entries`;
    for (const [name] of names) return `${name} does not stand in ${folder}`;
  }
  return checkHead(claims, found);
}

interface FolderClaim {
  readonly count: number;
  /** How often each shown name is claimed. */
  readonly names: Map<string, number>;
}

interface Claims {
  readonly head: readonly string[];
  readonly shown: number;
  readonly folders: ReadonlyMap<string, FolderClaim>;
  readonly said: readonly string[];
}

const HEAD = /^(\d+) entries in (\d+) folders, (\d+) shown; (.*?)(?:; in (.*))?$/s;

function readClaims([first = "", ...lines]: readonly string[]): Claims | string {
  const head = HEAD.exec(first);
  if (head === null) return "the first line is no header";
  const reading: Reading = { root: head[5] ?? "", folders: new Map(), said: [], shown: 0 };
  for (const line of lines) {
    if (!readLine(line, reading)) return `"${line}" is no folder with its count, nor in one`;
  }
  const { shown, folders, said } = reading;
  return { head, shown, folders, said };
}

interface Reading {
  readonly root: string;
  readonly folders: Map<string, FolderClaim>;
  readonly said: string[];
  latest?: FolderClaim;
  shown: number;
}

function readLine(line: string, reading: Reading): boolean {
  if (line.startsWith("|")) {
    reading.said.push(line.slice(1));
    return true;
  }
  if (line.startsWith(" ")) {
    if (reading.latest === undefined) return false;
    const { names } = reading.latest;
    const name = line.slice(1);
    names.set(name, (names.get(name) ?? 0) + 1);
    reading.shown++;
    return true;
  }
  const parts = /^(>?)(.*): (\d+)$/s.exec(line);
  if (parts === null) return false;
  const [, mark, below = "", count] = parts;
  reading.latest = { count: Number(count), names: new Map() };
  reading.folders.set(reading.root + (mark === "" && below === "." ? "" : below), reading.latest);
  return true;
}

interface Found {
  readonly counts: Map<string, number>;
  readonly endings: Map<string, number>;
  /** Lines whose names are not shown. */
  readonly hidden: number[];
  total: number;
}

function readSource(
  lines: readonly string[],
  { claims, isTree }: { readonly claims: Claims; readonly isTree: boolean },
): Found | string {
  const found: Found = { counts: new Map(), endings: new Map(), hidden: [], total: 0 };
  const branches: Branch[] = [];
  let next = 0;
  for (const [index, line] of lines.entries()) {
    if (claims.said[next] === line) {
      next++;
      branches.length = 0;
      continue;
    }
    const own = isTree ? readBranch(line, branches) : readPath(line);
    if (own !== undefined) count({ ...own, line: index + 1 }, claims, found);
    else if (line !== "") return `line ${index + 1} of the source is not accounted for`;
  }
  return next === claims.said.length ? found : `"${claims.said[next]}" is not in the source`;
}

function count(
  { folder, name, line }: Place & { readonly line: number },
  claims: Claims,
  found: Found,
): void {
  found.total++;
  found.counts.set(folder, (found.counts.get(folder) ?? 0) + 1);
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && !/[.\s]/.test(name.charAt(dot - 1)) ? name.slice(dot) : "";
  if (/^\.[A-Za-z]\w{0,9}$/.test(ending)) {
    found.endings.set(ending, (found.endings.get(ending) ?? 0) + 1);
  }
  if (!strike(claims.folders.get(folder)?.names, name)) found.hidden.push(line);
}

interface Place {
  readonly folder: string;
  readonly name: string;
}

function readPath(line: string): Place | undefined {
  const [, folder = "", name = ""] = /^(.*[\\/])?([^\\/]+[\\/]?)$/s.exec(line) ?? [];
  return name === "" && folder === "" ? undefined : { folder, name };
}

interface Branch {
  readonly column: number;
  readonly name: string;
}

/** An entry's folder is the last line above it whose branch stands further to the left. */
function readBranch(line: string, above: Branch[]): Place | undefined {
  const parts = /^([│| \u00a0]*)(?:[├└][─┬]+ ?|[|`+\\]-{2,3} ?)/.exec(line);
  if (parts === null) {
    above.length = 0;
    return undefined;
  }
  const column = (parts[1] as string).length;
  while ((above.at(-1)?.column ?? -1) >= column) above.pop();
  const folder = above.map(({ name }) => `${name}/`).join("");
  const name = line.slice(parts[0].length);
  const bare = name.replace(/^\[[^\]]{0,200}\] {1,2}/, "").split(" -> ")[0] as string;
  above.push({ column, name: bare.endsWith("/") ? bare.slice(0, -1) : bare });
  return { folder, name };
}

function strike(names: Map<string, number> | undefined, name: string): boolean {
  const left = names?.get(name);
  if (names === undefined || left === undefined) return false;
  if (left === 1) names.delete(name);
  else names.set(name, left - 1);
  return true;
}

/** The totals of the first line, and what names end in: the commonest endings that stand more than once, and the rest. */
function checkHead({ head, shown, folders }: Claims, found: Found): string | undefined {
  const totals = [found.total, found.counts.size, shown];
  if (totals.some((total, at) => String(total) !== head[at + 1]))
    return "the first line counts wrongly";
  if (folders.size !== found.counts.size) return "there are other folders";
  let rest = found.total;
  for (const item of (head[4] as string).split(", ")) {
    const [ending = "", count = ""] = item.split(" ");
    const real = ending === "other" ? rest : (found.endings.get(ending) ?? 0);
    if (ending !== "other") rest -= real;
    if (String(real) !== count) return `${ending} is the ending of ${real} names`;
  }
  return undefined;
}
