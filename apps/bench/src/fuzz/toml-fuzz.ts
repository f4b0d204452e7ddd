import { parse } from "smol-toml";
import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** TOML documents of nested tables and arrays of tables, with odd keys and values, comments and torn ends. */
export const tomlFuzz: FuzzKind = {
  kind: "toml",
  generate,
  values: (text) => text.split("\n").length,
  equal(left, right) {
    const before = valuesOf(left);
    return before === undefined ? undefined : before === valuesOf(right);
  },
};

function valuesOf(text: string): string | undefined {
  try {
    return JSON.stringify(parse(text, { integersAsBigInt: true }), (_, value: unknown) =>
      typeof value === "bigint" || typeof value === "number" ? String(value) : value,
    );
  } catch {
    return undefined;
  }
}

const VALUES = [
  "1",
  "-17",
  "1_000",
  "0x1F",
  "1.0",
  "6.02e23",
  "inf",
  "nan",
  "true",
  "1979-05-27",
  "1979-05-27T07:32:00Z",
  "1979-05-27 07:32:00.5",
  "07:32:00",
  '""',
  '"a"',
  '"17"',
  '"true"',
  '"=x"',
  "'C:\\x'",
  "'it\"s'",
  '"a\\tb\\u00e9"',
  '"%[2]:a"',
  '"... lines 1-3"',
  '"# no"',
  '"""\na\n  b"""',
  "'''x\ny'''",
  '"""a \\\n   b"""',
  '""""quoted""""',
  '"1.0.3"',
  '"https://example.com/a"',
];

function generate(random: Random): string {
  const lines: string[] = [];
  members(random, lines, 3);
  for (let part = 0; part < random.whole(5); part++) {
    if (random.chance(0.1)) lines.push("# part", "");
    const sort = random.whole(3);
    if (sort === 0) elements(random, lines, part);
    else if (sort === 1) siblings(random, lines, part);
    else {
      lines.push(`[ part${part} . "x y" ]${random.chance(0.1) ? " # why" : ""}`);
      members(random, lines, 6);
    }
  }
  let text = lines.join("\n") + (random.chance(0.9) ? "\n" : "");
  if (random.chance(0.05)) text = text.replaceAll("\n", "\r\n");
  return random.chance(0.1) ? mutated(random, text) : text;
}

/** A text with one character changed, added or taken away, or torn. */
function mutated(random: Random, text: string): string {
  const at = random.whole(text.length + 1);
  if (random.chance(0.3)) return text.slice(0, at);
  const added = random.pick([" ", "\n", "=", "#", "[", "]", '"', "'", "\\", ",", "{", "."]);
  return text.slice(0, at) + added + text.slice(at + random.whole(2));
}

function members(random: Random, lines: string[], most: number): void {
  for (let at = 0; at < random.whole(most + 1); at++) {
    if (random.chance(0.1)) lines.push(`  # note ${at}  `);
    if (random.chance(0.1)) lines.push("");
    lines.push(`${keyText(random, at)} = ${value(random, 0)}${random.chance(0.05) ? " # x" : ""}`);
  }
}

function keyText(random: Random, at: number): string {
  const word = random.pick(["name", "a-b", "version", "key", "id"]) + at;
  if (random.chance(0.9)) return word;
  return random.pick([`"${word} x"`, `'${word}'`, `${word}.sub`, `"" . ${word}`, `"é${at}"`]);
}

function value(random: Random, depth: number): string {
  const choice = depth > 2 ? 9 : random.whole(10);
  if (choice === 0) {
    const parts = [0, 1, 2].slice(random.whole(4)).map((at) => `k${at} = ${value(random, 3)}`);
    return `{ ${parts.join(", ")} }`;
  }
  if (choice > 1) return random.pick(VALUES);
  const items = Array.from({ length: random.whole(4) }, () => value(random, depth + 1));
  const separator = random.pick([", ", ",", ",\n  ", random.chance(0.2) ? ", # c\n " : ", "]);
  const end = items.length > 0 && random.chance(0.3) ? ",\n]" : "]";
  return `[${items.join(separator)}${end}`;
}

/** Elements of an array of tables, most of them alike. */
function elements(random: Random, lines: string[], part: number): void {
  const keys = ["name", "version", "source", "checksum", "key"].slice(0, 1 + random.whole(5));
  const hasBelow = random.chance(0.3);
  for (let row = 0; row < random.whole(12); row++) {
    lines.push(`[[list${part}]]`);
    for (const key of keys) {
      if (random.chance(0.1)) continue;
      lines.push(`${key} = ${random.chance(0.8) ? `"${key}-${row % 5}"` : value(random, 1)}`);
    }
    if (random.chance(0.03)) lines.push("# odd");
    if (hasBelow && random.chance(0.8)) {
      lines.push("", `[list${part}.dependencies]`);
      members(random, lines, 3);
    }
    lines.push("");
  }
}

/** Tables side by side below one header. */
function siblings(random: Random, lines: string[], part: number): void {
  for (let row = 0; row < random.whole(9); row++) {
    const name = random.chance(0.1) ? `"a.b ${row}"` : `p${row}`;
    lines.push(random.chance(0.05) ? `[deps${part}.${name}.deep]` : `[deps${part}.${name}]`);
    lines.push(`version = "1.${row}"`, `optional = ${row % 2 === 0}`);
    if (random.chance(0.3)) lines.push(`extra = ${value(random, 1)}`);
  }
}
