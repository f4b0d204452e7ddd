import { type PackItem, packItems } from "@tokenpak/engines";
import { generateEditSession } from "../edit-sessions.ts";
import { FUZZ_KINDS } from "./fuzz-kinds.ts";
import { mutateText } from "./mutate-text.ts";
import type { Random } from "./random.ts";

/** The text of one more item, given those before it. */
type Draw = (random: Random, before: readonly PackItem[]) => string;

/** What looks like what `packItems` writes. */
const LOOKALIKES = [
  "... lines 1-3 of item 1",
  "... lines 2-9 = item 1 lines 1-8",
  "... line 4 = item 2 line 4, numbers +2",
  "... lines 5-6 = lines 1-2",
  ".... lines 1-3 of item 1",
  "[tp:3fa9c1d2e4 items1=5b1d02ac]",
  "[items1= lines 1-3 in 1]",
  "[log1= lines 1-2 in 1]",
  "[json1~ line 1 in 2, minified]",
  "12:... lines 3-4",
  "",
  "}",
];

const contentOf = (random: Random, before: readonly PackItem[]): string =>
  before.length === 0 ? "one\ntwo\n" : random.pick(before).content;

const DRAWS: readonly Draw[] = [
  // The same again, and again with damage.
  contentOf,
  (random, before) => mutateText(contentOf(random, before), random),
  (random, before) => mutateText(contentOf(random, before), random),
  // Cut short, anywhere.
  (random, before) => {
    const text = contentOf(random, before);
    return text.slice(random.whole(text.length + 1)).slice(0, random.whole(4000));
  },
  // Pieces of several earlier ones in another order.
  (random, before) =>
    Array.from({ length: 1 + random.whole(4) }, () => {
      const lines = contentOf(random, before).split("\n");
      const from = random.whole(lines.length);
      return lines.slice(from, from + random.whole(60)).join("\n");
    }).join("\n"),
  // An output of ours, alone and below other lines.
  (random, before) => random.pick(packItems(before.slice(-2)))?.text ?? "",
  (random, before) => `$ cat\n${random.pick(packItems(before.slice(-2)))?.text ?? ""}`,
  (random, before) => {
    const lines = contentOf(random, before).split("\n");
    for (let times = 3; times > 0; times--) {
      lines.splice(random.whole(lines.length + 1), 0, random.pick(LOOKALIKES));
    }
    return lines.join("\n");
  },
  // Line numbers, in a style and from a number.
  (random, before) => {
    const from = random.whole(120);
    const separator = random.pick([":", "\t", "→", "|", ": "]);
    const width = random.pick([0, 0, 3, 6]);
    return contentOf(random, before)
      .split("\n")
      .map((line, at) => `${`${from + at}`.padStart(width)}${separator}${line}`)
      .join(random.pick(["\n", "\r\n"]));
  },
  (random, before) => contentOf(random, before).replaceAll("\n", "\r\n"),
  (random, before) => `\ufeff${contentOf(random, before)}`,
  // Few different lines, many times.
  (random) =>
    Array.from({ length: random.whole(300) }, () =>
      random.pick(["a", "", "}", "x".repeat(120)]),
    ).join("\n"),
  (random) => random.pick(FUZZ_KINDS).generate(random),
  () => "",
];

/** The items of a session of an agent with odd ones among them. */
export function drawSession(random: Random): readonly PackItem[] {
  const turns = 1 + random.whole(7);
  const real = generateEditSession({ seed: random.whole(2 ** 31), turns, functions: 6 });
  const items: PackItem[] = [];
  for (const item of real) {
    items.push(item);
    for (let odd = random.whole(3); odd > 0; odd--) {
      const content = random
        .pick(DRAWS)(random, items)
        .slice(0, random.pick([600, 3000, 3000, 12_000]));
      const name = random.pick([undefined, undefined, "item 2", "src/a.ts", "a\n b", " "]);
      items.push({ content, name });
    }
  }
  return items;
}
