import type { FileHeader, HeaderContent } from "./file-header.ts";

/** A header on one line. */
export interface FoldedHeader {
  readonly header: FileHeader;
  /** The whole file follows without signs: how many lines, and whether the last one has no line break. */
  readonly whole?: WholeFile | undefined;
}

/** The lines of a new or deleted file. */
export interface WholeFile {
  /** At least 1. */
  readonly lines: number;
  readonly torn: boolean;
}

/**
 * Writes a header on one line: `diff M src/a.ts 3fa9c1d..5b1d02a`, `diff A src/b.ts 5b1d02a, 12 lines`,
 * `diff R92 old.ts => new.ts`, `diff M run.sh, mode 100644 => 100755`. Answers `undefined` where that would not read back.
 */
export function foldHeader({ header, whole }: FoldedHeader): string | undefined {
  const { status, score, names } = header;
  const name = names[0] === names[1] ? names[0] : `${names[0]} => ${names[1]}`;
  const attributes = [modeText(header), contentText(header, whole)].filter((text) => text !== "");
  const head = `diff ${status}${score}${prefixText(header.prefixes)} ${name}${indexText(header)}`;
  const line = [head, ...attributes].join(", ");
  const read = unfoldHeader(line);
  return read !== undefined && isSame(read, { header, whole }) ? line : undefined;
}

/** Reads what {@link foldHeader} wrote; `undefined` for any other line. */
export function unfoldHeader(line: string): FoldedHeader | undefined {
  const match = line.startsWith("diff ") ? SHAPE.exec(line) : null;
  if (match === null) return undefined;
  const [, status, score = "", parens, left = "", right = "", tail = ""] = match;
  const read: Reading = { status: status as FileHeader["status"], text: tail, modes: [] };
  takeAttributes(read);
  const index = takeIndex(read);
  const isPair = status === "R" || status === "C" || status === "U";
  const at = isPair ? read.text.indexOf(" => ") : -1;
  const names: [string, string] =
    at < 0 ? [read.text, read.text] : [read.text.slice(0, at), read.text.slice(at + 4)];
  const content = read.content ?? (score === "100" && index === "" ? "none" : "text");
  const header = {
    status: read.status,
    score,
    prefixes: parens === undefined ? DEFAULT_PREFIXES : ([left, right] as const),
    names,
    index,
    modes: modesOf(read),
    content,
  };
  return { header, whole: read.whole };
}

/** The prefixes that git writes unless told otherwise. */
const DEFAULT_PREFIXES = ["a/", "b/"] as const;
const PLAIN_MODE = "100644";

const SHAPE = /^diff ([MADRCU])(\d{0,3})(\((?:([^ ()]*) ([^ ()]*))?\))? (.+)$/s;
const ATTRIBUTE =
  /, (?:mode (\d{6})(?: => (\d{6}))?|(binary|git binary patch)|(\d{1,9}) lines?( without final newline)?)$/;
const INDEX = / ([0-9a-f]{4,64}\.\.[0-9a-f]{4,64}(?: \d{6})?)$/;
const HASH = / ([0-9a-f]{4,64})$/;

/** A header while it is read from its end. */
interface Reading {
  readonly status: FileHeader["status"];
  text: string;
  modes: readonly string[];
  content?: HeaderContent;
  whole?: WholeFile;
}

function takeAttributes(read: Reading): void {
  for (let left = 2; left > 0; left--) {
    const match = ATTRIBUTE.exec(read.text.slice(-ATTRIBUTE_LENGTH));
    if (match === null) return;
    const [text, mode, next, binary, lines, torn] = match;
    if (mode !== undefined) read.modes = next === undefined ? [mode] : [mode, next];
    else if (binary !== undefined) read.content = binary as HeaderContent;
    else if (lines === "0") read.content = "none";
    else read.whole = { lines: Number(lines), torn: torn !== undefined };
    read.text = read.text.slice(0, -text.length);
  }
}

/** No attribute is longer. */
const ATTRIBUTE_LENGTH = 60;

function takeIndex(read: Reading): string {
  const { status, text, modes } = read;
  const isOneSided = status === "A" || status === "D";
  const match = status === "U" ? null : (isOneSided ? HASH : INDEX).exec(text.slice(-200));
  if (match === null) return "";
  const [found, index = ""] = match;
  read.text = text.slice(0, -found.length);
  if (isOneSided) {
    const zeros = "0".repeat(index.length);
    return status === "A" ? `${zeros}..${index}` : `${index}..${zeros}`;
  }
  return modes.length > 0 || index.includes(" ") ? index : `${index} ${PLAIN_MODE}`;
}

function modesOf({ status, modes }: Reading): readonly string[] {
  const isOneSided = status === "A" || status === "D";
  return isOneSided && modes.length === 0 ? [PLAIN_MODE] : modes;
}

function prefixText([left, right]: FileHeader["prefixes"]): string {
  if (left === DEFAULT_PREFIXES[0] && right === DEFAULT_PREFIXES[1]) return "";
  return left === "" && right === "" ? "()" : `(${left} ${right})`;
}

function modeText({ modes: [first, second] }: FileHeader): string {
  if (second !== undefined) return `mode ${first} => ${second}`;
  return first === undefined || first === PLAIN_MODE ? "" : `mode ${first}`;
}

function contentText({ content, score, index }: FileHeader, whole: WholeFile | undefined): string {
  if (whole !== undefined) {
    const lines = `${whole.lines} ${whole.lines === 1 ? "line" : "lines"}`;
    return whole.torn ? `${lines} without final newline` : lines;
  }
  if (content === "none") return score === "100" && index === "" ? "" : "0 lines";
  return content === "text" ? "" : content;
}

function indexText({ status, index }: FileHeader): string {
  if (index === "") return "";
  const [left = "", right = ""] = index.split("..");
  if (status === "A") return ` ${right}`;
  if (status === "D") return ` ${left}`;
  return ` ${index.endsWith(` ${PLAIN_MODE}`) ? index.slice(0, -PLAIN_MODE.length - 1) : index}`;
}

function isSame(left: FoldedHeader, right: FoldedHeader): boolean {
  const [own, other] = [left.header, right.header];
  return (
    own.status === other.status &&
    own.score === other.score &&
    own.index === other.index &&
    own.content === other.content &&
    isSameList(own.prefixes, other.prefixes) &&
    isSameList(own.names, other.names) &&
    isSameList(own.modes, other.modes) &&
    left.whole?.lines === right.whole?.lines &&
    left.whole?.torn === right.whole?.torn
  );
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, at) => text === right[at]);
}
