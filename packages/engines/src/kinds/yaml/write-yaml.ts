import { flowText, shortFlowText } from "./flow-text.ts";
import { isCertainString, isPlainSafe } from "./plain-text.ts";
import type {
  YamlBlock,
  YamlCollection,
  YamlDocument,
  YamlEntry,
  YamlNode,
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
  const rows = documentEntries(documents);
  for (let index = 0; index < documents.length; index++) {
    const other = entries?.linesFor(rows, index, 0);
    if (other === undefined) writer.document(documents[index] as YamlDocument, index === 0);
    else {
      if (index > 0) writer.push("---", 0);
      for (const line of other.lines) writer.lines.push(line);
      index += other.count - 1;
    }
  }
  return `${writer.lines.join("\n")}\n`;
}

/** Documents as entries of a sequence, those with comments around them as entries with comments. */
function documentEntries(documents: readonly YamlDocument[]): YamlCollection {
  const entries = documents.map(({ lead, root, tail }) => ({
    comments: [...lead, ...tail],
    key: undefined,
    props: "",
    note: "",
    value: root,
  }));
  return { type: "seq", flow: false, isDocuments: true, entries };
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

  document({ lead, root, tail }: YamlDocument, isFirst: boolean): void {
    this.comments(lead, 0);
    if (!isFirst || root === undefined) this.push("---", 0);
    if (root !== undefined) this.collection(root as YamlCollection, 0);
    this.comments(tail, 0);
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
    const text = inlineText(value, note !== "");
    if (value === undefined) this.push(head + note, indent);
    else if (text !== undefined) this.push(`${head} ${text}${note}`, indent);
    else if (value.type === "block") {
      this.push(`${head} ${blockHeader(value)}${note}`, indent);
      const margin = " ".repeat(indent + 1);
      for (const line of value.lines) this.lines.push(line === "" ? "" : margin + line);
    } else
      this.#below(value as YamlCollection, {
        isItem: key === undefined,
        head: head + note,
        indent,
      });
  }

  /** A block collection behind what stands before it on its line. */
  #below(value: YamlCollection, { isItem, head, indent }: Head): void {
    if (head === "-") {
      this.#prefix = `${this.#prefix ?? " ".repeat(indent)}- `;
      this.collection(value, indent + 2);
      return;
    }
    this.push(head, indent);
    this.collection(value, !isItem && value.type === "seq" ? indent : indent + 1);
  }
}

interface Head {
  readonly isItem: boolean;
  readonly head: string;
  readonly indent: number;
}

/** What goes behind a key or a dash; `undefined` for what goes on lines of its own. */
function inlineText(value: YamlNode | undefined, hasNote: boolean): string | undefined {
  if (value === undefined || value.type === "block") return undefined;
  if (value.type === "scalar") return keyText(value);
  if (value.flow) return flowText(value);
  return hasNote ? undefined : shortFlowText(value);
}

function keyText(key: YamlScalar): string {
  if (key.style !== "quoted") return key.lexeme;
  return isPlainSafe(key.text) && isCertainString(key.text) ? key.text : key.lexeme;
}

function blockHeader({ folded, chomping, lines }: YamlBlock): string {
  const first = lines.find((line) => line !== "");
  const digit = first?.startsWith(" ") === true ? "1" : "";
  return `${folded ? ">" : "|"}${digit}${chomping}`;
}
