import { isBlank, isShapeless, wordsEnd } from "./blank-units.ts";
import { finishLine } from "./finish-line.ts";
import type { HtmlElement } from "./html-node.ts";
import { LinePrefixes, MOST_NESTED } from "./line-prefixes.ts";
import { isMarkerLike } from "./line-start.ts";
import type { PageGap, PageLine, PageText, Place, SourceSpan } from "./page-text.ts";

/** Signs around inline content, written when there is some, on every line that has some. */
interface Around {
  readonly open: string;
  readonly close: string;
  /** Whether nothing stands in it but text, so that its signs are written however deep it is. */
  readonly isLeaf: boolean;
  /** Offset in the line where it was opened, -1 where it is not. */
  at: number;
  /** Whether it ever was. */
  written: boolean;
}

interface OpenGap {
  readonly parts: SourceSpan[];
  seen: boolean;
  readonly after: number;
  readonly line: number;
}

/** What separates blocks that must share a line: those in a cell of a table, those in a heading. */
type Flat = "cell" | "heading";

/** Builds a {@link PageText} from what a reader sees, in the order of the source: white space is collapsed, lines are begun. */
export class PageBuilder {
  readonly #lines: PageLine[] = [];
  readonly #gaps: PageGap[] = [];
  readonly #addresses: SourceSpan[] = [];
  readonly #runs: (readonly [number, number])[] = [];
  readonly #prefixes = new LinePrefixes();
  readonly #arounds: Around[] = [];
  readonly #flats: Flat[] = [];
  /** Levels of signs around content beyond those that are written. */
  #within = 0;
  #text = "";
  #prefix = "";
  #places: Place[] = [];
  #atoms: SourceSpan[] = [];
  #from = 0;
  #to = 0;
  #isRow = false;
  #cellHasText = false;
  /** Where white space was written in front of what comes next, -1 where none was, and where in the source it begins. */
  #spaceAt = -1;
  #spaceFrom = 0;
  #endsWithBracket = false;
  #wantsSpace = false;
  #wantsBreaks = 0;
  #wantsSlash = false;
  #gap: OpenGap | undefined;

  /** Number of lines begun so far. */
  get lineCount(): number {
    return this.#lines.length + (this.#text === "" ? 0 : 1);
  }

  /** Whether bars would end a cell of a table. */
  get isInCell(): boolean {
    return this.#flats.includes("cell");
  }

  /** Text of the page; an entity's source is longer or shorter than what it stands for. */
  write(text: string, from: number, to: number): void {
    const moves = to - from === text.length;
    for (let at = 0; at < text.length; ) {
      const start = at;
      at = wordsEnd(text, start);
      if (at > start) {
        const words = text.slice(start, at);
        this.#append(words, moves ? from + start : from, moves ? from + at : to);
      }
      for (; at < text.length && isBlank(text.charCodeAt(at)); at++) {
        if (!isShapeless(text.charCodeAt(at))) this.space();
      }
    }
  }

  /** A sign or word of ours that stands for a piece of markup, as a whole. */
  sign(text: string, from: number, to: number): void {
    this.#put(text.replaceAll("](", "]\\("), from, to);
  }

  /** White space between what stands before and what follows, if anything does. */
  space(): void {
    if (this.#text !== "") this.#wantsSpace = true;
  }

  /** The end of a line, or of a paragraph where `lines` is 2. */
  break(lines: 1 | 2): void {
    const flat = this.#flats.at(-1);
    if (flat === undefined) this.#wantsBreaks = Math.max(this.#wantsBreaks, lines);
    else if (flat === "heading") this.space();
    else if (this.#cellHasText) this.#wantsSlash = true;
  }

  /** Lines from here on begin with these signs: the first with `first`. */
  indent(first: string, rest: string): void {
    this.#prefixes.push(first, rest);
  }

  outdent(): void {
    this.#prefixes.pop();
  }

  /** What follows stays on one line. */
  flatten(flat: Flat): void {
    this.#flats.push(flat);
  }

  unflatten(): void {
    this.#flats.pop();
    this.#wantsSlash = false;
  }

  /** What follows stands between two signs, if it is anything. */
  surround(open: string, close: string, isLeaf = false): void {
    if (this.#arounds.length >= MOST_NESTED && !isLeaf) this.#within++;
    else this.#arounds.push({ open, close, isLeaf, at: -1, written: false });
  }

  /** Ends what the last `surround` began; `tail` is written behind the closing sign. Answers whether there was anything. */
  unsurround(tail: string, at: number): boolean {
    if (this.#within > 0 && this.#arounds.at(-1)?.isLeaf !== true) {
      this.#within--;
      return true;
    }
    const around = this.#arounds.pop();
    if (around === undefined || !around.written) return false;
    if (around.at >= 0) {
      this.#places.push({ at: this.#text.length, source: at, moves: false });
      this.#text += around.close + tail;
      if (around.close + tail !== "") this.#endsWithBracket = (around.close + tail).endsWith("]");
      this.#to = Math.max(this.#to, at);
      this.#atoms.push({ from: around.at, to: this.#text.length });
    } else if (tail !== "") this.#put(`[]${tail}`, at, at);
    return true;
  }

  /** The signs between two cells of a table's row, and around them. */
  bar(sign: string, from: number): void {
    this.#settle(from);
    this.#isRow = true;
    this.#cellHasText = false;
    this.#wantsSpace = false;
    this.#wantsSlash = false;
    this.#places.push({ at: this.#text.length, source: from, moves: false });
    this.#text += sign;
    this.#endsWithBracket = false;
  }

  /** Lines as they are, from a source stretch; the fences around are the caller's. They take no prefix. */
  verbatim(lines: readonly string[], from: number, to: number): void {
    this.#endLine();
    this.#blankLine();
    this.#endGap(from);
    const first = this.#lines.length;
    for (const line of lines) {
      const text = isMarkerLike(line) ? `${line} ` : line;
      this.#lines.push({ prefix: "", text, from, to, places: [], atoms: [], verbatim: true });
    }
    this.#runs.push([first, this.#lines.length - 1]);
    this.#to = Math.max(this.#to, to);
    this.#wantsBreaks = 2;
  }

  /** The lines since `first` belong together. */
  run(first: number): void {
    this.#endLine();
    if (this.#lines.length > first) this.#runs.push([first, this.#lines.length - 1]);
  }

  /** A stretch of source that is not shown; `seen` where a reader of the page would see it. */
  leaveOut(span: SourceSpan, seen: boolean): void {
    const line = this.lineCount - 1;
    this.#gap ??= { parts: [], seen: false, after: this.#to, line };
    this.#gap.parts.push(span);
    this.#gap.seen ||= seen;
  }

  /** An address in an element's start tag that is not shown. */
  leaveOutAddress({ from, contentFrom }: Pick<HtmlElement, "contentFrom" | "from">): void {
    this.#addresses.push({ from: from + 1, to: contentFrom });
  }

  finish(end: number): PageText {
    this.#endLine();
    this.#endGap(end);
    return {
      lines: this.#lines,
      gaps: this.#gaps,
      addresses: this.#addresses,
      runs: this.#runs,
    };
  }

  #put(text: string, from: number, to: number): void {
    const start = this.#begin(from, to);
    this.#places.push({ at: start, source: from, moves: false });
    this.#text += text;
    this.#endsWithBracket = text.endsWith("]");
    this.#places.push({ at: this.#text.length, source: to, moves: false });
    this.#atoms.push({ from: start, to: this.#text.length });
  }

  #append(text: string, from: number, to: number): void {
    if (text === "") return;
    const moves = to - from === text.length;
    const start = this.#begin(from, to);
    const last = this.#places.at(-1);
    if (last === undefined || !last.moves || !moves || last.source - last.at !== from - start) {
      if (this.#spaceAt >= 0) {
        this.#places.push({ at: this.#spaceAt, source: this.#spaceFrom, moves: false });
      }
      this.#places.push({ at: start, source: from, moves });
    }
    const written = this.#guarded(text);
    this.#text += written;
    this.#endsWithBracket = written.endsWith("]");
    if (written !== text || !moves) {
      this.#places.push({ at: this.#text.length, source: to, moves: false });
      this.#atoms.push({ from: start, to: this.#text.length });
    }
  }

  /** Text with a backslash where it could be read as the end of a link or of a table's cell. */
  #guarded(text: string): string {
    const cell = this.isInCell ? text.replaceAll("|", "\\|") : text;
    const inside = cell.replaceAll("](", "]\\(");
    return this.#endsWithBracket && inside.startsWith("(") ? `\\${inside}` : inside;
  }

  /** Writes the breaks, signs and spaces that stand before a piece of text; answers the offset that it gets in its line. */
  #begin(from: number, to: number): number {
    const isFirst = this.#settle(from);
    this.#spaceAt = -1;
    if (isFirst) this.#to = Math.max(this.#to, to);
    else if (this.#wantsSlash || this.#wantsSpace) {
      this.#spaceAt = this.#text.length;
      this.#spaceFrom = this.#to;
      this.#text += this.#wantsSlash ? " / " : " ";
      this.#endsWithBracket = false;
    }
    this.#wantsSpace = false;
    this.#wantsSlash = false;
    this.#cellHasText = true;
    for (const around of this.#arounds) {
      if (around.at >= 0) continue;
      around.at = this.#text.length;
      around.written = true;
      this.#spaceAt = -1;
      this.#places.push({ at: this.#text.length, source: from, moves: false });
      // "](" is the end of a link and the beginning of its address.
      const isApart = this.#endsWithBracket && around.open.startsWith("(");
      this.#text += isApart ? ` ${around.open}` : around.open;
      if (around.open !== "") this.#endsWithBracket = false;
    }
    this.#to = Math.max(this.#to, to);
    return this.#text.length;
  }

  /** Writes the breaks that stand before something; answers whether it is the first in its line. */
  #settle(from: number): boolean {
    if (this.#wantsBreaks > 0) {
      const blank = this.#wantsBreaks > 1;
      this.#endLine();
      if (blank) this.#blankLine();
    }
    this.#endGap(from);
    if (this.#text !== "") return false;
    this.#beginLine(from);
    return true;
  }

  #beginLine(from: number): void {
    this.#wantsBreaks = 0;
    this.#from = from;
    this.#prefix = this.#prefixes.next();
  }

  #endLine(): void {
    this.#wantsBreaks = 0;
    this.#wantsSpace = false;
    if (this.#text === "") return;
    for (const around of this.#arounds.toReversed()) {
      if (around.at < 0) continue;
      this.#places.push({ at: this.#text.length, source: this.#to, moves: false });
      this.#text += around.close;
      this.#atoms.push({ from: around.at, to: this.#text.length });
      around.at = -1;
    }
    const line = {
      prefix: this.#prefix,
      text: this.#text,
      from: this.#from,
      to: this.#to,
      places: this.#places,
      atoms: this.#atoms,
      verbatim: false,
    };
    this.#lines.push(finishLine(line, this.#isRow));
    this.#text = "";
    this.#endsWithBracket = false;
    this.#places = [];
    this.#atoms = [];
    this.#isRow = false;
  }

  #blankLine(): void {
    const last = this.#lines.at(-1);
    if (last === undefined || (last.text === "" && !last.verbatim)) return;
    const { to } = last;
    const prefix = this.#prefixes.ofBlankLine();
    this.#lines.push({ prefix, text: "", from: to, to, places: [], atoms: [], verbatim: false });
  }

  #endGap(before: number): void {
    if (this.#gap === undefined) return;
    this.#gaps.push({ ...this.#gap, before });
    this.#gap = undefined;
  }
}
