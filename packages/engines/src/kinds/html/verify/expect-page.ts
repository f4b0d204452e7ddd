import { loadEntities } from "../load-html-libraries.ts";
import { bareLetters } from "./bare-letters.ts";
import { ItemReader, type NumberedItem } from "./expect-items.ts";
import { proseAddress, shownSign } from "./expect-signs.ts";
import { TableReader } from "./expect-tables.ts";
import { type VisiblePiece, visiblePieces } from "./visible-pieces.ts";

/** What an output of a page must hold, of the parts that it says it shows. Offsets are those in `letters`. */
export interface ExpectedPage {
  /** Everything that is seen, without white space and signs. */
  readonly letters: string;
  /** Properly nested headings: level and letters. */
  readonly headings: readonly { readonly level: number; readonly letters: string }[];
  /** Rows of properly built tables: the letters of each column's cell. */
  readonly rows: readonly (readonly string[])[];
  /** Properly nested blocks of code, as they are. */
  readonly codes: readonly string[];
  /** Addresses of properly nested links with a text, by the offset behind that text. */
  readonly links: readonly { readonly at: number; readonly address: string }[];
  /** Numbers of the items of properly nested lists. */
  readonly items: readonly NumberedItem[];
  /** How many links that are not properly nested have an address. */
  readonly looseLinks: ReadonlyMap<string, number>;
}

/** A stretch of the source that an output says it leaves out. */
export interface OmittedSpan {
  readonly from: number;
  readonly to: number;
}

/** What of a page is looked for. */
export interface Expectation {
  readonly addresses: boolean;
  /** In order, not overlapping. */
  readonly omitted: readonly OmittedSpan[];
}

/** Reads what an output must hold from the source of a page, piece by piece, without a tree. */
export function expectPage(text: string, expectation: Expectation): ExpectedPage {
  const reader = new PageReader(text, expectation);
  for (const piece of visiblePieces(text)) reader.read(piece);
  return reader.finish();
}

/** An element whose end is waited for; what stands in it is known to be nested properly as long as `depth` is. */
interface Waiting {
  readonly name: string;
  readonly start: number;
  readonly address: string | undefined;
}

const ON_LINES = /^(?:h[1-6]|listing|pre|textarea|xmp)$/;
/** Elements that change nothing of the code that they stand in. */
const PLAIN_IN_CODE = /^(?:a|b|code|em|i|kbd|mark|samp|small|span|strong|sub|sup|tt|u|var)$/;
const VERBATIM = /^(?:listing|pre|textarea)$/;
const NOT_IN_LINES = /^(?:h[1-6]|listing|pre|table|textarea|xmp)$/;
const CELL = /^(?:caption|td|th)$/;
const WATCHED = /^(?:a|h[1-6]|pre)$/;

class PageReader {
  readonly #text: string;
  readonly #expectation: Expectation;
  readonly #tables = new TableReader();
  readonly #items = new ItemReader();
  #letters = "";
  #omittedAt = 0;
  /** Open elements since the outermost watched one, that one included. */
  #open: (string | Waiting)[] = [];
  #headings: { level: number; from: number; to: number }[] = [];
  /** Headings and code without an end so far. */
  readonly #onLines = new Map<string, number>();
  #codes: string[] = [];
  #code: string | undefined;
  /** Where its start tag ends: a line break right there is no part of it. */
  #codeFrom = -1;
  /** Whether an element with code was not nested properly, so that it may go on to the end of the page. */
  #isTorn = false;
  #isWalled = false;
  #links: { at: number; address: string }[] = [];
  #looseLinks = new Map<string, number>();

  constructor(text: string, expectation: Expectation) {
    this.#text = text;
    this.#expectation = expectation;
  }

  read(piece: VisiblePiece): void {
    if (piece.sort === "text" || piece.sort === "raw") this.#readText(piece);
    else if (piece.sort === "start") this.#start(piece);
    else this.#end(piece);
  }

  finish(): ExpectedPage {
    this.#loosen();
    const letters = this.#letters;
    return {
      letters,
      headings: this.#headings.map(({ level, from, to }) => ({
        level,
        letters: letters.slice(from, to),
      })),
      rows: this.#tables.rows(letters, this.#expectation.omitted),
      codes: this.#codes,
      links: this.#links,
      items: this.#items.finish(),
      looseLinks: this.#looseLinks,
    };
  }

  #readText({ sort, name, from, to }: VisiblePiece): void {
    const decode = name !== "xmp";
    let shown = "";
    for (const [start, end] of this.#shownParts(from, to)) {
      const part = this.#text.slice(start, end);
      shown += decode ? loadEntities().decodeHTML(part) : part;
    }
    const letters = bareLetters(shown);
    if (sort === "raw" && name === "title" && /[^ \t\n\f\r\u00a0\u00ad\u200b\ufeff]/.test(shown))
      this.#letters += "title";
    if (letters !== "") this.#tables.text();
    this.#letters += letters;
    if (this.#code !== undefined) {
      this.#code += this.#codeFrom === from ? shown.replace(/^\r?\n/, "") : shown;
    }
  }

  /** What of a stretch is not omitted. Stretches come in order. */
  *#shownParts(from: number, to: number): Generator<readonly [number, number]> {
    const { omitted } = this.#expectation;
    while ((omitted[this.#omittedAt]?.to ?? Number.POSITIVE_INFINITY) <= from) this.#omittedAt++;
    let start = from;
    for (let at = this.#omittedAt; start < to; at++) {
      const next = omitted[at];
      if (next === undefined || next.from >= to) break;
      if (next.from > start) yield [start, next.from];
      start = Math.max(start, next.to);
    }
    if (start < to) yield [start, to];
  }

  #isShown(at: number): boolean {
    return !this.#shownParts(at, at + 1).next().done;
  }

  #start(piece: VisiblePiece): void {
    const { from, alone } = piece;
    const shown = this.#isShown(from);
    if (shown) this.#readSign(piece);
    this.#items.start(piece, this.#letters.length);
    this.#tables.start(piece, this.#letters.length, this.#isOnLine());
    if (!alone) this.#watch(piece, shown);
  }

  /** What a start tag shows by itself. */
  #readSign({ name, attributes }: VisiblePiece): void {
    const letters = bareLetters(shownSign(name, attributes, this.#expectation.addresses) ?? "");
    this.#letters += letters;
    if (this.#code === undefined) return;
    if (name === "br") this.#code += "\n";
    else if (letters !== "" || !PLAIN_IN_CODE.test(name)) this.#code = undefined;
  }

  /** Waits for the end of an element, where it is a link, a heading or code, or stands in one. */
  #watch({ name, attributes, to }: VisiblePiece, shown: boolean): void {
    const isOnLine = this.#isOnLine();
    if (ON_LINES.test(name)) this.#onLines.set(name, (this.#onLines.get(name) ?? 0) + 1);
    const waits = WATCHED.test(name) && shown && (name === "a" || !isOnLine);
    if (!waits && this.#open.length === 0) return;
    if (this.#mayNotHold(name, isOnLine)) this.#loosen();
    const hasAddress = name === "a" && this.#expectation.addresses;
    const address = hasAddress ? proseAddress(attributes.get("href")) : undefined;
    this.#open.push(waits ? { name, start: this.#letters.length, address } : name);
    if (waits && name === "pre") {
      this.#code = "";
      this.#codeFrom = to;
    }
  }

  /** Whether an element cannot stand in what is open as it is written. */
  #mayNotHold(name: string, isOnLine: boolean): boolean {
    if (this.#open.length > MOST_OPEN || (NOT_IN_LINES.test(name) && isOnLine)) return true;
    return name === "a" && this.#open.some((one) => nameOf(one) === "a");
  }

  #end({ name, from, to }: VisiblePiece): void {
    this.#tables.end(name, this.#letters.length, to);
    if (name === "br") {
      // It is read as a start tag.
      if (this.#code !== undefined) this.#code += "\n";
      return;
    }
    this.#items.end(name);
    const last = this.#open.at(-1);
    const lastName = last === undefined ? "" : nameOf(last);
    if (VERBATIM.test(name) && lastName !== name) {
      this.#isTorn = true;
      // The end of a cell is waited for, and what began before it goes on.
      this.#isWalled ||= this.#open.some((one) => CELL.test(nameOf(one)));
    }
    const begun = this.#onLines.get(name) ?? 0;
    if (begun > 0) this.#onLines.set(name, begun - 1);
    if (last === undefined) return;
    if (lastName !== name) {
      this.#loosen();
      return;
    }
    this.#open.pop();
    if (typeof last !== "string") this.#ended(last, this.#isShown(from));
  }

  /** A link, a heading or code has ended, with everything in it. */
  #ended({ name, start, address }: Waiting, shown: boolean): void {
    const end = this.#letters.length;
    const isFilled = end > start && shown;
    if (name === "pre") {
      if (this.#code !== undefined && shown && !this.#isWalled) this.#codes.push(this.#code);
      this.#code = undefined;
    } else if (address !== undefined) {
      if (isFilled && !this.#isInCode()) this.#links.push({ at: end, address });
      else this.#countLoose(address);
    } else if (isFilled && name !== "a") {
      this.#headings.push({ level: Number(name.slice(1)), from: start, to: end });
    }
  }

  /** Whether what comes may stand in a heading or in code, where tables have no rows. */
  #isOnLine(): boolean {
    for (const count of this.#onLines.values()) if (count > 0) return true;
    return false;
  }

  /** Whether what comes may stand in code, where links have no addresses. */
  #isInCode(): boolean {
    if (this.#isTorn) return true;
    for (const [name, count] of this.#onLines) if (count > 0 && VERBATIM.test(name)) return true;
    return false;
  }

  /** What is open is not properly nested: nothing is said of where it ends. */
  #loosen(): void {
    for (const one of this.#open) {
      if (VERBATIM.test(nameOf(one))) this.#isTorn = true;
      if (typeof one !== "string" && one.address !== undefined) this.#countLoose(one.address);
    }
    this.#open = [];
    this.#code = undefined;
  }

  #countLoose(address: string): void {
    this.#looseLinks.set(address, (this.#looseLinks.get(address) ?? 0) + 1);
  }
}

/** Elements in a link, a heading or a block of code; more are not looked into. */
const MOST_OPEN = 60;

function nameOf(one: string | Waiting): string {
  return typeof one === "string" ? one : one.name;
}
