import type { HtmlElement, HtmlNode } from "./html-node.ts";

/** A table of values, as opposed to one that lays out a page. */
export interface TableGrid {
  readonly rows: ReadonlyMap<HtmlElement, GridRow>;
}

/** A row: its cells by their columns, from 0; columns that a cell above reaches into have none. */
export interface GridRow {
  readonly cells: ReadonlyMap<HtmlElement, number>;
  /** Columns up to the last cell's. */
  readonly width: number;
  /** Whether this is the row that names the columns. */
  readonly isHead: boolean;
}

const CELLS: ReadonlySet<string> = new Set(["td", "th"]);
/** What a cell of values does not hold. */
const NOT_IN_CELLS: ReadonlySet<string> = new Set(
  "table pre textarea xmp listing h1 h2 h3 h4 h5 h6 blockquote hr form dl".split(" "),
);
/** Columns that are counted; further cells follow without gaps. */
const MOST_COLUMNS = 64;

/**
 * The rows and columns of a table element; `undefined` for tables that hold other tables, headings, code or paragraphs of
 * text, that have a single column, or that say they are for layout.
 */
export function tableGrid(table: HtmlElement): TableGrid | undefined {
  if (/^(?:presentation|none)$/i.test(table.attributes.get("role") ?? "")) return undefined;
  const found = rowsOf(table);
  if (found === undefined) return undefined;
  const { head } = found;
  const rows = new Map<HtmlElement, GridRow>();
  const reach: number[] = [];
  let widest = 0;
  for (const row of found.rows) {
    const laid = layOut(row, reach);
    const namesColumns = row === head || [...laid.cells.keys()].every(isHead);
    rows.set(row, { ...laid, isHead: rows.size === 0 && namesColumns });
    widest = Math.max(widest, laid.width);
  }
  return widest < 2 ? undefined : { rows };
}

function isRow(node: HtmlNode): node is HtmlElement {
  return node.type === "element" && node.name === "tr";
}

function isHead({ name }: HtmlElement): boolean {
  return name === "th";
}

interface FoundRows {
  readonly rows: readonly HtmlElement[];
  /** The first row of the table's head, where it has one. */
  readonly head: HtmlElement | undefined;
}

/** The rows of a table, where all that it holds is rows of simple cells. */
function rowsOf(table: HtmlElement): FoundRows | undefined {
  let head: HtmlElement | undefined;
  const rows: HtmlElement[] = [];
  let cells = 0;
  let paragraphs = 0;
  for (const { name, element } of elementsIn(table)) {
    if (NOT_IN_CELLS.has(name)) return undefined;
    if (name === "tr") rows.push(element);
    else if (name === "thead") head ??= element.children.find(isRow);
    else if (CELLS.has(name)) cells++;
    else if (name === "p") paragraphs++;
  }
  return cells > 0 && paragraphs <= cells ? { rows, head } : undefined;
}

/** The elements in an element, in the order of the source. */
function* elementsIn(
  outer: HtmlElement,
): Generator<{ readonly name: string; readonly element: HtmlElement }> {
  const rest: { readonly nodes: readonly HtmlNode[]; at: number }[] = [
    { nodes: outer.children, at: 0 },
  ];
  for (let level = rest.at(-1); level !== undefined; level = rest.at(-1)) {
    const node = level.nodes[level.at++];
    if (node === undefined) rest.pop();
    else if (node.type === "element") {
      yield { name: node.name, element: node };
      rest.push({ nodes: node.children, at: 0 });
    }
  }
}

/** Places a row's cells; `reach` holds for each column how many rows a cell above still reaches down. */
function layOut(row: HtmlElement, reach: number[]): Omit<GridRow, "isHead"> {
  const cells = new Map<HtmlElement, number>();
  let column = 0;
  let width = 0;
  for (const cell of row.children) {
    if (cell.type !== "element" || !CELLS.has(cell.name)) continue;
    while ((reach[column] ?? 0) > 0) column++;
    cells.set(cell, column);
    width = column + 1;
    const down = spanOf(cell, "rowspan");
    for (let across = spanOf(cell, "colspan"); across > 0 && column < MOST_COLUMNS; across--) {
      reach[column++] = down;
    }
    if (column < width) column = width;
  }
  for (let at = 0; at < reach.length; at++) reach[at] = Math.max(0, (reach[at] as number) - 1);
  return { cells, width };
}

function spanOf(cell: HtmlElement, name: "colspan" | "rowspan"): number {
  const span = Number.parseInt(cell.attributes.get(name) ?? "1", 10);
  return span >= 1 ? Math.min(span, name === "colspan" ? MOST_COLUMNS : 65_534) : 1;
}
