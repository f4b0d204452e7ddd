/** A file's header as the checks read it. */
export interface ReadFile {
  /** Status, names, modes, and for binary files the hashes; as one line of ours says it where it can. */
  readonly identity: string;
  /** Lines that it takes. */
  readonly taken: number;
  /** Offset of the line with hashes that are not in `identity`, -1 where there is none. */
  readonly hashes: number;
}

/** Reads the lines from `diff --git` to before the hunks. */
export function readGitFile(lines: readonly string[], at: number): ReadFile {
  const said: Said = { pair: bare(lines[at]).slice(11), fields: {}, content: "" };
  let taken = 1;
  for (; ; taken++) {
    const line = bare(lines[at + taken]);
    const key = KEYS.find((word) => line.startsWith(`${word} `) && line.length > word.length + 1);
    if (key === undefined || said.fields[key] !== undefined) break;
    said.fields[key] = line.slice(key.length + 1);
  }
  const hashes = Object.keys(said.fields).indexOf("index") + 1;
  const next = bare(lines[at + taken]);
  if (next.startsWith("--- ") && bare(lines[at + taken + 1]).startsWith("+++ ")) {
    taken += 2;
  } else if (next === "GIT binary patch" || /^Binary files .* differ$/s.test(next)) {
    taken += 1;
    said.content = next.startsWith("G") ? "git binary patch" : "binary";
  } else said.content = "0 lines";
  const isBinary = said.content.includes("binary");
  const raw = lines.slice(at, at + taken).join("\n");
  const identity = lineOf(said, isBinary) ?? raw;
  return { identity, taken, hashes: isBinary || hashes === 0 ? -1 : hashes };
}

/** Reads a `---` and a `+++` line. Times are no part of it, unless they say that there is no file. */
export function readPlainFile(lines: readonly string[], at: number): ReadFile {
  const [old, next] = [0, 1].map((offset) => {
    const line = bare(lines[at + offset]).slice(4);
    const tab = line.lastIndexOf("\t");
    const time = tab < 0 ? "" : line.slice(tab + 1);
    const isTime = /^(?:\d{4}-\d\d-\d\d |[A-Z][a-z]{2} [A-Z][a-z]{2} )/.test(time);
    return isTime && !/^19(?:69|70)-|19(?:69|70)$/.test(time) ? line.slice(0, tab) : line;
  }) as [string, string];
  return { identity: `diff U${namesOf(old, next)}`, taken: 2, hashes: -1 };
}

/** A line without the carriage return at its end. */
export function bare(line: string | undefined): string {
  return line?.endsWith("\r") === true ? line.slice(0, -1) : (line ?? "");
}

const KEYS = [
  ...["old mode", "new mode", "new file mode", "deleted file mode", "similarity index"],
  ...["dissimilarity index", "rename from", "rename to", "copy from", "copy to", "index"],
];

interface Said {
  readonly pair: string;
  readonly fields: Record<string, string>;
  content: string;
}

/** What a folded header of this file looks like, but for hashes of text; `undefined` where names are not clear. */
function lineOf({ pair, fields, content }: Said, isBinary: boolean): string | undefined {
  const f = (key: string): string => fields[key] ?? "";
  const from = f("rename from") || f("copy from");
  const to = f("rename to") || f("copy to");
  const half = pair.length >> 1;
  const names =
    from === "" ? namesOf(pair.slice(0, half), pair.slice(half + 1)) : moved(pair, from, to);
  const letter = letterOf(fields);
  const score = f("similarity index").slice(0, -1);
  const single = f("new file mode") || f("deleted file mode");
  const parts = [
    `diff ${letter}${score}${names}${isBinary ? shortHashes(f("index"), letter) : ""}`,
  ];
  if (f("old mode") !== "") parts.push(`mode ${f("old mode")} => ${f("new mode")}`);
  else if (single !== "" && single !== "100644") parts.push(`mode ${single}`);
  const isImplied = content === "0 lines" && score === "100";
  if (content !== "" && !isImplied) parts.push(content);
  return fields["dissimilarity index"] === undefined ? parts.join(", ") : undefined;
}

function letterOf(fields: Record<string, string>): string {
  if (fields["rename from"] !== undefined) return "R";
  if (fields["copy from"] !== undefined) return "C";
  if (fields["new file mode"] !== undefined) return "A";
  return fields["deleted file mode"] === undefined ? "M" : "D";
}

function shortHashes(index: string, letter: string): string {
  const sides = index.split("..");
  if (index === "") return "";
  if (letter === "A") return ` ${sides[1]}`;
  if (letter === "D") return ` ${sides[0]}`;
  return ` ${index.replace(/ 100644$/, "")}`;
}

/** Prefixes where they are not `a/` and `b/`, and the name, or both names where they differ. */
function namesOf(old: string, next: string): string {
  let [left, right] = [old.length, next.length];
  while (left > 0 && right > 0 && old[left - 1] === next[right - 1]) {
    left--;
    right--;
  }
  const quote = old.startsWith('"') && next.startsWith('"') ? '"' : "";
  if (old === next) return `() ${old}`;
  const slash = old.indexOf("/", left);
  const isShared = slash >= 0 && slash + 1 < old.length;
  if (!isShared) return `() ${old} => ${next}`;
  const shared = old.length - slash - 1;
  const prefixes = [old, next].map((name) => name.slice(quote.length, name.length - shared));
  return `${prefixText(prefixes)} ${quote}${old.slice(slash + 1)}`;
}

/** Both names of a move. The pair holds each of them behind a prefix, so its length says how long the prefixes are. */
function moved(pair: string, from: string, to: string): string {
  const length = Math.max(0, pair.length - from.length - to.length - 1) >> 1;
  const prefixAt = (start: number): string =>
    pair.slice(start + (pair[start] === '"' ? 1 : 0)).slice(0, length);
  const prefixes = [prefixAt(0), prefixAt(pair.length - to.length - length)];
  return `${prefixText(prefixes)} ${from === to ? from : `${from} => ${to}`}`;
}

function prefixText([left = "", right = ""]: readonly string[]): string {
  if (left === "a/" && right === "b/") return "";
  return left === "" && right === "" ? "()" : `(${left} ${right})`;
}
