import { type FileHeader, type HeaderContent, headerLines } from "./file-header.ts";

/** A header as it stands in a patch. */
export interface FoundHeader {
  /** Lines before the header itself that only name its files again: `diff -ru a b`, `Index: a` and the rule below it. */
  readonly noise: number;
  /** Index of the line behind it. */
  readonly end: number;
  /** `undefined` where it is written in a way that is not known here. */
  readonly header: FileHeader | undefined;
  /** Whether the lines below `noise` are what `headerLines` gives, so without times. */
  readonly exact: boolean;
}

/** Reads the header that begins on a line, or answers `undefined` where none does. Lines are without `\n`. */
export function readHeader(lines: readonly string[], at: number): FoundHeader | undefined {
  const line = lines[at] as string;
  if (line.startsWith("diff --git ")) return readGit(lines, at);
  if (line.startsWith("--- ")) return readPlain(lines, at, at);
  if (line.startsWith("diff -")) return readPlain(lines, at, at + 1);
  if (!line.startsWith("Index: ")) return undefined;
  return RULE.test(lines[at + 1] ?? "") ? readPlain(lines, at, at + 2) : undefined;
}

/** A line without the carriage return at its end. */
export function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

const RULE = /^={20,100}\r?$/;
const STAMP =
  /\t(?:(?!1970|1969)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [+-]\d{4})?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?!1970|1969)\d{4})$/;

function readPlain(lines: readonly string[], from: number, at: number): FoundHeader | undefined {
  const left = lines[at] ?? "";
  const right = lines[at + 1] ?? "";
  if (!left.startsWith("--- ") || !right.startsWith("+++ ")) return undefined;
  if (!(lines[at + 2] ?? "").startsWith("@@ -")) return undefined;
  const isTorn = left.endsWith("\r") !== right.endsWith("\r");
  const found = { noise: at - from, end: at + 2, header: undefined, exact: false };
  const names = [left, right].map((line) => withoutReturn(line).slice(4).replace(STAMP, ""));
  const [old = "", next = ""] = names;
  if (
    isTorn ||
    old === "" ||
    next === "" ||
    [old, next].some((name) => /[\t"]|^\/dev\/null$/.test(name))
  ) {
    return found;
  }
  const header = plainHeader(old, next);
  const written = headerLines(header);
  const exact = written[0] === withoutReturn(left) && written[1] === withoutReturn(right);
  return { ...found, header, exact };
}

function plainHeader(old: string, next: string): FileHeader {
  let same = 0;
  const most = Math.min(old.length, next.length);
  while (same < most && old.at(-1 - same) === next.at(-1 - same)) same++;
  const name = old.slice(old.length - same);
  const slash = old === next ? -1 : name.indexOf("/");
  const shared = old === next ? old : slash < 0 ? "" : name.slice(slash + 1);
  const isShared = shared !== "";
  return {
    ...{ status: "U", score: "", index: "", modes: [], content: "text" },
    prefixes: isShared
      ? [old.slice(0, old.length - shared.length), next.slice(0, next.length - shared.length)]
      : ["", ""],
    names: isShared ? [shared, shared] : [old, next],
  };
}

/** The lines between `diff --git` and the hunks, by what they begin with. */
const EXTENDED =
  /^(old mode|new mode|new file mode|deleted file mode|similarity index|dissimilarity index|rename from|rename to|copy from|copy to|index) (.+)$/s;

function readGit(lines: readonly string[], from: number): FoundHeader {
  const fields = new Map<string, string>();
  let at = from + 1;
  for (; at < lines.length; at++) {
    const match = EXTENDED.exec(withoutReturn(lines[at] as string));
    if (match === null || fields.has(match[1] as string)) break;
    fields.set(match[1] as string, match[2] as string);
  }
  const { content, taken } = contentAt(lines, at);
  const end = at + taken;
  const pair = withoutReturn(lines[from] as string).slice(11);
  const named = content === "text" ? namedSides(pair, lines[at], lines[at + 1]) : undefined;
  const header = gitHeader(pair, fields, { content, named });
  const isWritten = header !== undefined && isWrittenSo(header, lines, { from, end });
  return { noise: 0, end, header: isWritten ? header : undefined, exact: isWritten };
}

function contentAt(
  lines: readonly string[],
  at: number,
): { readonly content: HeaderContent; readonly taken: number } {
  const line = lines[at] ?? "";
  if (line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ")) {
    return { content: "text", taken: 2 };
  }
  if (/^Binary files .* differ\r?$/s.test(line)) return { content: "binary", taken: 1 };
  if (withoutReturn(line) === "GIT binary patch") return { content: "git binary patch", taken: 1 };
  return { content: "none", taken: 0 };
}

function gitHeader(
  pair: string,
  fields: ReadonlyMap<string, string>,
  { content, named }: { readonly content: HeaderContent; readonly named: Sides | undefined },
): FileHeader | undefined {
  const get = (name: string): string => fields.get(name) ?? "";
  const moved = fields.has("rename from") ? "rename" : "copy";
  const isMoved = fields.has(`${moved} from`);
  const sides = isMoved
    ? movedSides(pair, [get(`${moved} from`), get(`${moved} to`)])
    : (equalSides(pair) ?? named);
  if (sides === undefined) return undefined;
  const single = get("new file mode") || get("deleted file mode");
  const modes = fields.has("old mode") ? [get("old mode"), get("new mode")] : [];
  return {
    ...sides,
    status: statusOf(fields, isMoved ? moved : undefined),
    score: get("similarity index").replace(/%$/, ""),
    index: get("index"),
    modes: single === "" ? modes : [single],
    content,
  };
}

function statusOf(
  fields: ReadonlyMap<string, string>,
  moved: "rename" | "copy" | undefined,
): FileHeader["status"] {
  if (moved !== undefined) return moved === "rename" ? "R" : "C";
  if (fields.has("new file mode")) return "A";
  return fields.has("deleted file mode") ? "D" : "M";
}

type Sides = Pick<FileHeader, "prefixes" | "names">;

/** Names of a file that is not renamed: the two halves are the same behind prefixes of the same length. */
function equalSides(pair: string): Sides | undefined {
  const middle = (pair.length - 1) / 2;
  if (pair[middle] !== " ") return undefined;
  const quote = pair.startsWith('"') ? '"' : "";
  const left = pair.slice(quote.length, middle);
  const right = pair.slice(middle + 1 + quote.length);
  if (left === right) return { prefixes: ["", ""], names: [quote + left, quote + left] };
  const name = left.slice(2);
  if (left[1] !== "/" || right[1] !== "/" || name !== right.slice(2)) return undefined;
  return {
    prefixes: [left.slice(0, 2), right.slice(0, 2)],
    names: [quote + name, quote + name],
  };
}

/** Names of two files that were compared, as `git diff --no-index` gives them: those of the lines behind. */
function namedSides(
  pair: string,
  left: string | undefined,
  right: string | undefined,
): Sides | undefined {
  const [old, next] = [left, right].map((line) =>
    withoutReturn(line ?? "")
      .slice(4)
      .replace(/\t$/, ""),
  ) as [string, string];
  if (pair !== `${old} ${next}` || pair.includes('"')) return undefined;
  const { prefixes, names } = plainHeader(old, next);
  return { prefixes, names };
}

/** Names of a file that is moved are known, and so how much of the pair is prefixes, which are of the same length. */
function movedSides(pair: string, names: readonly [string, string]): Sides | undefined {
  const length = (pair.length - 1 - names[0].length - names[1].length) / 2;
  if (length !== 0 && length !== 2) return undefined;
  const [left, right] = [pair, pair.slice(pair.length - names[1].length - length)].map((name) =>
    name.startsWith('"') ? name.slice(1, 1 + length) : name.slice(0, length),
  );
  return { prefixes: [left as string, right as string], names };
}

function isWrittenSo(
  header: FileHeader,
  lines: readonly string[],
  { from, end }: { readonly from: number; readonly end: number },
): boolean {
  const end1 = (lines[from] as string).endsWith("\r") ? "\r" : "";
  const written = headerLines(header);
  return (
    written.length === end - from &&
    written.every((line, index) => line + end1 === lines[from + index])
  );
}
