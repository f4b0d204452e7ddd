import {
  BLOCK_ELEMENTS,
  CODE_ELEMENTS,
  headingLevel,
  SPACED_ELEMENTS,
  VERBATIM_ELEMENTS,
} from "./element-sorts.ts";
import type { HtmlElement, HtmlNode } from "./html-node.ts";
import { ListNumbers } from "./list-numbers.ts";
import { PageBuilder } from "./page-builder.ts";
import type { PageText } from "./page-text.ts";
import { type Signs, signsAround, signsWithin } from "./script-signs.ts";
import { shownAddress, signOf } from "./shown-markup.ts";
import { type GridRow, tableGrid } from "./table-grid.ts";
import { writeVerbatim } from "./write-verbatim.ts";

/** What of a page is written. */
export interface PageChoice {
  /** Whether the addresses of links, frames and forms are. */
  readonly addresses: boolean;
  /** Elements that are left out as no part of the content, with all in them. Default none. */
  readonly leftOut?: ReadonlySet<HtmlElement> | undefined;
}

/** Writes a page's tree as Markdown: everything that a reader of the page would see, in the order of the source. */
export function writePage(root: HtmlElement, choice: PageChoice): PageText {
  const writer = new PageWriter(choice);
  const open: Visit[] = [{ element: root, at: 0, leave: undefined }];
  for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
    const node = visit.element.children[visit.at++];
    if (node === undefined) {
      visit.leave?.();
      open.pop();
    } else {
      const inside = writer.enter(node);
      if (inside !== undefined) open.push({ element: inside.element, at: 0, leave: inside.leave });
    }
  }
  return writer.builder.finish(root.to);
}

interface Inside {
  readonly element: HtmlElement;
  readonly leave: (() => void) | undefined;
}

interface Visit extends Inside {
  at: number;
}

class PageWriter {
  readonly builder = new PageBuilder();
  readonly #choice: PageChoice;
  /** The open lists; `undefined` for those without numbers. */
  readonly #lists: (ListNumbers | undefined)[] = [];
  readonly #rows = new Map<HtmlElement, GridRow>();
  readonly #cells = new Map<HtmlElement, number>();
  readonly #signs = new Map<HtmlElement, Signs>();
  /** Whether a link or a choice has just ended: the next one is another word. */
  #endedAt = -1;

  constructor(choice: PageChoice) {
    this.#choice = choice;
  }

  /** Writes a node, or what stands in front of an element's content; answers the element where its content is to be written. */
  enter(node: HtmlNode): Inside | undefined {
    if (node.type === "text") {
      this.builder.write(node.text, node.from, node.to);
      return undefined;
    }
    if (node.type === "silent") {
      this.builder.leaveOut(node, false);
      return undefined;
    }
    if (this.#choice.leftOut?.has(node) === true) {
      this.builder.break(2);
      this.builder.leaveOut(node, true);
      this.builder.break(2);
      return undefined;
    }
    return this.#element(node);
  }

  #element(element: HtmlElement): Inside | undefined {
    const { name } = element;
    if (VERBATIM_ELEMENTS.has(name)) {
      writeVerbatim(this.builder, element, this.#choice.addresses);
      return undefined;
    }
    for (const [part, signs] of signsWithin(element)) this.#signs.set(part, signs);
    const signs = this.#signs.get(element) ?? signsAround(element);
    if (signs !== undefined) this.builder.surround(...signs);
    const leave = this.#inlineOf(element) ?? this.#blockOf(element);
    if (signs === undefined) return leave === "nothing" ? undefined : { element, leave };
    const leaveAll = (): void => {
      if (leave !== "nothing") leave?.();
      this.builder.unsurround("", element.contentTo);
    };
    return { element, leave: leaveAll };
  }

  /** What ends an inline element; `"nothing"` for those without content, `undefined` for others. */
  #inlineOf(element: HtmlElement): (() => void) | "nothing" | undefined {
    const { builder } = this;
    const { name } = element;
    if (name === "a") return this.#link(element);
    if (CODE_ELEMENTS.has(name)) {
      builder.surround("`", "`");
      return () => void builder.unsurround("", element.contentTo);
    }
    if (name === "br") {
      builder.break(1);
      return "nothing";
    }
    return this.#fieldOf(element);
  }

  #fieldOf(element: HtmlElement): (() => void) | "nothing" | undefined {
    const { builder } = this;
    const { name, attributes } = element;
    const sign = signOf(element, this.#choice.addresses);
    if (sign === undefined) {
      if (attributes.has("src")) builder.leaveOutAddress(element);
    } else {
      this.#sign(element, sign);
      if (name === "img" && attributes.has("src")) builder.leaveOutAddress(element);
    }
    if (name === "img" || name === "input" || name === "meta" || name === "base") return "nothing";
    if (SPACED_ELEMENTS.has(name)) {
      builder.space();
      return () => builder.space();
    }
    if (name !== "option") return undefined;
    builder.surround(attributes.has("selected") ? "[*" : "[", "]");
    return () => {
      builder.unsurround("", element.contentTo);
      builder.space();
    };
  }

  #sign({ name, from, contentFrom }: HtmlElement, sign: string): void {
    const { builder } = this;
    const isInline = name === "img";
    const isField = name === "input" || name === "select";
    if (isField) builder.space();
    else if (!isInline) builder.break(1);
    builder.sign(builder.isInCell ? sign.replaceAll("|", "\\|") : sign, from, contentFrom);
    if (isField) builder.space();
    else if (!isInline) builder.break(1);
  }

  #link(element: HtmlElement): () => void {
    const { builder } = this;
    const { attributes, from, to, contentTo } = element;
    if (this.#endedAt === from) builder.space();
    const address = shownAddress(attributes.get("href"));
    const written = address !== undefined && this.#choice.addresses;
    if (address !== undefined && !written) builder.leaveOutAddress(element);
    builder.surround(written ? "[" : "", written ? "]" : "");
    return () => {
      const isShown = builder.unsurround(written ? `(${address})` : "", contentTo);
      if (written && !isShown) builder.leaveOutAddress(element);
      this.#endedAt = to;
    };
  }

  /** What ends a block; `undefined` for elements without an effect of their own. */
  #blockOf(element: HtmlElement): (() => void) | "nothing" | undefined {
    const { builder } = this;
    const { name, from, to } = element;
    const level = headingLevel(name);
    if (level > 0) return this.#heading(level);
    if (name === "title") return this.#title(element);
    if (name === "hr") {
      builder.break(2);
      builder.sign("---", from, to);
      builder.break(2);
      return "nothing";
    }
    return this.#listOf(element) ?? this.#tableOf(element) ?? this.#plainBlock(name);
  }

  #plainBlock(name: string): (() => void) | undefined {
    const { builder } = this;
    if (name === "blockquote") {
      builder.break(2);
      builder.indent("> ", "> ");
      return () => {
        builder.break(2);
        builder.outdent();
      };
    }
    if (!BLOCK_ELEMENTS.has(name)) return undefined;
    const lines = name === "p" || name === "table" || name === "dl" ? 2 : 1;
    builder.break(lines);
    return () => builder.break(lines);
  }

  #heading(level: number): () => void {
    const { builder } = this;
    builder.break(2);
    builder.indent(`${"#".repeat(level)} `, "");
    builder.flatten("heading");
    return () => {
      builder.unflatten();
      builder.outdent();
      builder.break(2);
    };
  }

  #title({ from }: HtmlElement): () => void {
    const { builder } = this;
    builder.break(1);
    builder.flatten("heading");
    builder.surround("title: ", "", true);
    return () => {
      builder.unsurround("", from);
      builder.unflatten();
      builder.break(1);
    };
  }

  #listOf(element: HtmlElement): (() => void) | undefined {
    const { builder } = this;
    const { name, attributes } = element;
    if (name === "ol" || name === "ul" || name === "menu") {
      this.#lists.push(name === "ol" ? new ListNumbers(element) : undefined);
      builder.break(this.#lists.length > 1 ? 1 : 2);
      return () => {
        this.#lists.pop();
        builder.break(this.#lists.length > 0 ? 1 : 2);
      };
    }
    if (name !== "li" && name !== "dd") return undefined;
    const number = name === "dd" ? undefined : this.#lists.at(-1)?.next(attributes.get("value"));
    const sign = name === "dd" ? ": " : number === undefined ? "- " : `${number}. `;
    builder.break(1);
    builder.indent(sign, " ".repeat(sign.length));
    return () => {
      builder.break(1);
      builder.outdent();
    };
  }

  #tableOf(element: HtmlElement): (() => void) | undefined {
    const { builder } = this;
    if (element.name === "table") {
      const grid = tableGrid(element);
      builder.break(2);
      const first = builder.lineCount;
      for (const [row, place] of grid?.rows ?? []) this.#rows.set(row, place);
      return () => {
        if (grid !== undefined) builder.run(first);
        builder.break(2);
      };
    }
    const row = this.#rows.get(element);
    if (row !== undefined) return this.#row(element, row);
    const column = this.#cells.get(element);
    return column === undefined ? undefined : this.#cell(element, column);
  }

  #row({ from, contentTo }: HtmlElement, { cells, width, isHead }: GridRow): () => void {
    const { builder } = this;
    builder.break(1);
    let next = 0;
    for (const [cell, column] of cells) {
      this.#cells.set(cell, column - next);
      next = column + 1;
    }
    if (width > 0) builder.bar("|", from);
    builder.flatten("cell");
    return () => {
      builder.unflatten();
      builder.break(1);
      if (!isHead || width === 0) return;
      builder.bar(`|${"-|".repeat(width)}`, contentTo);
      builder.break(1);
    };
  }

  #cell({ from, contentTo }: HtmlElement, skipped: number): () => void {
    const { builder } = this;
    builder.bar(`${" |".repeat(skipped)} `, from);
    return () => builder.bar(" |", contentTo);
  }
}
