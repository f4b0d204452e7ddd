/**
 * A JSON value as the columns encoder holds it. A scalar is one JavaScript string: a JSON string is `"` followed by its
 * characters with escapes resolved, any other scalar is its lexeme as written (`1.0`, `-0`, `true`, `null`). So two scalars
 * are the same value with the same lexeme exactly when they are `===`. `@` and a text is a line of JSON lines that is kept as
 * it is; it stands at the top only.
 */
export type JsonNode = string | JsonObject | JsonArray;

/** An object as two parallel lists: duplicate keys and key order stay, and no key can meet a prototype. */
export interface JsonObject {
  readonly type: "object";
  /** UTF-16 offset of its opening bracket in the source. */
  readonly from: number;
  /** UTF-16 offset behind its closing bracket. */
  to: number;
  readonly keys: string[];
  readonly values: JsonNode[];
}

/** An array. */
export interface JsonArray {
  readonly type: "array";
  /** UTF-16 offset of its opening bracket in the source. */
  readonly from: number;
  /** UTF-16 offset behind its closing bracket. */
  to: number;
  readonly items: JsonNode[];
}

/** Whether a node is a JSON string. */
export function isStringNode(node: JsonNode | undefined): node is `"${string}` {
  return typeof node === "string" && node.charCodeAt(0) === 34;
}

/** Whether a node is a number. */
export function isNumberNode(node: JsonNode | undefined): node is `${number}` {
  if (typeof node !== "string") return false;
  const first = node.charCodeAt(0);
  return first === 45 || (first >= 48 && first <= 57);
}

/**
 * The node as minified JSON. Escapes are normalised, lone surrogates escaped. Recursive: for trees whose depth was bounded
 * by the reader.
 */
export function nodeToJson(node: JsonNode): string {
  if (typeof node === "string") return scalarToJson(node);
  if (node.type === "array") return `[${node.items.map(nodeToJson).join(",")}]`;
  const members = node.keys.map(
    (key, index) => `${JSON.stringify(key)}:${nodeToJson(node.values[index] as JsonNode)}`,
  );
  return `{${members.join(",")}}`;
}

function scalarToJson(node: string): string {
  return node.charCodeAt(0) === 34 ? JSON.stringify(node.slice(1)) : node;
}
