import { isCertainString, isPlainSafe } from "./plain-text.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

/** Characters of the longest block collection that goes on one line. */
const LONGEST = 90;
const UNSAFE = /[,[\]{}]/;
const WORD = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

/** A value in flow style, however long. */
export function flowText(node: YamlNode): string {
  return flow(node, Number.POSITIVE_INFINITY) ?? "";
}

/**
 * A block collection in flow style where that is short and surely means the same; `undefined` where it holds comments, tags,
 * anchors, block scalars, missing values or text that flow style reads otherwise.
 */
export function shortFlowText(node: YamlNode): string | undefined {
  if (node.type !== "map" && node.type !== "seq") return undefined;
  if (node.entries.length > LONGEST / 2) return undefined;
  return flow(node, LONGEST);
}

function flow(node: YamlNode, longest: number): string | undefined {
  if (node.type === "scalar") return longest === Infinity ? flowScalar(node) : safeScalar(node);
  if (node.type === "block") return undefined;
  const parts: string[] = [];
  let room = longest;
  for (const entry of node.entries) {
    const part = flowEntry(entry, room);
    if (part === undefined) return undefined;
    room -= part.length + 2;
    if (room < 0) return undefined;
    parts.push(part);
  }
  return node.type === "map" ? `{${parts.join(", ")}}` : `[${parts.join(", ")}]`;
}

function flowEntry(entry: YamlEntry, longest: number): string | undefined {
  const { comments, key, props, note, value } = entry;
  const isBounded = longest !== Infinity;
  const isBare = comments.length === 0 && props === "" && note === "";
  if (isBounded && (!isBare || value === undefined)) return undefined;
  const name = key === undefined ? "" : isBounded ? safeScalar(key) : flowScalar(key);
  const text = value === undefined ? "" : flow(value, longest);
  if (name === undefined || text === undefined) return undefined;
  if (key === undefined) return text;
  return text === "" ? `${name}:` : `${name}: ${text}`;
}

/** A scalar that stood in flow style. */
function flowScalar({ style, text, lexeme }: YamlScalar): string {
  return style === "quoted" && WORD.test(text) && isCertainString(text) ? text : lexeme;
}

/** A scalar that stood in block style, where it may stand in flow style too. */
function safeScalar(scalar: YamlScalar): string | undefined {
  if (scalar.style === "alias") return undefined;
  const text = scalar.style === "quoted" ? flowScalar(scalar) : scalar.lexeme;
  if (text !== scalar.text) return text;
  const isSafe = isPlainSafe(text) && !UNSAFE.test(text) && !text.includes(":");
  return isSafe ? text : undefined;
}
