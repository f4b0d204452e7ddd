import {
  createItemPacker,
  type PackedItem,
  type PackItem,
  type packItems,
  unpack,
} from "@tokenpak/engines";
import type { Random } from "./random.ts";

type Options = NonNullable<Parameters<typeof packItems>[1]>;

/**
 * Resumes a session some of whose items were sent as something else: torn, as another item, by another version, by somebody else.
 * Answers what is wrong where an item points to lines that were not sent, or comes back as other bytes; else `undefined`.
 */
export function resumeSession(
  items: readonly PackItem[],
  {
    packed,
    options,
    random,
  }: {
    readonly packed: readonly PackedItem[];
    readonly options: Options;
    readonly random: Random;
  },
): string | undefined {
  const packer = createItemPacker(options);
  const sent: string[] = [];
  for (const [at, item] of items.entries()) {
    const { text } = packed[at] as PackedItem;
    const other = random.pick(OTHERS)(text, random) ?? random.pick(packed).text;
    if (random.chance(0.5)) {
      packer.resume(item, other);
      sent.push(other);
      continue;
    }
    const one = packer.pack(item);
    sent.push(one.text);
    const wrong = whatIsWrong(one, { items: items.slice(0, at + 1), sent });
    if (wrong !== undefined) return `item ${at + 1} ${wrong}`;
  }
  return undefined;
}

/** What may have been sent for an item instead of a text; `undefined` stands for the text of any item. */
const OTHERS: readonly ((text: string, random: Random) => string | undefined)[] = [
  (text) => text,
  (text, random) => text.slice(0, random.whole(text.length + 1)),
  (text, random) => text.slice(random.whole(text.length + 1)),
  (text) => text.replace("items1", "items2"),
  (text) => text.split("\n").toSorted().join("\n"),
  () => undefined,
];

function whatIsWrong(
  { text, grade, references }: PackedItem,
  { items, sent }: { readonly items: readonly PackItem[]; readonly sent: readonly string[] },
): string | undefined {
  for (const { item, itemFrom, lines } of references) {
    const shown = new Set(sent[item - 1]?.split("\n"));
    const there = items[item - 1]?.content.split("\n").slice(itemFrom - 1, itemFrom - 1 + lines);
    if (there?.every((line) => shown.has(line)) !== true) return "points to what was not sent";
  }
  const { content } = items.at(-1) as PackItem;
  if (grade !== "byte-exact" || text === content) return undefined;
  return unpack(text, { earlier: items.slice(0, -1) }) === content
    ? undefined
    : "comes back as other bytes";
}
