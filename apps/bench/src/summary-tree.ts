import { type ColumnFacts, columnFacts, type FactRecall, factRecall } from "./record-facts.ts";

/** A line of a summary with those below it. */
interface SummaryNode {
  /** What stands behind the key. */
  text: string;
  readonly below: Map<string, SummaryNode>;
}

/**
 * How much of a document a summary states, both walked down together: a key counts as named where it stands at its own level, or
 * among the ids of the rows that its mapping became; each key of each object counts once.
 */
export function statedInSummary(value: unknown, output: string): FactRecall {
  const root = readSummary(output);
  const walk: Walk = { root, named: 0, keys: 0, columns: new Map() };
  walkValue(walk, value, { node: root, path: "" });
  const facts: ColumnFacts[] = [];
  const lines = new Map<string, string>();
  for (const [path, { node, values, isNumeric }] of walk.columns) {
    const own = columnFacts(path, values);
    facts.push(isNumeric ? own : { ...own, range: undefined });
    lines.set(path, node.text);
  }
  const recall = factRecall(facts, (path) => lines.get(path));
  return { ...recall, names: walk.keys === 0 ? 1 : walk.named / walk.keys };
}

interface Walk {
  readonly root: SummaryNode;
  named: number;
  keys: number;
  readonly columns: Map<string, Column>;
}

interface Column {
  readonly node: SummaryNode;
  readonly values: string[];
  /** Whether all values are numbers; text of digits has no sum. */
  isNumeric: boolean;
}

interface Place {
  readonly node: SummaryNode;
  readonly path: string;
}

function walkValue(walk: Walk, value: unknown, place: Place): void {
  const { path } = place;
  const node = resolved(walk.root, place.node);
  if (Array.isArray(value)) {
    const items = node.below.get("[]") ?? node;
    for (const item of value) walkValue(walk, item, { node: items, path });
  } else if (value instanceof Date || typeof value !== "object" || value === null) {
    const column = walk.columns.get(path) ?? { node, values: [], isNumeric: true };
    walk.columns.set(path, column);
    if (typeof value !== "number") column.isNumeric = false;
    column.values.push(scalarText(value));
  } else {
    for (const [key, own] of Object.entries(value)) walkMember(walk, { key, own }, { node, path });
  }
}

function walkMember(walk: Walk, { key, own }: { key: string; own: unknown }, place: Place): void {
  const { node, path } = place;
  walk.keys += 1;
  const direct = node.below.get(key);
  if (direct !== undefined) {
    walk.named += 1;
    walkValue(walk, own, { node: direct, path: `${path}/${key}` });
    return;
  }
  const inRows = node.below.get("[]") ?? node;
  if (inRows.below.get("key")?.text.includes(key.slice(-12)) === true) {
    walk.named += 1;
    walkValue(walk, own, { node: inRows, path });
  } else if (key === "name" || key === "version") {
    if (node.below.get("id")?.text.includes(String(own)) === true) walk.named += 1;
  }
}

function scalarText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value ?? "");
}

/** What a line that says `same as path` stands for. */
function resolved(root: SummaryNode, node: SummaryNode): SummaryNode {
  const path = /^same as (.+)$/.exec(node.text)?.[1];
  if (path === undefined) return node;
  let found: SummaryNode | undefined = root;
  for (const name of path.replaceAll("[]", "").split(".")) found = found?.below.get(name);
  return found ?? node;
}

const LINE = /^( *)((?:"(?:[^"\\]|\\.)*"|[^":\s]|:(?! ))+)(?: \((\d+)\))?: (.*)$/;

function readSummary(output: string): SummaryNode {
  const root: SummaryNode = { text: "", below: new Map() };
  const open: SummaryNode[] = [root];
  for (const line of output.split("\n")) {
    const match = /^ *row \d+: /.test(line) ? null : LINE.exec(line);
    if (match === null || line.startsWith("summary: ")) continue;
    const [, margin = "", names = "", , text = ""] = match;
    const node: SummaryNode = { text, below: new Map() };
    open.length = Math.min(open.length, margin.length + 1);
    for (const name of namesOf(names)) open.at(-1)?.below.set(name, node);
    open.push(node);
  }
  return root;
}

/** `a,"b c",{d,e}_url` are four. */
function namesOf(text: string): string[] {
  const names: string[] = [];
  for (const [part, stems, suffix] of text.matchAll(
    /\{([^{}]*)\}(_[\w-]+)|"(?:[^"\\]|\\.)*"|[^,"]+/g,
  )) {
    if (stems !== undefined) names.push(...stems.split(",").map((stem) => stem + suffix));
    else names.push(part.startsWith('"') ? (JSON.parse(part) as string) : part);
  }
  return names;
}

/** The share of the leaves of a document that another gives in the same place. */
export function leavesKept(source: unknown, decoded: unknown): number {
  const ours = [...leavesOf(source, "")];
  const theirs = new Set(leavesOf(decoded, ""));
  if (ours.length === 0) return 1;
  return ours.filter((leaf) => theirs.has(leaf)).length / ours.length;
}

function* leavesOf(value: unknown, path: string): Generator<string> {
  if (typeof value !== "object" || value === null || value instanceof Date) {
    yield `${path}=${typeof value}:${scalarText(value)}`;
    return;
  }
  for (const [key, own] of Object.entries(value)) yield* leavesOf(own, `${path}/${key}`);
}
