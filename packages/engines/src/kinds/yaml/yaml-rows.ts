import type { JsonNode, JsonObject } from "../json/json-node.ts";
import { doubleQuoted } from "./double-quoted.ts";
import { blockText } from "./parse-block.ts";
import { isCertainString, isJsonScalar, isPlainSafe } from "./plain-text.ts";
import type { YamlCollection, YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

/** Block scalars with more characters than this stay blocks, where their lines can be read. */
const LONGEST_BLOCK = 160;
const QUOTED = /^'.*'$/s;

/**
 * Turns YAML values into JSON nodes that a table can hold and {@link fromRow} turns back: strings are their characters, other
 * plain scalars their lexeme, and a string that would be taken for such a lexeme stands in single quotes. `undefined` for
 * what holds comments, tags, anchors, aliases and long or folded blocks. Each node is converted once.
 */
export class RowConverter {
  readonly #known = new Map<YamlNode, JsonNode | undefined>();
  /** Like keys are one object. */
  readonly #names = new Map<YamlScalar, { readonly text: string | undefined }>();

  /** An entry of a collection as a row; a member of a mapping gets its key as its first member. */
  row({ comments, key, props, note, value }: YamlEntry): JsonObject | undefined {
    if (comments.length > 0 || note !== "" || props !== "" || value === undefined) return undefined;
    if (value.type !== "map") return undefined;
    if (key === undefined && value.entries.length === 0) return undefined;
    const node = this.#node(value) as JsonObject | undefined;
    if (node === undefined || key === undefined) return node;
    const name = this.#name(key);
    if (name === undefined) return undefined;
    const keys = [KEY_COLUMN, ...node.keys];
    return { ...node, keys, values: [`"${name}`, ...node.values] };
  }

  #name(key: YamlScalar): string | undefined {
    let name = this.#names.get(key);
    if (name === undefined) {
      name = { text: keyName(key) };
      this.#names.set(key, name);
    }
    return name.text;
  }

  #node(node: YamlNode): JsonNode | undefined {
    if (node.type === "scalar") return scalarNode(node);
    if (this.#known.has(node)) return this.#known.get(node);
    const made = this.#make(node);
    this.#known.set(node, made);
    return made;
  }

  #make(node: Exclude<YamlNode, YamlScalar>): JsonNode | undefined {
    if (node.type === "block") {
      if (node.folded) return undefined;
      const text = blockText(node);
      const isShort = text.length <= LONGEST_BLOCK && !isPlainSafe(text) && !QUOTED.test(text);
      return isShort && !isJsonScalar(text) ? `"${text}` : undefined;
    }
    return this.#collection(node);
  }

  #collection({ type, entries }: YamlCollection): JsonNode | undefined {
    const keys: string[] = [];
    const values: JsonNode[] = [];
    let isClean = true;
    // All entries are looked at, so that each below is known.
    for (const { comments, key, props, note, value } of entries) {
      const node = value === undefined ? "null" : this.#node(value);
      const name = key === undefined ? "" : this.#name(key);
      if (node === undefined || name === undefined || comments.length > 0) isClean = false;
      else if (props !== "" || note !== "") isClean = false;
      else {
        keys.push(name);
        values.push(node);
      }
    }
    if (!isClean) return undefined;
    const place = { from: 0, to: 0 };
    if (type === "seq") return { type: "array", ...place, items: values };
    return { type: "object", ...place, keys, values };
  }
}

/** Name of the first column of a table of members: their keys. */
const KEY_COLUMN = "key";

function scalarNode({ style, text, lexeme }: YamlScalar): JsonNode | undefined {
  if (style === "alias") return undefined;
  if (style === "plain") {
    if (isJsonScalar(text)) return text;
    return isPlainSafe(text) || isCertainString(text) ? `"${text}` : undefined;
  }
  if (isJsonScalar(text)) return `"${text}`;
  if (isPlainSafe(text) && !isCertainString(text)) return `"'${text}'`;
  return QUOTED.test(text) || lexeme === "" ? undefined : `"${text}`;
}

function keyName({ style, text }: YamlScalar): string | undefined {
  const isSafe = isPlainSafe(text);
  const isCertain = isCertainString(text);
  if (style === "plain") return isSafe || isCertain ? text : undefined;
  if (isSafe && !isCertain) return `'${text}'`;
  return QUOTED.test(text) ? undefined : text;
}

/** Turns a row's value back into YAML. Recursive: rows are of bounded depth. */
export function fromRow(node: JsonNode): YamlNode {
  if (typeof node === "string") {
    if (!node.startsWith('"')) return plain(node);
    const text = node.slice(1);
    return isJsonScalar(text) ? quoted(text) : fromText(text);
  }
  const isArray = node.type === "array";
  const values = isArray ? node.items : node.values;
  return {
    type: isArray ? "seq" : "map",
    flow: values.length === 0,
    entries: values.map((value, index) =>
      newEntry(isArray ? undefined : fromText(node.keys[index] as string), fromRow(value)),
    ),
  };
}

/** Rows as the entries that they were. */
export function fromRows(rows: readonly JsonObject[], areMembers: boolean): YamlCollection {
  const entries = rows.map((row) => {
    if (!areMembers) return newEntry(undefined, fromRow(row));
    const [name = ""] = row.values as readonly string[];
    const rest = { ...row, keys: row.keys.slice(1), values: row.values.slice(1) };
    return newEntry(fromText(name.slice(1)), fromRow(rest));
  });
  return { type: areMembers ? "map" : "seq", flow: false, entries };
}

function newEntry(key: YamlScalar | undefined, value: YamlNode): YamlEntry {
  return { comments: [], key, props: "", note: "", value };
}

function fromText(text: string): YamlScalar {
  if (QUOTED.test(text)) {
    return { type: "scalar", style: "alias", text, lexeme: text };
  }
  return isPlainSafe(text) ? plain(text) : quoted(text);
}

function plain(text: string): YamlScalar {
  return { type: "scalar", style: "plain", text, lexeme: text };
}

function quoted(text: string): YamlScalar {
  return { type: "scalar", style: "quoted", text, lexeme: doubleQuoted(text) };
}
