import type { JsonNode, JsonObject } from "../json/json-node.ts";
import { blockText } from "./parse-block.ts";
import { isJsonScalar } from "./plain-text.ts";
import type { YamlDocument, YamlEntry, YamlNode } from "./yaml-node.ts";

/**
 * Documents as JSON for a summary: numbers, truth values and null where plain scalars are those in JSON, else strings. A
 * scalar's tag stands before it, anchors and comments are left out; several documents are an array. Recursive.
 */
export function yamlToJson(documents: readonly YamlDocument[]): JsonNode {
  const roots = documents.map(({ root }) => toJson(root, ""));
  return roots.length === 1 ? (roots[0] as JsonNode) : { ...PLACE, type: "array", items: roots };
}

const PLACE = { from: 0, to: 0 };
const TAG = /(?:^| )(![^ ]*)/;

function toJson(node: YamlNode | undefined, props: string): JsonNode {
  const tag = TAG.exec(props)?.[1];
  const before = tag === undefined ? "" : `${tag} `;
  if (node === undefined) return tag === undefined ? "null" : `"${tag}`;
  switch (node.type) {
    case "scalar": {
      const { style, text } = node;
      const isLexeme = style === "plain" && tag === undefined && isJsonScalar(text);
      if (isLexeme) return text;
      // A null that is written out and one that is not are the same.
      const isNull = tag !== undefined && style === "plain" && text === "null";
      return isNull ? `"${tag}` : `"${before}${text}`;
    }
    case "block":
      return `"${before}${blockText(node)}`;
    case "seq":
      return { ...PLACE, type: "array", items: node.entries.map(entryToJson) };
    case "map":
      return mapping(node.entries);
  }
}

function mapping(entries: readonly YamlEntry[]): JsonObject {
  const keys = entries.map(({ key }) => key?.text ?? "");
  return { ...PLACE, type: "object", keys, values: entries.map(entryToJson) };
}

function entryToJson({ value, props }: YamlEntry): JsonNode {
  return toJson(value, props);
}
