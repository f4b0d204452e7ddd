import { estimateTokens } from "./estimate-tokens.ts";
import { FIELD, type LineTable } from "./line-table.ts";

/** Lines that are written with one template: one structure, the same texts in the columns that are not slots. */
export type Group = readonly number[];

/** Tokens that a label, a legend line and a separator take, about. */
const LABEL_COST = 1;
const LEGEND_COST = 6;
const SLOT_COST = 1;

/** Columns that are tried per group before it is taken as it is. */
const TRIED_COLUMNS = 3;
const MAX_DEPTH = 24;

/** Fields that may be looked at while grouping, per field of the text: keeps it linear. */
const WORK_PER_FIELD = 40;

/**
 * Groups lines so that templates and what is left to write per line take the fewest tokens, about. Lines in no group are
 * cheapest as they are. Within a structure, groups are parted by the column that repeats itself most, as long as that pays.
 */
export function mineTemplates(table: LineTable): Group[] {
  const byStructure: number[][] = table.structures.map(() => []);
  for (const [line, structure] of table.structureOf.entries()) {
    if (structure >= 0) (byStructure[structure] as number[]).push(line);
  }
  const miner: Miner = {
    table,
    costs: table.texts.map((text) => estimateTokens(text)),
    counts: new Int32Array(table.texts.length),
    work: table.fields.length * WORK_PER_FIELD + 10_000,
  };
  return byStructure.flatMap((lines, structure) => {
    if (lines.length < 2) return [];
    const gaps = estimateTokens((table.structures[structure] as string).replaceAll(FIELD, " "));
    return plan(miner, { lines, gaps, depth: 0 }).groups;
  });
}

interface Miner {
  readonly table: LineTable;
  /** Tokens of each text, about. */
  readonly costs: readonly number[];
  /** Scratch: how often a text stands in a column. All zero between uses. */
  readonly counts: Int32Array;
  work: number;
}

interface Task {
  readonly lines: readonly number[];
  /** Tokens of the separators. */
  readonly gaps: number;
  readonly depth: number;
}

interface Plan {
  readonly cost: number;
  readonly groups: readonly Group[];
}

/** The cheapest way found to write these lines. */
function plan(miner: Miner, task: Task): Plan {
  const columns = describeColumns(miner, task.lines);
  let best = cheaper(asOneGroup(columns, task), verbatim(columns, task));
  if (task.depth >= MAX_DEPTH || task.lines.length < 3) return best;
  const fixed = legendCost(columns, task);
  for (const column of rankColumns(columns, fixed)) {
    if (miner.work < 0) break;
    const parted = partBy(miner, task, { column, columns, best });
    if (parted.cost < best.cost) {
      best = parted;
      break;
    }
  }
  return best;
}

function cheaper(left: Plan, right: Plan): Plan {
  return right.cost < left.cost ? right : left;
}

/** One column of a group. */
interface Column {
  readonly at: number;
  /** Tokens of all its values together. */
  readonly total: number;
  readonly distinct: number;
  /** Tokens that repeat values seen before in it. */
  readonly repeated: number;
  /** Whether it equals a column before it in every line. */
  readonly isCopy: boolean;
}

function describeColumns(miner: Miner, lines: readonly number[]): Column[] {
  const { firstField } = miner.table;
  const first = lines[0] as number;
  const width = (firstField[first + 1] as number) - (firstField[first] as number);
  miner.work -= width * lines.length;
  const seen = new Set<number>();
  return Array.from({ length: width }, (_, at) => {
    const { signature, ...column } = describeColumn(miner, lines, at);
    const isCopy = column.distinct > 1 && seen.has(signature);
    seen.add(signature);
    return { at, ...column, isCopy };
  });
}

function describeColumn({ table, costs, counts }: Miner, lines: readonly number[], at: number) {
  const { firstField, fields } = table;
  let total = 0;
  let distinct = 0;
  let repeated = 0;
  let signature = 0;
  for (const line of lines) {
    const id = fields[(firstField[line] as number) + at] as number;
    const cost = (costs[id] as number) + SLOT_COST;
    total += cost;
    if (counts[id] === 0) distinct++;
    else repeated += cost;
    counts[id] = (counts[id] as number) + 1;
    signature = Math.imul(signature ^ id, 0x9e3779b1) + (signature >>> 15);
  }
  for (const line of lines) counts[fields[(firstField[line] as number) + at] as number] = 0;
  return { total, distinct, repeated, signature };
}

/** Tokens of the template alone. */
function legendCost(columns: readonly Column[], { lines, gaps }: Task): number {
  let cost = LEGEND_COST + gaps;
  for (const { distinct, total } of columns) {
    cost += distinct === 1 ? total / lines.length - SLOT_COST : SLOT_COST;
  }
  return cost;
}

/** Tokens of the slots of all lines. */
function slotCost(columns: readonly Column[]): number {
  let cost = 0;
  for (const { distinct, total, isCopy } of columns) if (distinct > 1 && !isCopy) cost += total;
  return cost;
}

function asOneGroup(columns: readonly Column[], task: Task): Plan {
  const { lines } = task;
  const cost = legendCost(columns, task) + slotCost(columns) + lines.length * LABEL_COST;
  return { cost, groups: [lines] };
}

function verbatim(columns: readonly Column[], { lines, gaps }: Task): Plan {
  let cost = lines.length * (1 + gaps - columns.length * SLOT_COST);
  for (const { total } of columns) cost += total;
  return { cost: Math.max(cost, lines.length), groups: [] };
}

/** Columns worth parting a group by, most worth first: those that repeat themselves, then the one with the fewest values. */
function rankColumns(columns: readonly Column[], legend: number): readonly number[] {
  const open = columns.filter(({ distinct, isCopy, repeated }) => {
    return distinct > 1 && !isCopy && repeated > 0;
  });
  const gain = ({ repeated, distinct }: Column): number => repeated - distinct * (legend / 4);
  const ranked = [...open].sort((left, right) => gain(right) - gain(left) || left.at - right.at);
  const few = [...open].sort((left, right) => left.distinct - right.distinct || left.at - right.at);
  const picked = new Set([...ranked.slice(0, TRIED_COLUMNS), ...few.slice(0, 1)]);
  return [...picked].map(({ at }) => at);
}

interface Parting {
  readonly column: number;
  readonly columns: readonly Column[];
  readonly best: Plan;
}

/**
 * Parts a group by the values of a column. Values whose lines are cheaper on their own leave; the others stay together, or are
 * parted as well where that leaves less to write.
 */
function partBy(miner: Miner, task: Task, { column, columns, best }: Parting): Plan {
  const perLine = slotCost(columns) / task.lines.length + LABEL_COST;
  const { frequent, rare } = partition(miner, task, { column, least: LEGEND_COST / perLine });
  let cost = 0;
  const groups: Group[] = [];
  const staying: number[] = [...rare];
  for (const lines of frequent) {
    const own = plan(miner, { ...task, lines, depth: task.depth + 1 });
    if (own.cost < perLine * lines.length || best.groups.length === 0) {
      cost += own.cost;
      groups.push(...own.groups);
    } else for (const line of lines) staying.push(line);
  }
  if (staying.length === task.lines.length) return best;
  if (staying.length > 0) {
    staying.sort((left, right) => left - right);
    const rest = plan(miner, { ...task, lines: staying, depth: task.depth + 1 });
    cost += rest.cost;
    groups.push(...rest.groups);
  }
  return { cost, groups };
}

function partition(
  miner: Miner,
  { lines }: Task,
  { column, least }: { readonly column: number; readonly least: number },
): { frequent: number[][]; rare: number[] } {
  const { counts, table } = miner;
  const { firstField, fields } = table;
  miner.work -= lines.length;
  const idOf = (line: number): number => fields[(firstField[line] as number) + column] as number;
  for (const line of lines) counts[idOf(line)] = (counts[idOf(line)] as number) + 1;
  const buckets = new Map<number, number[]>();
  const rare: number[] = [];
  for (const line of lines) {
    const id = idOf(line);
    if ((counts[id] as number) < Math.max(2, least)) rare.push(line);
    else {
      const bucket = buckets.get(id);
      if (bucket === undefined) buckets.set(id, [line]);
      else bucket.push(line);
    }
  }
  for (const line of lines) counts[idOf(line)] = 0;
  return { frequent: [...buckets.values()], rare };
}
