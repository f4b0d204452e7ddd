import type { TextRange } from "./split-text.ts";

/** Under which keys an object has its list of tools: MCP's answer to `tools/list`, a chat request's field of old. */
const LIST_KEYS = ["tools", "functions"] as const;

/**
 * The elements of a JSON array, or of the list of tools in a JSON object, as they are written. `undefined` for any other text, and for a
 * list without elements. Linear in the text, however deep it is nested.
 */
export function findElements(text: string): TextRange[] | undefined {
  const list = listIn(text);
  if (list === undefined) return undefined;
  const bounds = boundsOf(text, openingOf(text, list));
  const elements: TextRange[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (place: number): number => {
    for (; counted < place; counted++) if (text[counted] === "\n") line++;
    return line;
  };
  for (let index = 1; index < bounds.length; index++) {
    const from = (bounds[index - 1] as number) + 1;
    const written = text.slice(from, bounds[index]);
    const start = from + written.length - written.trimStart().length;
    const end = start + written.trim().length;
    if (end > start) elements.push({ start, end, lines: [lineAt(start), lineAt(end)] });
  }
  return elements.length > 0 ? elements : undefined;
}

/** Where a text has a list: as all of it, or under a key. */
interface List {
  readonly key: string | undefined;
}

function listIn(text: string): List | undefined {
  if (!/^[[{]/.test(text.trimStart())) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { key: undefined };
    const object = value as Readonly<Record<string, unknown>>;
    const key = LIST_KEYS.find((known) => Array.isArray(object[known]));
    return key && { key };
  } catch {
    return undefined;
  }
}

/** Where the list opens; past the end when its key is written with escapes. */
function openingOf(text: string, { key }: List): number {
  const outside = key === undefined ? 0 : 1;
  let latest: string | undefined;
  for (const { char, at, end, depth } of signsOf(text, 0)) {
    if (depth !== outside) continue;
    // The string before an opening bracket is its key.
    if (char === '"') latest = text.slice(at + 1, end);
    if (char === "[" && latest === key) return at;
  }
  return text.length;
}

/** Where the list opens, where its commas are, and where it closes. */
function boundsOf(text: string, opening: number): number[] {
  const bounds: number[] = [];
  for (const { char, at, depth } of signsOf(text, opening)) {
    const isComma = char === "," && depth === 1;
    const isClosing = char === "]" && depth === 1;
    if (at === opening || isComma || isClosing) bounds.push(at);
    if (isClosing) break;
  }
  return bounds;
}

interface Sign {
  readonly char: string;
  readonly at: number;
  /** Where it ends: a string with its closing quote. */
  readonly end: number;
  /** How many brackets are open before it, from where the reading began. */
  readonly depth: number;
}

/** The strings, brackets and commas of a JSON text. */
function* signsOf(text: string, from: number): Generator<Sign> {
  const sign = /["[\]{},]/g;
  sign.lastIndex = from;
  let depth = 0;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const { 0: char, index: at } = found;
    const end = char === '"' ? endOfString(text, at) : at;
    yield { char, at, end, depth };
    sign.lastIndex = end + 1;
    depth += STEPS.get(char) ?? 0;
  }
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ["[", 1],
  ["{", 1],
  ["]", -1],
  ["}", -1],
]);

/** Where the string that begins at `at` has its closing quote. */
function endOfString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === '"') return next;
  }
  return text.length - 1;
}
