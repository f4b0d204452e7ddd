import { BLOCK_ELEMENTS } from "./element-sorts.ts";
import type { HtmlElement, HtmlNode } from "./html-node.ts";
import type { CloseTag, HtmlToken, OpenTag } from "./html-token.ts";

/**
 * The tree of a page's tokens, everything in the order of the source. End tags that may be missing are put in as browsers do;
 * those without a start are left out. Nothing is moved: text between the rows of a table stays there. Linear in the tokens,
 * whatever the nesting.
 */
export function buildTree(tokens: readonly HtmlToken[]): HtmlElement {
  const builder = new TreeBuilder(tokens.at(-1)?.to ?? 0);
  for (const token of tokens) {
    if (token.type === "open") builder.open(token);
    else if (token.type === "close") builder.close(token);
    else builder.add(token);
  }
  return builder.finish();
}

interface OpenElement {
  readonly type: "element";
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: HtmlNode[];
  readonly from: number;
  readonly contentFrom: number;
  contentTo: number;
  to: number;
}

const CELLS = ["td", "th", "caption"];
const TABLE_PARTS = ["tbody", "thead", "tfoot", "tr", ...CELLS];
const OF_TABLES: ReadonlySet<string> = new Set(["table", "col", "colgroup", ...TABLE_PARTS]);

/** What a start tag ends: elements of these names, unless one of the others stands between. */
const ENDED_BY: Readonly<Record<string, readonly [ended: string[], walls: string[]]>> = {
  li: [["li"], ["ul", "ol", "menu", "table", ...CELLS]],
  dt: [
    ["dt", "dd"],
    ["dl", "table", ...CELLS],
  ],
  dd: [
    ["dt", "dd"],
    ["dl", "table", ...CELLS],
  ],
  option: [["option"], ["select", "datalist", "table", ...CELLS]],
  optgroup: [
    ["option", "optgroup"],
    ["select", "datalist", "table", ...CELLS],
  ],
  td: [CELLS, ["table", "tr"]],
  th: [CELLS, ["table", "tr"]],
  tr: [["tr", ...CELLS], ["table"]],
  tbody: [TABLE_PARTS, ["table"]],
  thead: [TABLE_PARTS, ["table"]],
  tfoot: [TABLE_PARTS, ["table"]],
};

class TreeBuilder {
  readonly #stack: OpenElement[];
  /** Where in the stack elements of a name are. */
  readonly #places = new Map<string, number[]>();
  /** Where in the stack blocks other than paragraphs are. */
  readonly #blocks: number[] = [0];

  constructor(end: number) {
    const root = { type: "element", name: "", attributes: new Map(), children: [] } as const;
    this.#stack = [{ ...root, children: [], from: 0, contentFrom: 0, contentTo: end, to: end }];
  }

  add(node: HtmlNode): void {
    this.#stack.at(-1)?.children.push(node);
  }

  open({ name, attributes, from, to, empty }: OpenTag): void {
    this.#endOthers(name, from);
    const element: OpenElement = {
      type: "element",
      name,
      attributes,
      children: [],
      from,
      contentFrom: to,
      contentTo: to,
      to,
    };
    this.add(element);
    if (empty) return;
    const place = this.#stack.push(element) - 1;
    const places = this.#places.get(name);
    if (places === undefined) this.#places.set(name, [place]);
    else places.push(place);
    if (name !== "p" && BLOCK_ELEMENTS.has(name)) this.#blocks.push(place);
  }

  close({ name, from, to }: CloseTag): void {
    const place = this.#lastOf([name]);
    // These two stand for an element where there is none to end.
    if (name === "br" || (name === "p" && place < 0)) {
      this.open({ type: "open", name, attributes: new Map(), from, to, empty: true });
    }
    if (place < 0) return;
    // A cell's content ends nothing outside it, and a part of a table nothing outside that.
    const walls = OF_TABLES.has(name) ? ["table"] : CELLS;
    if (place < this.#lastOf(walls)) return;
    this.#popTo(place, from);
    const closed = this.#closed;
    if (closed !== undefined) closed.to = to;
  }

  finish(): HtmlElement {
    const root = this.#stack[0] as OpenElement;
    this.#popTo(1, root.to);
    return root;
  }

  /** The element that was closed last. */
  #closed: OpenElement | undefined;

  #endOthers(name: string, at: number): void {
    if (BLOCK_ELEMENTS.has(name)) {
      const paragraph = this.#lastOf(["p"]);
      if (paragraph > (this.#blocks.at(-1) as number)) this.#popTo(paragraph, at);
    }
    if (name === "a") {
      const link = this.#lastOf(["a"]);
      if (link > Math.max(this.#blocks.at(-1) as number, this.#lastOf(["p"])))
        this.#popTo(link, at);
    }
    const [ended, walls] = ENDED_BY[name] ?? [];
    if (ended === undefined || walls === undefined) return;
    const wall = this.#lastOf(walls);
    // The outermost of them goes, with all that it holds.
    let place = -1;
    for (const one of ended) {
      const own = this.#lastOf([one]);
      if (own > wall && (place < 0 || own < place)) place = own;
    }
    if (place >= 0) this.#popTo(place, at);
  }

  #lastOf(names: readonly string[]): number {
    let last = -1;
    for (const name of names) last = Math.max(last, this.#places.get(name)?.at(-1) ?? -1);
    return last;
  }

  /** Ends the elements from a place in the stack on. */
  #popTo(place: number, at: number): void {
    while (this.#stack.length > Math.max(1, place)) {
      const element = this.#stack.pop() as OpenElement;
      element.contentTo = at;
      element.to = at;
      this.#closed = element;
      this.#places.get(element.name)?.pop();
      if (this.#blocks.at(-1) === this.#stack.length) this.#blocks.pop();
    }
  }
}
