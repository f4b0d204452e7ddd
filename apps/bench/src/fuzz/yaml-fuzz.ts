import { parseAllDocuments } from "yaml";
import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** YAML streams of nested mappings and sequences in all styles, with odd values, comments, anchors and torn ends. */
export const yamlFuzz: FuzzKind = {
  kind: "yaml",
  generate,
  values: (text) => text.split("\n").length,
  equal(left, right) {
    const before = valuesOf(left);
    return before === undefined ? undefined : before === valuesOf(right);
  },
};

function valuesOf(text: string): string | undefined {
  try {
    const documents = parseAllDocuments(text, {
      strict: false,
      uniqueKeys: false,
      logLevel: "silent",
    });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) {
      return undefined;
    }
    return JSON.stringify(
      documents.map((one) => one.toJS({ mapAsMap: false, maxAliasCount: 200 })),
    );
  } catch {
    return undefined;
  }
}

const WORDS = ["name", "id", "image", "ports", "key", "version", "x-y", "a.b", "on", "Größe"];
const PLAIN = [
  "web",
  "17",
  "-0",
  "1.0",
  "1e3",
  "0x1F",
  "1_000",
  "12:30",
  "2024-01-01",
  "true",
  "yes",
  "null",
  "~",
  "",
  "1.2.3",
  "nginx:1.25",
  "a b c",
  "it's",
  "%[2]:a,b",
  "map%[1]:key",
  "... lines 1-3",
  "日本",
  "-x",
  "a#b",
  "http://example.com/a?b=c&d",
  "$a",
  "~x",
  "=",
  "<<",
];
/** What hardly any place takes. */
const ODD = ["*", "a: b", "- x", "\u00a0x", "@a", "`", "a #b", "[", "}"];
const QUOTED = [
  "'yes'",
  '"17"',
  "'it''s'",
  '"a\\nb"',
  '"\\u00e9\\t"',
  "'  x '",
  '"a: b"',
  "''",
  "\"'q'\"",
  "'%[1]:a'",
  '"a\n   b\n\n   c"',
  "'null'",
  '"\\x9f"',
  "'=x'",
];

function generate(random: Random): string {
  const lines: string[] = [];
  const documents = random.chance(0.25) ? 2 + random.whole(6) : 1;
  for (let at = 0; at < documents; at++) {
    if (at > 0 || random.chance(0.2)) lines.push("---");
    if (random.chance(0.1)) lines.push("# a document");
    if (random.chance(0.4)) uniform(random, lines);
    else collection(random, lines, { indent: 0, depth: 0 });
    if (random.chance(0.05)) lines.push("# end");
  }
  return finish(random, lines.join("\n"));
}

function finish(random: Random, text: string): string {
  let whole = random.chance(0.9) ? `${text}\n` : text;
  if (random.chance(0.06)) whole = whole.replaceAll("\n", "\r\n");
  if (random.chance(0.02)) whole = `\ufeff${whole}`;
  if (random.chance(0.1)) whole = mutated(random, whole);
  return whole;
}

/** A text with one character changed, added or taken away, or torn. */
function mutated(random: Random, text: string): string {
  const at = random.whole(text.length + 1);
  if (random.chance(0.3)) return text.slice(0, at);
  const added = random.pick([" ", "\n", "\t", ":", "#", "- ", "'", '"', "{", "]", "&a ", "%", "|"]);
  return text.slice(0, at) + added + text.slice(at + random.whole(2));
}

interface Place {
  readonly indent: number;
  readonly depth: number;
}

/** A list or mapping of like entries, now and then one that differs. */
function uniform(random: Random, lines: string[]): void {
  const isMap = random.chance(0.5);
  const keys = WORDS.slice(0, 2 + random.whole(6));
  lines.push(`${random.pick(["items", "services", "'list'"])}:`);
  for (let row = 0; row < 2 + random.whole(12); row++) {
    lines.push(isMap ? `  entry-${row}:` : "  -");
    for (const key of keys) if (random.chance(0.85)) member(random, lines, { key, row });
    if (random.chance(0.9)) lines.push("    z: 1");
  }
}

function member(random: Random, lines: string[], { key, row }: { key: string; row: number }): void {
  const value = random.chance(0.7) ? `${key}-${row % 4}` : scalar(random);
  if (random.chance(0.1)) lines.push(`    ${key}:`, `      - ${row}`, "      - b");
  else lines.push(`    ${key}: ${value}`);
  if (random.chance(0.02)) lines.push("    # odd");
}

function collection(random: Random, lines: string[], place: Place): void {
  const isMap = place.depth === 0 || random.chance(0.6);
  const count = 1 + random.whole(6);
  for (let at = 0; at < count; at++) {
    if (random.chance(0.08)) lines.push(`${" ".repeat(place.indent)}# note ${at} `);
    if (random.chance(0.05)) lines.push(random.chance(0.5) ? "" : "   ");
    const head = isMap ? `${keyText(random, at)}:` : "-";
    entry(random, lines, { place, head });
  }
}

function keyText(random: Random, at: number): string {
  const word = `${random.pick(WORDS)}${at}`;
  if (random.chance(0.1)) return random.pick([`"${word}"`, `'${word}'`, `'${at}'`, `${at}`]);
  return random.chance(0.03) ? random.pick(["on", "'yes'", "a b", '"a: b"', "<<"]) : word;
}

interface Entry {
  readonly place: Place;
  readonly head: string;
}

function entry(random: Random, lines: string[], { place, head }: Entry): void {
  const { indent, depth } = place;
  const margin = " ".repeat(indent);
  const note = random.chance(0.06) ? "  # why" : "";
  const props = random.chance(0.04) ? ` ${random.pick(["&a1", "!t", "!!str", "&b !t"])}` : "";
  const choice = depth > 4 ? 0 : random.whole(10);
  if (choice < 5) lines.push(`${margin}${head}${props} ${scalar(random)}${note}`);
  else if (choice === 5) lines.push(`${margin}${head}${props} ${flow(random, 0)}${note}`);
  else if (choice === 6) block(random, lines, `${margin}${head}${props}`);
  else {
    lines.push(`${margin}${head}${props}${note}`);
    const step = head === "-" ? 2 : 1 + random.whole(4);
    collection(random, lines, { indent: indent + step, depth: depth + 1 });
  }
}

function scalar(random: Random): string {
  if (random.chance(0.01)) return random.pick(ODD);
  return random.chance(0.75) ? random.pick(PLAIN) : random.pick(QUOTED);
}

function flow(random: Random, depth: number): string {
  const count = random.whole(4);
  const isMap = random.chance(0.5);
  const parts: string[] = [];
  for (let at = 0; at < count; at++) {
    const value = depth < 2 && random.chance(0.2) ? flow(random, depth + 1) : scalar(random);
    parts.push(isMap ? `${random.pick(["a", "'b'", "c d"])}: ${value}` : value);
  }
  const comma = random.pick([", ", ",", " ,\n        "]);
  return isMap ? `{${parts.join(comma)}}` : `[ ${parts.join(comma)} ]`;
}

function block(random: Random, lines: string[], head: string): void {
  const margin = " ".repeat(head.length - head.trimStart().length + 1 + random.whole(3));
  lines.push(`${head} ${random.pick(["|", ">", "|-", ">-", "|+", "|1", ">+"])}`);
  for (let at = 0; at < random.whole(6); at++) {
    const text = random.pick(["text", "  deeper", "", "# no comment", "key: value", "- x", "x  "]);
    lines.push(text === "" ? "" : margin + text);
  }
}
