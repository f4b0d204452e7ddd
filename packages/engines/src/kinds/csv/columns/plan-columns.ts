import type { TokenCounter } from "@tokenpak/core";
import {
  inferTemplate,
  type TemplatePart,
  type TemplateSource,
} from "../../json/infer-template.ts";
import type { Cell, Column } from "./column.ts";
import type { ColumnPlan, PlanPart } from "./column-plan.ts";
import { countingOf } from "./counting.ts";
import { labelsOf } from "./label-values.ts";
import { cutSections } from "./section-prefix.ts";

/** Plans how columns of equally many records are written, in order. */
export function planColumns(columns: readonly Column[], counter: TokenCounter): ColumnPlan[] {
  const plans = new Map<Column, ColumnPlan>();
  for (const column of columns) {
    const plan = fixedPlan(column);
    if (plan !== undefined) plans.set(column, plan);
  }
  const sources = new Sources(columns, plans);
  return columns.map((column) => plans.get(column) ?? openPlan(column, sources, counter));
}

const MAX_SOURCES = 60;
const MAX_DEPTH = 2;
const REFERABLE = /^[A-Za-z_@][\w@:/.#-]*$/;
const ENDS_WITH_TIME = /^(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)(.*)$/s;

/** A plan without cells, or `undefined`. */
function fixedPlan(column: Column): ColumnPlan | undefined {
  const { cells } = column;
  const first = cells[0];
  if (first === undefined) return undefined;
  if (cells.every((cell) => cell === first)) return fixed(column, [literal(first)]);
  if (cells.includes(undefined)) return undefined;
  const counting = countingOf(cells as string[]);
  if (counting !== undefined) return fixed(column, [{ type: "counting", counting }]);
  return timePlan(column, first);
}

/** Times that count on and all end alike, as in `.000Z`. */
function timePlan(column: Column, first: string): ColumnPlan | undefined {
  const end = ENDS_WITH_TIME.exec(first)?.[2] ?? "";
  if (end === "") return undefined;
  const cells = column.cells as readonly string[];
  if (!cells.every((cell) => cell.endsWith(end))) return undefined;
  const counting = countingOf(cells.map((cell) => cell.slice(0, cell.length - end.length)));
  if (counting === undefined) return undefined;
  return fixed(column, [{ type: "counting", counting }, literal(end)]);
}

function fixed(column: Column, parts: readonly PlanPart[]): ColumnPlan {
  return { column, parts, rests: undefined };
}

function literal(text: string): PlanPart {
  return { type: "literal", text };
}

function openPlan(column: Column, sources: Sources, counter: TokenCounter): ColumnPlan {
  const { cells } = column;
  const values = cells.filter((cell) => cell !== undefined);
  const isComplete = values.length === cells.length;
  const likely = isComplete ? sources.for(column) : [];
  const template = values.length < 2 ? undefined : inferTemplate(values, likely);
  const parts: readonly PlanPart[] = template ?? [{ type: "hole" }];
  const hole = parts.findIndex((part) => part.type === "hole");
  if (hole < 0 && !isComplete) return plain(column);
  sources.use(column, template ?? []);
  if (hole < 0) return fixed(column, parts);
  const rests = restsOf(cells, parts, hole);
  const finer = isComplete
    ? finerPlan({ column, parts, hole, rests: rests as string[] }, sources, counter)
    : undefined;
  return finer ?? { column, parts, ...restsPlan(rests, counter) };
}

interface HolePlan {
  readonly column: Column;
  readonly parts: readonly PlanPart[];
  /** Index of the hole among the parts. */
  readonly hole: number;
  readonly rests: readonly string[];
}

/** A plan whose hole counts on, or says its beginning once a section. */
function finerPlan(
  { column, parts, hole, rests }: HolePlan,
  sources: Sources,
  counter: TokenCounter,
): ColumnPlan | undefined {
  const inPlaceOfHole = (...own: readonly PlanPart[]): readonly PlanPart[] => [
    ...parts.slice(0, hole),
    ...own,
    ...parts.slice(hole + 1),
  ];
  const counting = parts.length > 1 ? countingOf(rests) : undefined;
  if (counting !== undefined) return fixed(column, inPlaceOfHole({ type: "counting", counting }));
  const cut = sources.isUnique(column) ? cutSections(rests, counter) : undefined;
  if (cut === undefined || isRatherException(rests, cut.sections)) return undefined;
  const { sections } = cut;
  if (cut.rests === undefined) {
    return { column, parts: inPlaceOfHole({ type: "section" }), rests: undefined, sections };
  }
  const whole = inPlaceOfHole({ type: "section" }, { type: "hole" });
  return { column, parts: whole, sections, ...restsPlan(cut.rests, counter) };
}

/** Whether a column has one value but for a few cells, which say so more briefly than sections that come and go. */
function isRatherException(rests: readonly string[], sections: readonly string[]): boolean {
  const common = fallbackOf(rests);
  if (common === undefined) return false;
  let exceptions = 0;
  let runs = 0;
  for (const [row, rest] of rests.entries()) {
    if (rest !== common.value) exceptions += 1;
    if (sections[row] !== sections[row - 1]) runs += 1;
  }
  return exceptions <= runs;
}

function plain(column: Column): ColumnPlan {
  const { cells } = column;
  return { column, parts: [{ type: "hole" }], rests: cells, fallback: fallbackOf(cells) };
}

function restsPlan(rests: readonly Cell[], counter: TokenCounter) {
  const fallback = fallbackOf(rests);
  return { rests, fallback, labels: labelsOf(rests, { fallback, counter }) };
}

/** What the hole holds in each record. */
function restsOf(cells: readonly Cell[], parts: readonly PlanPart[], hole: number): Cell[] {
  if (parts.length === 1) return [...cells];
  const before = parts.slice(0, hole);
  const after = parts.slice(hole + 1);
  return cells.map((cell, row) => {
    if (cell === undefined) return undefined;
    return cell.slice(lengthOf(before, row), cell.length - lengthOf(after, row));
  });
}

function lengthOf(parts: readonly PlanPart[], row: number): number {
  let length = 0;
  for (const part of parts) {
    if (part.type === "literal") length += part.text.length;
    else if (part.type === "reference") length += (part.column.cells[row] as string).length;
  }
  return length;
}

/** The rest that many records have, empty ones first of all, since an empty cell says them best. */
function fallbackOf(rests: readonly Cell[]): { readonly value: Cell } | undefined {
  const counts = new Map<Cell, number>();
  let best: Cell;
  let most = 0;
  for (const [row, rest] of rests.entries()) {
    if (row === 512 && most < 40) return undefined;
    const count = (counts.get(rest) ?? 0) + 1;
    counts.set(rest, count);
    if (count > most) {
      most = count;
      best = rest;
    }
  }
  return most >= 2 && most * 5 >= rests.length * 2 ? { value: best } : undefined;
}

/**
 * Which columns may be named in another's values. A column that is named before it is planned is not made of others, so no
 * column is made of itself.
 */
class Sources {
  readonly #sources: TemplateSource<Column>[] = [];
  /** Of columns made of others: how many steps until one that is not. */
  readonly #depth = new Map<Column, number>();
  readonly #used = new Set<Column>();
  readonly #names = new Map<string, number>();

  constructor(columns: readonly Column[], plans: ReadonlyMap<Column, ColumnPlan>) {
    const names = this.#names;
    for (const { name } of columns) names.set(name, (names.get(name) ?? 0) + 1);
    for (const column of columns) {
      if (this.#sources.length >= MAX_SOURCES) return;
      const { name, cells } = column;
      const isFixed = plans.get(column)?.parts[0]?.type === "literal";
      if (isFixed || names.get(name) !== 1 || !REFERABLE.test(name)) continue;
      if (cells.some((cell) => cell === undefined || cell === "")) continue;
      this.#sources.push({ column, values: cells as readonly string[] });
    }
  }

  /** Whether no other column has its name. */
  isUnique({ name }: Column): boolean {
    return this.#names.get(name) === 1;
  }

  for(column: Column): readonly TemplateSource<Column>[] {
    if (this.#used.has(column)) return [];
    return this.#sources.filter((each) => each.column !== column && !this.#isFar(each.column));
  }

  /** Whether too many columns would have to be looked up to know this one. */
  #isFar(column: Column): boolean {
    return (this.#depth.get(column) ?? 0) >= MAX_DEPTH;
  }

  use(column: Column, template: readonly TemplatePart<Column>[]): void {
    for (const part of template) {
      if (part.type !== "reference") continue;
      this.#used.add(part.column);
      const below = this.#depth.get(part.column) ?? 0;
      this.#depth.set(column, Math.max(this.#depth.get(column) ?? 0, below + 1));
    }
  }
}
