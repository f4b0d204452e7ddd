import type { TextRange } from "./split-text.ts";

/**
 * The elements of a JSON array, as they are written. `undefined` for any other text, and for an array without elements. Linear in the
 * text, however deep it is nested.
 */
export function findElements(text: string): TextRange[] | undefined {
  if (!isJsonArray(text)) return undefined;
  const bounds = boundsOf(text);
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

function isJsonArray(text: string): boolean {
  if (!text.trimStart().startsWith("[")) return false;
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Where the array opens, where its commas are, and where it closes. */
function boundsOf(text: string): number[] {
  const bounds: number[] = [];
  const sign = /["[\]{},]/g;
  let depth = 0;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const { 0: char, index } = found;
    if (char === '"') sign.lastIndex = endOfString(text, index) + 1;
    const step = STEPS.get(char) ?? 0;
    if (Math.min(depth, depth + step) === 0 || (char === "," && depth === 1)) bounds.push(index);
    depth += step;
  }
  return bounds;
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
