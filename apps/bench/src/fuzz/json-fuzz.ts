import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** JSON documents: odd scalars, odd keys, tables with gaps and odd cells, maps, repeated shapes, deep nesting. */
export const jsonFuzz: FuzzKind = {
  kind: "json",
  generate: (random) => restyled(random, document(random)),
  values: countValues,
  equal: (left, right) => equalParsed(left, right),
};

/** JSON lines: records of one or several shapes, lines that are no JSON, line ends and styles of several programs. */
export const jsonlFuzz: FuzzKind = {
  kind: "jsonl",
  generate: lines,
  values: countValues,
  equal(left, right) {
    if (left === right) return true;
    const others = right.split("\n");
    const own = left.split("\n");
    if (own.length !== others.length) return false;
    return own.every(
      (line, at) => line === others[at] || equalParsed(line, others[at] as string) === true,
    );
  },
};

const STRINGS = [
  ..."|~|-|+|@|@a|*|*_url: x*: a|$|$a|$5|x$y|%a|%a x|%lines spaced|<<2|<<1r|<<|null|true|1|01|-1|1e5|1..9|0..9/3|a,b|a|b".split(
    "|",
  ),
  ..."a;b a)b a]b a>b } { {} [] [1]: [1]:a {2}:a 1=2 a=b a?=b ?= = a:b a: :str # row summary: tp:0123 ... .... ~~ ++ __proto__".split(
    " ",
  ),
  "a|b",
  `$${"{a}"}`,
  "... rows 1-3",
  "... 24 keys, 7-64",
  "row 3: {}",
  "line 3: x",
  '"',
  '"a"',
  "a\nb",
  'say "no"\nand "yes"\n',
  "one\r\ntwo\r\nthree\r\nfour",
  "one\ntwo\r\nthree\nfour\n",
  "\n\n\n\n",
  '{"path":"src/a.ts","edits":[{"old":"a"}]}',
  "a\tb",
  "\\\\\\\\",
  " a",
  "a ",
  "\u00a0a",
  "a\u2028b",
  "\ufeff",
  "\u0000",
  "😀",
  "é",
  "日本語",
  "</script>",
  "http://x.io/a/b",
  "https://api.example.com/users/1/posts/2",
  "2024-05-01T10:00:00Z",
  "ERROR cannot open file",
  "9f4a92b9-5f69-4725-ba1e-403f08dea695",
  "It was late. Nobody had asked for twelve of them, and yet there they were, all in one row.",
];
const KEYS =
  "id name url a_url b_url c_url key type a b c 0 1 a.b x=y x? $a @ * % a:b [0] {} level time message status error items properties".split(
    " ",
  );
const NUMBERS =
  "0 -0 1 2 3 10 100 1.0 0.10 1e5 1E+2 -1.5e-7 1e400 -1e400 12345678901234567890 0.1 3.14 1700000000".split(
    " ",
  );

function document(random: Random): string {
  const wrapped = random.chance(0.3);
  const body = random.chance(0.6) ? table(random, 3) : value(random, 4);
  if (random.chance(0.15)) return tree(random, 1 + random.whole(5));
  if (random.chance(0.01)) return nested(random.whole(3000));
  return wrapped ? `{"total":${number(random)},"items":${body},"next":${scalar(random)}}` : body;
}

/** Objects of the same keys, one in the other, as trees of files, comments and syntax have them. */
function tree(random: Random, depth: number): string {
  const own = [
    ["name", string(random)],
    ["kind", random.pick(['"file"', '"folder"', "null"])],
  ] as const;
  if (depth === 0 || random.chance(0.2)) return objectOf([...own, ["size", number(random)]]);
  const inner = (): string => tree(random, depth - 1);
  const items = (): string => arrayOf(Array.from({ length: random.whole(4) }, inner));
  const link = random.pick(["children", "left", "parent"]);
  const below = link === "children" ? items() : random.pick([inner, inner, items])();
  return objectOf([
    ...own,
    [link, below],
    ...(random.chance(0.3) ? [["next", inner()] as const] : []),
  ]);
}

function nested(depth: number): string {
  return `${"[".repeat(depth + 1)}${"]".repeat(depth + 1)}`;
}

function value(random: Random, depth: number): string {
  if (depth === 0 || random.chance(0.3)) return scalar(random);
  if (random.chance(0.3)) return table(random, depth - 1);
  const count = random.whole(6);
  if (random.chance(0.4))
    return arrayOf(Array.from({ length: count }, () => value(random, depth - 1)));
  return objectOf(
    Array.from({ length: count }, () => [key(random), value(random, depth - 1)] as const),
  );
}

/** Rows of like objects or members of a map, or arrays as wide as each other; some rows are not as the others. */
function table(random: Random, depth: number): string {
  const names = Array.from({ length: 1 + random.whole(7) }, () => key(random));
  const makers = names.map(() => column(random, depth));
  const gaps = random.pick([0, 0, 0.1, 0.6]);
  const odd = random.pick([0, 0, 0, 0.05, 0.3]);
  const rows = Array.from({ length: 1 + random.whole(random.pick([4, 12, 40])) }, (_, row) => {
    if (random.chance(odd)) return value(random, Math.min(depth, 2));
    const members = names.flatMap((name, at) =>
      random.chance(gaps) ? [] : [[name, (makers[at] as Column)(row)] as const],
    );
    if (random.chance(odd)) members.reverse();
    return objectOf(members);
  });
  if (random.chance(0.2))
    return objectOf(rows.map((row, at) => [`${key(random)}${at}`, row] as const));
  if (random.chance(0.1)) {
    return arrayOf(rows.map((_, row) => arrayOf(makers.map((maker) => maker(row)))));
  }
  return arrayOf(rows);
}

type Column = (row: number) => string;

function column(random: Random, depth: number): Column {
  const fixed = scalar(random);
  const start = random.whole(1000);
  const step = 1 + random.whole(3);
  const few = Array.from({ length: 3 }, () => scalar(random));
  const prefix = random.pick(["usr_", "https://api.example.com/users/", "2024-05-", "a b ", ""]);
  return random.pick<Column>([
    () => fixed,
    () => scalar(random),
    () => number(random),
    () => random.pick(few),
    (row) => `${start + row * step}`,
    (row) => JSON.stringify(`${prefix}${start + row * step}`),
    () => JSON.stringify(`${prefix}${random.pick(STRINGS)}`),
    () => (random.chance(0.9) ? fixed : scalar(random)),
    () => (depth <= 0 ? scalar(random) : value(random, Math.min(depth, 2))),
    () => (depth <= 0 ? scalar(random) : table(random, Math.min(depth - 1, 1))),
  ]);
}

function scalar(random: Random): string {
  if (random.chance(0.3)) return number(random);
  if (random.chance(0.25)) return random.pick(["null", "true", "false"]);
  return string(random);
}

function number(random: Random): string {
  return random.chance(0.5) ? random.pick(NUMBERS) : `${random.whole(100_000) - 500}`;
}

function string(random: Random): string {
  if (random.chance(0.03))
    return random.pick(['"\\ud800"', '"x\\udc00y"', '"\\u0041\\/\\b"', '"\\uD83D\\uDE00"']);
  if (random.chance(0.15)) {
    const parts = Array.from({ length: 1 + random.whole(6) }, () => random.pick(STRINGS));
    return JSON.stringify(parts.join(random.pick(["\n", " ", "/", ",", '"'])));
  }
  return JSON.stringify(random.pick(STRINGS));
}

function key(random: Random): string {
  return random.chance(0.85) ? random.pick(KEYS) : random.pick(STRINGS);
}

function objectOf(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}

function arrayOf(items: readonly string[]): string {
  return `[${items.join(",")}]`;
}

/** The text as it is, or with the white space of a pretty printer. */
function restyled(random: Random, text: string): string {
  if (random.chance(0.5)) return text;
  const gap = random.pick(["\n  ", "\r\n\t", " "]);
  return text.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) =>
    token === "," ? `,${gap}` : token === ":" ? ": " : token,
  );
}

function lines(random: Random): string {
  const shapes = Array.from({ length: 1 + random.whole(3) }, () => {
    const names = Array.from({ length: 1 + random.whole(6) }, () => key(random));
    return names.map((name) => [name, column(random, 1)] as const);
  });
  const style = random.pick(STYLES);
  const odd = random.pick([0, 0, 0.02, 0.3]);
  const rows = Array.from({ length: random.whole(random.pick([3, 12, 40])) }, (_, row) => {
    if (random.chance(odd)) return random.pick(ODD_LINES);
    const shape = random.pick(shapes);
    return style(objectOf(shape.map(([name, make]) => [name, make(row)] as const)));
  });
  const end = random.pick(["\n", "\n", "\r\n"]);
  return rows.join(end) + (random.chance(0.8) ? end : "");
}

const ODD_LINES = [
  "",
  " ",
  "plain text",
  "@raw",
  "@@",
  "{",
  '{"a":1',
  "[1,2,3]",
  "[]",
  "{}",
  "17",
  '"text"',
  "%lines crlf",
  "- x",
  "\r",
  '{ "a" : 1 }',
  '{"a":1}\r',
  '\ufeff{"a":1}',
  "2024-05-01 ERROR no JSON here",
];

const STYLES: readonly ((json: string) => string)[] = [
  (json) => json,
  spaced,
  (json) => escapedLetters(spaced(json)),
  (json) => json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026"),
  (json) => json.replaceAll("/", "\\/"),
];

function spaced(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) =>
    token.length === 1 ? `${token} ` : token,
  );
}

function escapedLetters(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function countValues(text: string): number {
  return text.match(/"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+/g)?.length ?? 0;
}

/**
 * Compares with JSON.parse, so that no reader of ours is asked. Keys that occur twice and numbers beyond a double are seen by
 * the tokens of both texts: they must be the same but for white space and escapes.
 */
function equalParsed(left: string, right: string): boolean | undefined {
  try {
    JSON.parse(left);
  } catch {
    return undefined;
  }
  return JSON.stringify(tokensOf(left)) === JSON.stringify(tokensOf(right));
}

function tokensOf(text: string): unknown[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+|[,:[\]{}]/g) ?? [];
  return tokens.map((token) => (token.startsWith('"') ? [JSON.parse(token)] : token));
}
