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
  const said: Said = { pair: bare(lines[at]).slice(11), fields: {}, content: "", names: [] };
  let taken = 1;
  for (; ; taken++) {
    const line = bare(lines[at + taken]);
    const key = KEYS.find((word) => line.startsWith(`${word} `) && line.length > word.length + 1);
    if (key === undefined || said.fields[key] !== undefined) break;
    said.fields[key] = line.slice(key.length + 1);
  }
  const hashes = Object.keys(said.fields).indexOf("index") + 1;
  taken += readEnd(said, bare(lines[at + taken]), bare(lines[at + taken + 1]));
  const isBinary = said.content.includes("binary");
  const raw = lines.slice(at, at + taken).join("\n");
  const identity = lineOf(said, isBinary) ?? raw;
  return { identity, taken, hashes: isBinary || hashes === 0 ? -1 : hashes };
}

/** Reads what stands between the fields of a header and its hunks; answers how many lines that takes. */
function readEnd(said: Said, first: string, second: string): number {
  if (first.startsWith("--- ") && second.startsWith("+++ ")) {
    said.names.push(...[first, second].map((line) => line.slice(4).replace(/\t$/, "")));
    return 2;
  }
  if (/^Binary files .* differ$/s.test(first)) {
    said.content = "binary";
    said.names.push(first.slice(13, -7));
    return 1;
  }
  said.content = first === "GIT binary patch" ? "git binary patch" : "0 lines";
  return first === "GIT binary patch" ? 1 : 0;
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
  /** What the lines behind say of the names: an old and a new one, or both in one text. */
  readonly names: string[];
}

/** What a folded header of this file looks like, but for hashes of text; `undefined` where its lines do not agree on names. */
function lineOf(said: Said, isBinary: boolean): string | undefined {
  const { fields, content } = said;
  const f = (key: string): string => fields[key] ?? "";
  const names = agreedNames(said, [
    f("rename from") || f("copy from"),
    f("rename to") || f("copy to"),
  ]);
  if (names === undefined) return undefined;
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

/** The names that all lines of a header agree on, as a folded header writes them. */
function agreedNames(said: Said, [from, to]: readonly [string, string]): string | undefined {
  const { pair, names } = said;
  // Prefixes are of the same length, so the lengths of the names say where the second begins.
  const length = from === "" ? 0 : Math.max(0, pair.length - from.length - to.length - 1) >> 1;
  const [first = "", second] = names;
  const isNamed = second !== undefined && `${first} ${second}` === pair;
  const half = isNamed ? first.length : pair.length >> 1;
  const middle = from === "" ? half : from.length + length;
  const [old, next] = [pair.slice(0, middle), pair.slice(middle + 1)];
  const letter = letterOf(said.fields);
  const sides = [letter === "A" ? "/dev/null" : old, letter === "D" ? "/dev/null" : next];
  const agree =
    names.length === 0 || [sides.join("\n"), sides.join(" and ")].includes(names.join("\n"));
  if (pair[middle] !== " " || !agree) return undefined;
  if (from === "") return namesOf(old, next);
  const start = (side: string): number => (side.startsWith('"') ? 1 : 0);
  const prefixes = [old, next].map((side) => side.slice(start(side), start(side) + length));
  const isMoved = [from, to].every((name, at) => {
    const side = [old, next][at] as string;
    return side === side.slice(0, start(name)) + prefixes[at] + name.slice(start(name));
  });
  return isMoved ? `${prefixText(prefixes)} ${from === to ? from : `${from} => ${to}`}` : undefined;
}

function prefixText([left = "", right = ""]: readonly string[]): string {
  if (left === "a/" && right === "b/") return "";
  return left === "" && right === "" ? "()" : `(${left} ${right})`;
}
