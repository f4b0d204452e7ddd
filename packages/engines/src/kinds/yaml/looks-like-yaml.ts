import type { TextSample } from "../../detect/text-sample.ts";
import { parseYaml } from "./parse-yaml.ts";
import { isCertainString } from "./plain-text.ts";
import type { YamlCollection, YamlDocument, YamlNode } from "./yaml-node.ts";

/** Texts longer than this are judged by their first lines. */
const LONGEST_WHOLE = 20_000;
const KEY = /^[A-Za-z0-9_$@./\\^(){}[\]*+?|~:,=<>'"#%&! -]{1,120}$/;
const WORD_KEY = /^["']?[A-Za-z0-9_$@./*-]+["']?$/;

/**
 * Whether a text is a YAML mapping, or a sequence of them, with structure that prose, logs and listings of `Name: value` do not
 * have: members below members, keys that are words, no key twice. Front matter, which Markdown follows, is none.
 */
export function looksLikeYaml({ text, head }: TextSample): number {
  const first = head.trimStart().charAt(0);
  if (first === "{" || first === "[" || first === "<" || !head.includes(":")) return 0;
  const isWhole = text.length <= LONGEST_WHOLE;
  const documents = parseYaml(isWhole ? text : wholeEntries(head));
  if (documents === undefined) return 0;
  const shape = shapeOf(documents);
  if (shape.repeated > 0 || shape.keys < 3) return 0;
  const isStructured = shape.nested > 0 || text.startsWith("---");
  if (!isStructured && shape.sentences > 0) return 0;
  const share = shape.words / shape.keys;
  if (share < 0.8) return 0;
  if (!isStructured) return shape.keys >= 4 && shape.lowerCase * 2 > shape.keys ? 0.6 : 0;
  return shape.sentences * 3 > shape.keys ? 0.55 : 0.85;
}

/** The beginning of a text up to its last line at the left margin. */
function wholeEntries(head: string): string {
  for (let at = head.lastIndexOf("\n"); at > 0; at = head.lastIndexOf("\n", at - 1)) {
    if (/[A-Za-z_"'-]/.test(head.charAt(at + 1))) return head.slice(0, at + 1);
  }
  return head.slice(0, head.lastIndexOf("\n") + 1);
}

interface Shape {
  keys: number;
  /** Keys that are one word. */
  words: number;
  lowerCase: number;
  /** Collections below others. */
  nested: number;
  /** Keys that stand twice in one mapping. */
  repeated: number;
  /** Plain values that read like prose. */
  sentences: number;
}

function shapeOf(documents: readonly YamlDocument[]): Shape {
  const shape = { keys: 0, words: 0, lowerCase: 0, nested: 0, repeated: 0, sentences: 0 };
  const open: YamlNode[] = documents.flatMap(({ root }) => (root === undefined ? [] : [root]));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type !== "map" && node.type !== "seq") continue;
    addCollection(shape, node);
    for (const { value } of node.entries) {
      if (value === undefined) continue;
      addValue(shape, value);
      open.push(value);
    }
  }
  return shape;
}

function addValue(shape: Shape, value: YamlNode): void {
  if (value.type === "map" || value.type === "seq") shape.nested += 1;
  if (value.type === "scalar" && isSentence(value.text)) shape.sentences += 1;
}

function addCollection(shape: Shape, { type, entries }: YamlCollection): void {
  if (type === "seq") return;
  const seen = new Set<string>();
  for (const { key } of entries) {
    const text = key?.text ?? "";
    shape.keys += 1;
    if (seen.has(text)) shape.repeated += 1;
    seen.add(text);
    if (WORD_KEY.test(text) || !isCertainString(text) || key?.style === "quoted") shape.words += 1;
    if (KEY.test(text) && /^[a-z]/.test(text)) shape.lowerCase += 1;
  }
}

function isSentence(text: string): boolean {
  return /\S \S+ \S+ \S+ \S/.test(text.slice(0, 200));
}
