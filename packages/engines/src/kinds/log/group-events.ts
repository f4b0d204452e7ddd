import { type LineTable, TIME } from "../../fold/line-table.ts";

/** Lines that say the same thing: one structure, equal texts in all columns but those that vary. */
export interface EventGroup {
  /** 0-based line numbers, ascending. */
  readonly lines: readonly number[];
  /** Whether a column varies, by column. */
  readonly varies: readonly boolean[];
}

/** A word column with at least this many values among lines that are equal otherwise is a variable. */
const MANY_WORDS = 6;

/** Rounds of finding variables among words: each can find one more per event. */
const ROUNDS = 3;

/** More patterns than this in one structure are compared no further: the words that vary most become variables. */
const MAX_PATTERNS = 400;

/**
 * Groups lines into events. Fields with a digit vary; words are what an event says, unless a place has many of them. No line
 * belongs to two groups, and no other group's pattern fits it.
 */
export function groupEvents(table: LineTable, lines: readonly number[]): EventGroup[] {
  const sorts = structureSorts(table);
  const byStructure = new Map<number, number[]>();
  for (const line of lines) {
    const sort = sorts[table.structureOf[line] as number] as number;
    const own = byStructure.get(sort);
    if (own === undefined) byStructure.set(sort, [line]);
    else own.push(line);
  }
  const isNumeric = table.texts.map((text) => /\d/.test(text));
  const groups = [...byStructure.values()].flatMap((own) => groupStructure(table, own, isNumeric));
  return groups.sort((left, right) => (left.lines[0] as number) - (right.lines[0] as number));
}

/** A number for each structure, equal where they differ in nothing but the format of the time. */
function structureSorts({ structures }: LineTable): readonly number[] {
  const sorts = new Map<string, number>();
  return structures.map((structure) => {
    const at = structure.indexOf(TIME);
    const sort = at < 0 ? structure : structure.slice(0, at + 1) + structure.slice(at + 2);
    const known = sorts.get(sort) ?? sorts.size;
    sorts.set(sort, known);
    return known;
  });
}

/** Text ids by column; -1 for a variable. */
type Pattern = Int32Array;

interface Draft {
  readonly pattern: Pattern;
  readonly lines: number[];
}

function groupStructure(
  table: LineTable,
  lines: readonly number[],
  isNumeric: readonly boolean[],
): EventGroup[] {
  const width = widthOf(table, lines[0] as number);
  const index = new PatternIndex();
  const pattern = new Int32Array(width);
  for (const line of lines) {
    const first = table.firstField[line] as number;
    for (let at = 0; at < width; at++) {
      const id = table.fields[first + at] as number;
      pattern[at] = isNumeric[id] === true ? -1 : id;
    }
    index.draftOf(pattern).lines.push(line);
  }
  let drafts: readonly Draft[] = index.drafts;
  for (let round = 0; round < ROUNDS && drafts.length >= MANY_WORDS; round++) {
    const merged = merge(withVariables(drafts, MANY_WORDS));
    if (merged.length === drafts.length) break;
    drafts = merged;
  }
  if (drafts.length > MAX_PATTERNS) drafts = merge(withVariables(drafts, 2));
  const groups = drafts.map((draft) => narrowed(table, draft));
  return withoutOverlap(groups).map(({ pattern, lines: own }) => ({
    lines: own.sort((left, right) => left - right),
    varies: Array.from(pattern, (id) => id < 0),
  }));
}

function widthOf({ firstField }: LineTable, line: number): number {
  return (firstField[line + 1] as number) - (firstField[line] as number);
}

/** Drafts of equal patterns become one. */
function merge(drafts: readonly Draft[]): readonly Draft[] {
  const index = new PatternIndex();
  for (const { pattern, lines } of drafts) {
    const own = index.draftOf(pattern).lines;
    for (const line of lines) own.push(line);
  }
  return index.drafts;
}

/** Drafts by their patterns. */
class PatternIndex {
  readonly drafts: Draft[] = [];
  readonly #byHash = new Map<number, Draft[]>();

  /** The draft of this pattern, new where there was none. */
  draftOf(pattern: Pattern): Draft {
    const hash = hashOf(pattern);
    const near = this.#byHash.get(hash);
    const known = near?.find((draft) => isEqual(draft.pattern, pattern));
    if (known !== undefined) return known;
    const draft: Draft = { pattern: pattern.slice(), lines: [] };
    if (near === undefined) this.#byHash.set(hash, [draft]);
    else near.push(draft);
    this.drafts.push(draft);
    return draft;
  }
}

function hashOf(pattern: Pattern): number {
  let hash = 0;
  for (let at = 0; at < pattern.length; at++) {
    hash = Math.imul(hash ^ (pattern[at] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isEqual(left: Pattern, right: Pattern): boolean {
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** Makes a variable of a word where at least `many` patterns are equal but for it; of several such places, of the largest. */
function withVariables(drafts: readonly Draft[], many: number): Draft[] {
  const width = drafts[0]?.pattern.length ?? 0;
  const sums = drafts.map(({ pattern }) => pattern.reduce((sum, id, at) => sum + mix(id, at), 0));
  const families = new Map<number, number>();
  const keyOf = (draft: number, at: number): number =>
    ((sums[draft] as number) - mix((drafts[draft] as Draft).pattern[at] as number, at)) * 256 + at;
  const eachWord = (use: (draft: number, at: number) => void): void => {
    for (const [draft, { pattern }] of drafts.entries()) {
      for (let at = 0; at < width; at++) if ((pattern[at] as number) >= 0) use(draft, at);
    }
  };
  eachWord((draft, at) => {
    const key = keyOf(draft, at);
    families.set(key, (families.get(key) ?? 0) + 1);
  });
  const chosen = new Array<number>(drafts.length).fill(-1);
  const sizes = new Array<number>(drafts.length).fill(many - 1);
  eachWord((draft, at) => {
    const size = families.get(keyOf(draft, at)) as number;
    if (size <= (sizes[draft] as number)) return;
    sizes[draft] = size;
    chosen[draft] = at;
  });
  return drafts.map(({ pattern, lines }, draft) => {
    const at = chosen[draft] as number;
    if (at < 0) return { pattern, lines };
    const next = pattern.slice();
    next[at] = -1;
    return { pattern: next, lines };
  });
}

/** A number for a text in a column; sums of them tell patterns apart well enough to propose variables. */
function mix(id: number, at: number): number {
  return (Math.imul(id + 2, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b)) >>> 0;
}

/** Columns that happen to be the same in all lines are no variables. */
function narrowed({ firstField, fields }: LineTable, { pattern, lines }: Draft): Draft {
  const next = pattern.slice();
  const idAt = (line: number, at: number): number =>
    fields[(firstField[line] as number) + at] as number;
  for (let at = 0; at < next.length; at++) {
    if (next[at] !== -1) continue;
    const first = idAt(lines[0] as number, at);
    if (lines.every((line) => idAt(line, at) === first)) next[at] = first;
  }
  return { pattern: next, lines };
}

/** Joins groups of which one pattern could fit a line of the other. */
function withoutOverlap(drafts: readonly Draft[]): Draft[] {
  const apart: Draft[] = [];
  for (const draft of drafts) {
    let joined = draft;
    for (let at = 0; at < apart.length; ) {
      const other = apart[at] as Draft;
      if (!overlap(joined.pattern, other.pattern)) {
        at++;
        continue;
      }
      joined = join(joined, other);
      apart.splice(at, 1);
      at = 0;
    }
    apart.push(joined);
  }
  return apart;
}

function overlap(left: Pattern, right: Pattern): boolean {
  return left.every((id, at) => id === right[at] || id < 0 || (right[at] as number) < 0);
}

function join(left: Draft, right: Draft): Draft {
  const pattern = left.pattern.map((id, at) => (id === right.pattern[at] ? id : -1));
  return { pattern, lines: [...left.lines, ...right.lines] };
}
