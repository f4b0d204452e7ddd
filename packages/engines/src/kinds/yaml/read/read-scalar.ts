import { trimBack, trimFront } from "../yaml-lines.ts";

/** Scalars that YAML 1.1 or YAML 1.2 does not take for strings when they stand without quotes. */
const OTHER_THAN_STRING = [
  /^(?:~|null|Null|NULL|)$/,
  /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?(?:[0-9][0-9_]*)?\.[0-9._]*(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+$/,
  /^[-+]?\.(?:inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t][-0-9:.Zz+ \t]*)?$/,
  /^(?:<<|=)$/,
];

/** No number, no date and no word of those above begins like this. */
const LONG_WORD = /^[A-Za-z].{5}/;

/**
 * What a plain scalar is, so that two are the same value when they are equal: `s` and its characters for a string, `p` and
 * its lexeme for what may be something else. A missing value is null.
 */
export function plainValue(lexeme: string): string {
  if (lexeme === "") return "pnull";
  if (LONG_WORD.test(lexeme)) return `s${lexeme}`;
  return OTHER_THAN_STRING.some((shape) => shape.test(lexeme)) ? `p${lexeme}` : `s${lexeme}`;
}

const NAMED = new Map([
  ["0", 0],
  ["a", 7],
  ["b", 8],
  ["t", 9],
  ["\t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
  ["e", 27],
  [" ", 32],
  ['"', 34],
  ["/", 47],
  ["\\", 92],
  ["N", 0x85],
  ["_", 0xa0],
  ["L", 0x2028],
  ["P", 0x2029],
]);
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

/** What stands between quotes, read; the offset behind the closing one is -1 where there is none. */
export function readQuoted(text: string, from: number): { value: string; end: number } {
  const quote = text.charAt(from);
  const pieces: string[] = [];
  let at = from + 1;
  let start = at;
  for (; ; at++) {
    const character = text.charAt(at);
    if (character === "") return { value: "", end: -1 };
    if (character === "\\" && quote === '"') at += 1;
    else if (character === quote) {
      if (quote === '"' || text.charAt(at + 1) !== "'") break;
      pieces.push(text.slice(start, at));
      start = at + 1;
      at += 1;
    }
  }
  pieces.push(text.slice(start, at));
  const folded = fold(pieces.join(""));
  return { value: quote === '"' ? resolve(folded) : folded, end: at + 1 };
}

function fold(raw: string): string {
  if (!raw.includes("\n")) return raw;
  const lines = raw.split("\n");
  const last = lines.length - 1;
  const trimmed = lines.map((line, index) => {
    const front = index > 0 ? trimFront(line) : line;
    return index < last ? trimBack(front) : front;
  });
  let value = trimmed[0] as string;
  for (let index = 1; index <= last; ) {
    let next = index;
    while (next < last && trimmed[next] === "") next += 1;
    value += (next === index ? " " : "\n".repeat(next - index)) + trimmed[next];
    index = next + 1;
  }
  return value;
}

function resolve(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(ESCAPE, (whole) => {
    if (whole.length > 2) return String.fromCodePoint(Number.parseInt(whole.slice(2), 16));
    const known = NAMED.get(whole.slice(1));
    return known === undefined ? whole : String.fromCharCode(known);
  });
}

/** The text of a block scalar from its header and its lines, which still have their indentation. */
export function blockValue(header: string, lines: readonly string[], parent: number): string {
  const digit = /[1-9]/.exec(header)?.[0];
  const margin =
    digit === undefined
      ? (lines.find((line) => /[^ ]/.test(line))?.search(/[^ ]/) ?? Number.POSITIVE_INFINITY)
      : parent + Number(digit);
  const content = lines.map((line) => line.slice(margin));
  let size = content.length;
  while (size > 0 && content[size - 1] === "") size -= 1;
  const kept = content.slice(0, size);
  const value = header.startsWith("|") ? kept.join("\n") : foldBlock(kept);
  if (header.includes("-")) return value;
  const blanks = content.length - size;
  if (header.includes("+")) return value + "\n".repeat(size > 0 ? blanks + 1 : blanks);
  return size > 0 ? `${value}\n` : "";
}

/** Folds line by line: a break between two lines at the margin is a space, or falls away beside blank lines. */
function foldBlock(lines: readonly string[]): string {
  let value = lines[0] ?? "";
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] as string;
    const before = lines[at - 1] as string;
    if (line === "" || isDeep(line)) value += "\n";
    else if (before === "") value += afterBlank(lines, at) ? "\n" : "";
    else value += isDeep(before) ? "\n" : " ";
    value += line;
  }
  return value;
}

/** Whether the lines above some blank ones are deeper than the margin, or none. */
function afterBlank(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && lines[above] === "") above -= 1;
  return above < 0 || isDeep(lines[above] as string);
}

function isDeep(line: string): boolean {
  return line.startsWith(" ") || line.startsWith("\t");
}
