import { isTemplateText } from "./bare-text.ts";
import { inferTemplate, type TemplatePart, type TemplateSource } from "./infer-template.ts";
import { isNumberNode, isStringNode, type JsonNode, nodeToJson } from "./json-node.ts";
import { literalBlock } from "./literal-block.ts";
import type { Cell, Leaf } from "./table.ts";

/** How a column is written: what the header says of it, and what is left for the cells. */
export interface ColumnPlan {
  readonly leaf: Leaf;
  /** Every row's value; there are no cells then. */
  readonly constant?: JsonNode;
  /** Whole numbers in equal steps; there are no cells then. */
  readonly range?: NumberRange;
  /** What strings are made of; without a hole there are no cells. */
  readonly template?: readonly TemplatePart<Leaf>[];
  /** What an empty cell stands for. */
  readonly fallback?: { readonly value: Cell };
  /** Whether bare cells are strings even if they look like numbers or `true`. */
  readonly isText: boolean;
  readonly hasCells: boolean;
}

/** `first`, `first + step`, ... to `last`. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/**
 * Plans the columns of one table, in order. With `keepCells` the first column keeps its cells whatever it holds; without
 * `mayCount` no column is a range.
 */
export function planColumns(
  leaves: readonly Leaf[],
  { keepCells, mayCount }: { readonly keepCells: boolean; readonly mayCount: boolean },
): ReadonlyMap<Leaf, ColumnPlan> {
  const plans = new Map<Leaf, ColumnPlan>();
  const open: Leaf[] = [];
  for (const leaf of leaves) {
    const isFirst = leaf === leaves[0];
    const plan = keptPlan(leaf, keepCells && isFirst) ?? fixedPlan(leaf, mayCount && !isFirst);
    if (plan === undefined) open.push(leaf);
    else plans.set(leaf, plan);
  }
  const sources = new SourceIndex(leaves, plans);
  for (const leaf of open) plans.set(leaf, variablePlan(leaf, sources));
  return plans;
}

const MAX_SOURCES = 200;
const SAFE_REFERENCE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The plan of a column that must have cells: one whose keys are named in the rows, or the first that is kept. */
function keptPlan(leaf: Leaf, isKept: boolean): ColumnPlan | undefined {
  if (!leaf.isSparse && !isKept) return undefined;
  const strings = leaf.isSparse ? undefined : stringsOf(leaf.cells);
  if (strings?.length !== leaf.cells.length) return plainPlan(leaf);
  if (strings.some((text) => literalBlock(text) !== undefined)) return plainPlan(leaf);
  const template = inferTemplate<Leaf>(strings, []);
  const hasHole = template?.some((part) => part.type === "hole") === true;
  if (template === undefined || !hasHole || !isWritable(template)) return plainPlan(leaf);
  return { leaf, template, isText: true, hasCells: true };
}

/** A plan without cells, or `undefined`. */
function fixedPlan(leaf: Leaf, mayBeRange: boolean): ColumnPlan | undefined {
  const constant = constantOf(leaf.cells);
  if (constant !== undefined) return { leaf, constant, isText: false, hasCells: false };
  const range = mayBeRange ? rangeOf(leaf.cells) : undefined;
  return range === undefined ? undefined : { leaf, range, isText: false, hasCells: false };
}

function variablePlan(leaf: Leaf, sources: SourceIndex): ColumnPlan {
  const fallback = fallbackOf(leaf.cells);
  const strings = stringsOf(leaf.cells);
  if (strings === undefined || strings.some((text) => literalBlock(text) !== undefined)) {
    return plainPlan(leaf, fallback);
  }
  const isComplete = strings.length === leaf.cells.length;
  const template = inferTemplate(strings, isComplete ? sources.for(leaf) : []);
  if (template === undefined || !isWritable(template)) return plainPlan(leaf, fallback);
  const hasCells = template.some((part) => part.type === "hole");
  if (!hasCells && !isComplete) return plainPlan(leaf, fallback);
  sources.use(leaf, template);
  const keepsFallback = hasCells && fallback !== undefined && !isStringNode(fallback.value);
  return { leaf, template, isText: true, hasCells, ...(keepsFallback ? { fallback } : {}) };
}

function isWritable(template: readonly TemplatePart<Leaf>[]): boolean {
  return template.every(
    (part, index) =>
      part.type !== "literal" ||
      isTemplateText(part.text, { first: index === 0, last: index === template.length - 1 }),
  );
}

function plainPlan(leaf: Leaf, fallback?: { readonly value: Cell }): ColumnPlan {
  const isText = needsText(leaf.cells);
  return { leaf, isText, hasCells: true, ...(fallback === undefined ? {} : { fallback }) };
}

/** Which columns may be named in another's template: those whose own value needs no other column. */
class SourceIndex {
  readonly #sources: TemplateSource<Leaf>[] = [];
  readonly #derived = new Set<Leaf>();
  readonly #used = new Set<Leaf>();
  readonly #paths: ReadonlySet<string>;

  constructor(leaves: readonly Leaf[], plans: ReadonlyMap<Leaf, ColumnPlan>) {
    this.#paths = new Set(leaves.map((leaf) => JSON.stringify(leaf.path)));
    for (const leaf of leaves) {
      if (this.#sources.length >= MAX_SOURCES) break;
      if (plans.get(leaf)?.constant !== undefined) continue;
      if (!leaf.path.every((key) => SAFE_REFERENCE.test(key))) continue;
      const values = textsOf(leaf.cells);
      if (values?.some((value) => value !== values[0]))
        this.#sources.push({ column: leaf, values });
    }
  }

  for(leaf: Leaf): readonly TemplateSource<Leaf>[] {
    if (this.#used.has(leaf)) return [];
    return this.#sources.filter(
      ({ column }) =>
        column !== leaf && !this.#derived.has(column) && !this.#isHidden(column, leaf),
    );
  }

  /** Whether a name without a group would be taken for a neighbour of the same name. */
  #isHidden({ path }: Leaf, leaf: Leaf): boolean {
    if (path.length > 1 || leaf.path.length === 1) return false;
    return this.#paths.has(JSON.stringify([...leaf.path.slice(0, -1), ...path]));
  }

  use(leaf: Leaf, template: readonly TemplatePart<Leaf>[]): void {
    for (const part of template) {
      if (part.type !== "reference") continue;
      this.#used.add(part.column);
      this.#derived.add(leaf);
    }
  }
}

function constantOf(cells: readonly Cell[]): JsonNode | undefined {
  const first = cells[0];
  if (first === undefined) return undefined;
  if (typeof first === "string") return cells.every((cell) => cell === first) ? first : undefined;
  const text = nodeToJson(first);
  const isSame = (cell: Cell) =>
    cell !== undefined && typeof cell !== "string" && nodeToJson(cell) === text;
  return cells.every(isSame) ? first : undefined;
}

function rangeOf(cells: readonly Cell[]): NumberRange | undefined {
  if (cells.length < 3) return undefined;
  const first = wholeNumber(cells[0]);
  const second = wholeNumber(cells[1]);
  const last = wholeNumber(cells[cells.length - 1]);
  if (first === undefined || second === undefined || last === undefined) return undefined;
  const step = second - first;
  if (step === 0) return undefined;
  for (let row = 0; row < cells.length; row++) {
    if (wholeNumber(cells[row]) !== first + row * step) return undefined;
  }
  return { first, last, step };
}

function wholeNumber(cell: Cell): number | undefined {
  if (!isNumberNode(cell) || cell.length > 15) return undefined;
  const value = Number(cell);
  return Number.isSafeInteger(value) && `${value}` === cell ? value : undefined;
}

/** The strings of a column that has two or more, and else only `null` and absent cells. */
function stringsOf(cells: readonly Cell[]): string[] | undefined {
  const strings: string[] = [];
  for (const cell of cells) {
    if (isStringNode(cell)) strings.push(cell.slice(1));
    else if (cell !== undefined && cell !== "null") return undefined;
  }
  return strings.length >= 2 ? strings : undefined;
}

function textsOf(cells: readonly Cell[]): string[] | undefined {
  const texts: string[] = [];
  for (const cell of cells) {
    if (isStringNode(cell)) texts.push(cell.slice(1));
    else if (isNumberNode(cell)) texts.push(cell);
    else return undefined;
  }
  return texts;
}

function needsText(cells: readonly Cell[]): boolean {
  let looksOther = false;
  for (const cell of cells) {
    if (isStringNode(cell)) looksOther ||= OTHER_LOOKS.test(cell.slice(1, 40));
    else if (cell !== undefined && cell !== "null") return false;
  }
  return looksOther;
}

const OTHER_LOOKS = /^(?:-?[0-9]|true$|false$|[{[])/;

/** The value that most cells hold, where that is common enough to leave it out. */
function fallbackOf(cells: readonly Cell[]): { readonly value: Cell } | undefined {
  const counts = new Map<string | undefined, number>();
  let best: string | undefined;
  let bestCount = 0;
  for (const [row, cell] of cells.entries()) {
    if (cell !== undefined && typeof cell !== "string") continue;
    if (row === 256 && bestCount < 32) return undefined;
    const count = (counts.get(cell) ?? 0) + 1;
    counts.set(cell, count);
    if (count > bestCount) {
      bestCount = count;
      best = cell;
    }
  }
  return bestCount >= 2 && bestCount * 5 >= cells.length * 2 ? { value: best } : undefined;
}
