import type { Random } from "./random.ts";

type Mutation = (text: string, random: Random) => string;

/** What is put into texts: control characters, halves of pairs, our own notation, syntax of many kinds. */
const ODDITIES = [
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\ufeff",
  "\r",
  "\r\n",
  "\n\n\n",
  "\u2028",
  "\u001b[31m",
  "\t",
  "\u{1f600}",
  "日本語",
  "\\",
  '"',
  "'",
  "{",
  "}]",
  ",",
  "|",
  ": ",
  "# ",
  "- ",
  "```\n",
  "<a>",
  "@@ -1 +1 @@\n",
  "\n... lines 3-9\n",
  "... 2 keys, 1-40",
  "\n[tp:3fa9c1d2e4 json1=5b1d02ac]\n",
  "\n[json1= lines 2-3 in 1]\n",
  "x".repeat(3000),
  " ".repeat(400),
  "[".repeat(200),
  "9".repeat(60),
  "__proto__",
];

const MUTATIONS: readonly Mutation[] = [
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 1 + random.whole(3))),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 0, lines[at] ?? "")),
  (text, random) =>
    onLines(text, random, (lines, at) => {
      const other = random.whole(lines.length);
      [lines[at], lines[other]] = [lines[other] ?? "", lines[at] ?? ""];
    }),
  (text, random) => {
    const at = random.whole(text.length + 1);
    return text.slice(0, at) + random.pick(ODDITIES) + text.slice(at);
  },
  (text, random) => {
    const at = random.whole(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random.whole(8));
  },
  (text, random) => {
    const at = random.whole(text.length + 1);
    return text.slice(0, at) + String.fromCharCode(random.whole(0x10000)) + text.slice(at + 1);
  },
  (text, random) => {
    const from = random.whole(text.length + 1);
    const part = text.slice(from, from + random.whole(300));
    return text.slice(0, from) + part.repeat(1 + random.whole(12)) + text.slice(from);
  },
  (text, random) => text.slice(0, random.whole(text.length + 1)),
  (text, random) => text.slice(random.whole(text.length + 1)),
  (text) => text.replaceAll("\n", "\r\n"),
  (text, random) =>
    text.replace(/\d/g, (digit) => (random.chance(0.1) ? `${random.whole(10)}` : digit)),
  (text) => (text.endsWith("\n") ? text.slice(0, -1) : `${text}\n`),
];

/** A text with one to four small damages. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  for (let times = 1 + random.whole(4); times > 0; times--) {
    mutated = random.pick(MUTATIONS)(mutated, random);
  }
  return mutated;
}

function onLines(
  text: string,
  random: Random,
  change: (lines: string[], at: number) => void,
): string {
  const lines = text.split("\n");
  change(lines, random.whole(lines.length));
  return lines.join("\n");
}
