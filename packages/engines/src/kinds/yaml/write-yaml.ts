import { isCertainString, isPlainSafe } from "./plain-text.ts";
import type {
  YamlBlock,
  YamlCollection,
  YamlDocument,
  YamlEntry,
  YamlScalar,
} from "./yaml-node.ts";

/** Writes entries of a collection in another way than one by one. */
export interface EntryWriter {
  /**
   * Lines that stand for entries from an index on and how many entries those are; `undefined` for none. The lines are written
   * as they are, the first behind `indent` spaces.
   */
  linesFor(collection: YamlCollection, from: number, indent: number): EntryLines | undefined;
}

/** What an {@link EntryWriter} answers. */
export interface EntryLines {
  readonly lines: readonly string[];
  readonly count: number;
}

/**
 * Writes documents in as few characters as YAML's block style allows: one space a level, sequences at the indentation of
 * their key, no quotes where none are needed, no blank lines. Ends with a line break. Recursive: for trees of bounded depth.
 */
export function writeYaml(documents: readonly YamlDocument[], entries?: EntryWriter): string {
  const writer = new YamlWriter(entries);
  for (const [index, document] of documents.entries()) {
    writer.comments(document.lead, 0);
    if (index > 0 || document.root === undefined) writer.push("---", 0);
    if (document.root !== undefined) writer.collection(document.root as YamlCollection, 0);
    writer.comments(document.tail, 0);
  }
  return `${writer.lines.join("\n")}\n`;
}

/** The lines of some entries of a collection at the left margin. */
export function entryLines(collection: YamlCollection): readonly string[] {
  const writer = new YamlWriter(undefined);
  writer.collection(collection, 0);
  return writer.lines;
}

class YamlWriter {
  readonly lines: string[] = [];
  readonly #entries: EntryWriter | undefined;
  /** What stands on the next line already: dashes. */
  #prefix: string | undefined;

  constructor(entries: EntryWriter | undefined) {
    this.#entries = entries;
  }

  push(text: string, indent: number): void {
    this.lines.push((this.#prefix ?? " ".repeat(indent)) + text);
    this.#prefix = undefined;
  }

  comments(comments: readonly string[], indent: number): void {
    if (comments.length === 0) return;
    this.#endPrefix();
    for (const comment of comments) this.push(comment, indent);
  }

  collection(node: YamlCollection, indent: number): void {
    for (let at = 0; at < node.entries.length; at++) {
      const other = this.#entries?.linesFor(node, at, indent);
      if (other === undefined) this.#entry(node.entries[at] as YamlEntry, indent);
      else {
        this.#endPrefix();
        for (const line of other.lines) this.lines.push(line);
        at += other.count - 1;
      }
    }
  }

  /** Leaves a dash alone on its line. */
  #endPrefix(): void {
    if (this.#prefix === undefined) return;
    this.lines.push(this.#prefix.trimEnd());
    this.#prefix = undefined;
  }

  #entry(entry: YamlEntry, indent: number): void {
    this.comments(entry.comments, indent);
    const { key, value } = entry;
    const mark = key === undefined ? "-" : `${keyText(key)}:`;
    const head = entry.props === "" ? mark : `${mark} ${entry.props}`;
    const note = entry.note === "" ? "" : ` ${entry.note}`;
    if (value === undefined) this.push(head + note, indent);
    else if (value.type === "scalar") this.push(`${head} ${scalarText(value)}${note}`, indent);
    else if (value.type === "block") {
      this.push(`${head} ${blockHeader(value)}${note}`, indent);
      const margin = " ".repeat(indent + 1);
      for (const line of value.lines) this.lines.push(line === "" ? "" : margin + line);
    } else if (value.flow) this.push(`${head} ${flowText(value)}${note}`, indent);
    else if (key === undefined && head + note === "-") {
      this.#prefix = `${this.#prefix ?? " ".repeat(indent)}- `;
      this.collection(value, indent + 2);
    } else {
      this.push(head + note, indent);
      const isFlat = key !== undefined && value.type === "seq";
      this.collection(value, isFlat ? indent : indent + 1);
    }
  }
}

function keyText(key: YamlScalar): string {
  if (key.style !== "quoted") return key.lexeme;
  return isPlainSafe(key.text) && isCertainString(key.text) ? key.text : key.lexeme;
}

function scalarText(scalar: YamlScalar): string {
  return keyText(scalar);
}

function blockHeader({ folded, chomping, lines }: YamlBlock): string {
  const first = lines.find((line) => line !== "");
  const digit = first?.startsWith(" ") === true ? "1" : "";
  return `${folded ? ">" : "|"}${digit}${chomping}`;
}

const FLOW_WORD = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

function flowText(node: YamlCollection): string {
  const parts = node.entries.map(({ key, value }) => {
    const name = key === undefined ? "" : `${flowScalar(key)}: `;
    if (value === undefined) return name.slice(0, -1);
    if (value.type === "scalar") return name + flowScalar(value);
    return name + (value.type === "block" ? "" : flowText(value));
  });
  return node.type === "map" ? `{${parts.join(", ")}}` : `[${parts.join(", ")}]`;
}

function flowScalar({ style, text, lexeme }: YamlScalar): string {
  return style === "quoted" && FLOW_WORD.test(text) && isCertainString(text) ? text : lexeme;
}
