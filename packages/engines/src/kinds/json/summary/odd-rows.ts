import { isNumberNode, type JsonNode } from "../json-node.ts";

/**
 * Rows with a value that stands out under its key: a number far beyond the quartiles, farthest first, then a word that hardly
 * any other row has where few words are usual, rarest first.
 */
export function oddRows(rows: readonly JsonNode[]): readonly number[] {
  const numbers = new Map<string, Place[]>();
  const words = new Map<string, WordColumn>();
  for (const [index, row] of rows.entries()) addRow({ numbers, words, index }, row, "");
  const far = [...numbers.values()].flatMap(farOnes);
  far.sort((a, b) => b.distance - a.distance || a.index - b.index);
  const rare = [...words.values()]
    .flatMap(rareOnes)
    .sort((a, b) => a.count - b.count || a.index - b.index);
  return [...far, ...rare].map(({ index }) => index);
}

interface Columns {
  readonly numbers: Map<string, Place[]>;
  readonly words: Map<string, WordColumn>;
  readonly index: number;
}

/** Notes the scalars of a row, and of objects in it, by their path. Recursive: for trees of bounded depth. */
function addRow(columns: Columns, row: JsonNode, path: string): void {
  if (typeof row === "string" || row.type === "array") return;
  const { numbers, words, index } = columns;
  for (let at = 0; at < row.keys.length; at++) {
    const node = row.values[at] as JsonNode;
    const key = path === "" ? (row.keys[at] as string) : `${path}.${row.keys[at]}`;
    if (typeof node !== "string") addRow(columns, node, key);
    else {
      if (isNumberNode(node)) addNumber(numbers, key, { index, value: Number(node) });
      addWord(words, key, { index, node });
    }
  }
}

interface Place {
  readonly index: number;
  readonly value: number;
}

/** The first row of each word, and how many have it; given up where there are too many words. */
interface WordColumn {
  readonly first: Map<string, { index: number; count: number }>;
  total: number;
}

/** Interquartile ranges beyond a quartile: what Tukey calls far out. */
const FAR = 3;
const MOST_WORDS = 12;
const LONGEST_WORD = 60;
/** Longer ones are told apart without their digits: they are messages. */
const SHORT_WORD = 12;
const DIGITS = /[0-9]+/g;
/** A word is rare where at most this share of the rows has it. */
const RARE = 0.01;

function addNumber(columns: Map<string, Place[]>, key: string, place: Place): void {
  const column = columns.get(key);
  if (column === undefined) columns.set(key, [place]);
  else column.push(place);
}

function addWord(
  columns: Map<string, WordColumn>,
  key: string,
  { index, node }: { readonly index: number; readonly node: string },
): void {
  let column = columns.get(key);
  if (column === undefined) {
    column = { first: new Map(), total: 0 };
    columns.set(key, column);
  }
  column.total += 1;
  if (column.first.size > MOST_WORDS) return;
  const word = node.length <= SHORT_WORD ? node : node.slice(0, LONGEST_WORD).replace(DIGITS, "0");
  const found = column.first.get(word);
  if (found === undefined) column.first.set(word, { index, count: 1 });
  else found.count += 1;
}

function rareOnes({ first, total }: WordColumn) {
  if (first.size < 2 || first.size > MOST_WORDS) return [];
  const most = Math.max(1, total * RARE);
  return [...first.values()].filter(({ count }) => count <= most && total >= count * 12);
}

function farOnes(column: readonly Place[]) {
  const sorted = Float64Array.from(column, ({ value }) => value).sort();
  const low = sorted[Math.floor((sorted.length - 1) / 4)] as number;
  const high = sorted[Math.ceil(((sorted.length - 1) * 3) / 4)] as number;
  const range = high - low;
  if (!(range > 0) || !Number.isFinite(range)) return [];
  return column
    .map(({ index, value }) => ({ index, distance: Math.max(low - value, value - high) / range }))
    .filter(({ distance }) => distance > FAR);
}
