import { createHash } from "node:crypto";

/** An output as this reader sees it. */
export interface ReadOutput {
  /** The content, looked up; `undefined` for an output in another notation. */
  readonly content: string | undefined;
  /** For each line of the content whether it stands in the output as it is; `undefined` where that is not known. */
  readonly literal: readonly boolean[] | undefined;
  /** References as written. */
  readonly references: number;
}

/** What was read of an earlier item. */
export interface ReadItem {
  readonly name: string;
  readonly content: string;
  readonly text: string;
  readonly literal: readonly boolean[] | undefined;
}

const HEAD = /^\[tp:([0-9a-f]+) items1=([0-9a-f]{8})(?: (\.+))?\]$/;
const PART = /^\[[a-z]+\d+[=~] lines? \d+(?:-\d+)? in \d/;
const MARKER =
  /^lines? (\d+)(?:-(\d+))? (?:of (.*)|= (?:(.*) )?lines? (\d+)(?:-\d+)?(?:, numbers ([+-]\d+))?)$/;

/**
 * Reads an exact output of `packItems` without any code of the package: looks references up in the contents of earlier items, and
 * throws where one points to a line that does not stand in what was sent for that item. Parts of a kind are not read.
 */
export function readReferences(text: string, earlier: readonly ReadItem[]): ReadOutput {
  const [first = "", ...lines] = text.split("\n");
  const head = HEAD.exec(first);
  if (head === null || lines.some((line) => PART.test(line))) {
    return { content: undefined, literal: undefined, references: 0 };
  }
  const reader = new ReferenceReader(earlier, head[3] ?? "...");
  for (const line of lines) reader.take(line);
  const content = reader.content.join("\n");
  checkHash(content, head[1] as string);
  return { content, literal: reader.literal, references: reader.references };
}

class ReferenceReader {
  readonly content: string[] = [];
  readonly literal: boolean[] = [];
  references = 0;
  readonly #earlier: readonly ReadItem[];
  readonly #sigil: string;

  constructor(earlier: readonly ReadItem[], sigil: string) {
    this.#earlier = earlier;
    this.#sigil = sigil;
  }

  take(line: string): void {
    const said = line.startsWith(`${this.#sigil} `) ? line.slice(this.#sigil.length + 1) : "";
    const marker = MARKER.exec(said);
    if (marker === null) {
      this.content.push(line);
      this.literal.push(true);
      return;
    }
    this.references++;
    const [, from = "", to = from, sameName, otherName, there = from, shift = "0"] = marker;
    if (Number(from) !== this.content.length + 1) throw new Error(`"${line}" is misplaced`);
    const source = this.#sourceOf(sameName ?? otherName);
    for (let at = 0; at <= Number(to) - Number(from); at++) {
      const found = source(Number(there) - 1 + at);
      if (found === undefined) throw new Error(`"${line}" points to what does not stand there`);
      this.content.push(moved(found, Number(shift)));
      this.literal.push(false);
    }
  }

  /** Finds a line, by its index, that stands in what was sent for an item; without a name, in this output. */
  #sourceOf(name: string | undefined): (index: number) => string | undefined {
    if (name === undefined)
      return (at) => (this.literal[at] === true ? this.content[at] : undefined);
    const item = this.#earlier.find((one) => one.name === name);
    if (item === undefined) throw new Error(`there is no item "${name}"`);
    const lines = item.content.split("\n");
    if (item.literal !== undefined) {
      return (at) => (item.literal?.[at] === true ? lines[at] : undefined);
    }
    // In another notation: the line must at least be one of the output.
    const sent = new Set(item.text.split("\n"));
    return (at) => (sent.has(lines[at] ?? "") ? lines[at] : undefined);
  }
}

function moved(line: string, shift: number): string {
  if (shift === 0) return line;
  return line.replace(/^( *)(\d+)/, (field: string, spaces: string, digits: string) => {
    const next = `${Number(digits) + shift}`;
    return spaces === "" ? next : next.padStart(field.length);
  });
}

function checkHash(text: string, digits: string): void {
  if (!text.isWellFormed()) return;
  const hash = createHash("sha256").update(text, "utf8").digest("hex");
  if (!hash.startsWith(digits)) throw new Error("the ref is not that of what was decoded");
}
