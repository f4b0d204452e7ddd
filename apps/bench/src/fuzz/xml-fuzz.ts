import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Documents of all sorts: lists of records, trees, mixed content, CDATA, comments, declarations, entities, torn ends. */
export const xmlFuzz: FuzzKind = {
  kind: "xml",
  generate,
  values: (text) => text.split("<").length,
  equal(left, right) {
    const before = treeOf(left);
    return before === undefined ? undefined : before === treeOf(right);
  },
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  commentPropName: "#comment",
  cdataPropName: "#cdata",
});

/** A document as a library reads it, without white space that breaks lines. */
function treeOf(text: string): string | undefined {
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    return JSON.stringify(withoutIndentation(parser.parse(text.replace(/^\ufeff/, ""))));
  } catch {
    return undefined;
  }
}

function withoutIndentation(node: unknown): unknown {
  if (Array.isArray(node))
    return node.filter((each) => !isIndentation(each)).map(withoutIndentation);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, own]) => [key, withoutIndentation(own)]),
  );
}

function isIndentation(node: unknown): boolean {
  const text = (node as { "#text"?: unknown } | null)?.["#text"];
  return typeof text === "string" && /^\s*\n\s*$/.test(text);
}

const TAGS = ["item", "entry", "ns:row", "a", "b", "dependency", "testcase", "p", "x-y.z", "größe"];
const KEYS = ["id", "name", "xml:lang", "href", "data-x", "time", "xmlns:ns"];
const VALUES = [
  ...[
    "",
    "1",
    "2.50",
    "-3",
    "true",
    "some words",
    "2026-01-02T03:04:05Z",
    "日本",
    "&amp;",
    "&#x41;",
    "&own;",
  ],
  ...[
    "a: b",
    "ends:",
    "/",
    "> x",
    "a=b",
    "x,y",
    "x|y",
    "~",
    "-",
    "@x",
    "^y",
    "$id",
    "{1..3}",
    "*",
    "?=",
  ],
  ...[
    "... items 2-9",
    "item 3: x",
    "summary: 3 elements",
    "[3]:x",
    "\\n",
    " lead",
    "trail ",
    "it's",
  ],
];
const TEXTS = [...VALUES, "two\nlines", "\n", " ", "\t", 'say "x"', "]]", "a > b", "x".repeat(200)];

function generate(random: Random): string {
  const head = random.pick([
    "",
    "",
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    "<!-- head\n -->\n",
  ]);
  const type = random.chance(0.08)
    ? '<!DOCTYPE r [\n<!ENTITY own "a > b">\n<!ELEMENT r ANY>\n]>\n'
    : "";
  const body = random.chance(0.5) ? list(random) : tree(random, 0);
  let text = `${random.chance(0.03) ? "\ufeff" : ""}${head}${type}${body}${random.chance(0.8) ? "\n" : ""}`;
  if (random.chance(0.05)) text = text.replaceAll("\n", "\r\n");
  return random.chance(0.05) ? text.slice(0, random.whole(text.length + 1)) : text;
}

/** A root with like records, some of which differ. */
function list(random: Random): string {
  const own = random.pick(TAGS);
  const gap = random.pick(["\n    ", "\n\t", ""]);
  const keys = KEYS.filter(() => random.chance(0.4));
  const fields = TAGS.filter((tag) => tag !== own && random.chance(0.4));
  const odd = random.pick([0, 0.05, 0.3]);
  const rows: string[] = [];
  for (let row = 0; row < random.whole(60); row++) {
    const attributes = keys.map(
      (key) => ` ${key}="${random.chance(odd) ? attributeValue(random) : `${key}${row}`}"`,
    );
    const children = fields.map((tag, at) => {
      if (random.chance(odd))
        return random.pick(["", "<!-- why -->", `<${tag}/>`, tree(random, 3)]);
      const value = at % 2 === 0 ? `${row * 3}` : random.pick(["open", "closed", "in progress"]);
      return at % 3 === 2 ? `<${tag}><v u="s">${value}</v></${tag}>` : `<${tag}>${value}</${tag}>`;
    });
    const inner = children
      .filter((child) => child !== "")
      .map((child) => gap + child)
      .join("");
    rows.push(
      inner === ""
        ? `<${own}${attributes.join("")}/>`
        : `<${own}${attributes.join("")}>${inner}${gap}</${own}>`,
    );
  }
  const between = gap === "" ? "" : "\n  ";
  return `<list>${rows.map((row) => between + row).join("")}${gap === "" ? "" : "\n"}</list>`;
}

function tree(random: Random, depth: number): string {
  const tag = random.pick(TAGS);
  const attributes = KEYS.filter(() => random.chance(0.2)).map((key) => attribute(random, key));
  const open = `<${tag}${attributes.join("")}`;
  const sort = depth > 5 ? random.whole(4) : random.whole(10);
  if (sort === 0) return `${open}/>`;
  if (sort === 1) return `${open}><![CDATA[${random.pick(TEXTS)} <x>]]></${tag}>`;
  if (sort < 4) return `${open}>${random.pick(TEXTS)}</${tag}>`;
  const gap = random.pick(["\n", "\n  ", "", " ", "words "]);
  const children = Array.from({ length: random.whole(5) }, () =>
    random.chance(0.1)
      ? random.pick(["<!-- c -->", "<!-- c\nd -->", "<?run it?>"])
      : tree(random, depth + 1),
  );
  return `${open}>${children.map((child) => gap + child).join("")}${gap}</${tag}>`;
}

function attribute(random: Random, key: string): string {
  const space = random.pick([" ", " ", "  ", "\n   "]);
  const equals = random.chance(0.05) ? " = " : "=";
  if (random.chance(0.1))
    return `${space}${key}${equals}'say "${attributeValue(random).replaceAll("'", "")}"'`;
  return `${space}${key}${equals}"${attributeValue(random)}"`;
}

function attributeValue(random: Random): string {
  return random.pick(VALUES).replaceAll('"', "");
}
