import { createTokenCounter, type TokenCounter } from "@tokenpak/core";
import { createItemPacker, type PackItem, packItems } from "@tokenpak/engines";
import type { Random } from "./random.ts";

type Options = NonNullable<Parameters<typeof packItems>[1]>;

interface Turn {
  readonly item: PackItem;
  readonly text: string;
}

/**
 * Packs, resumes and drops the items of a session at random, with a counter that fails now and then, and packs some more. Answers
 * what is wrong where the turns that are left are not what a new packer writes, or `undefined`.
 */
export function branchSession(
  items: readonly PackItem[],
  { options, random }: { readonly options: Options; readonly random: Random },
): string | undefined {
  const counter = new FailingCounter();
  // Few, so that they meet again.
  const few = [random.pick(items), random.pick(items)];
  const packer = createItemPacker({ ...options, counter });
  let held: Turn[] = [];
  const pack = (item: PackItem): void => {
    counter.fails = random.chance(0.1);
    try {
      held.push({ item, text: packer.pack(item).text });
    } catch (error) {
      if (!counter.fails) throw error;
    }
  };
  for (let branches = 2 + random.whole(3); branches > 0; branches--) {
    for (let more = 1 + random.whole(4); more > 0; more--) pack(changed(few, random));
    const cut = random.whole(held.length + 1);
    const dropped = held.slice(cut);
    held = held.slice(0, cut);
    if (random.chance(0.5)) packer.truncate(cut);
    else packer.keepPrefix([...held.map(({ item }) => item), { content: "another branch" }]);
    for (const turn of dropped.slice(0, random.whole(3))) {
      packer.resume(turn.item, turn.text);
      held.push(turn);
    }
  }
  for (let more = 3; more > 0; more--) pack(changed(few, random));
  if (packer.size !== held.length) return `${packer.size} instead of ${held.length} items held`;
  const own = packItems(
    held.map(({ item }) => item),
    options,
  );
  const other = held.findIndex(({ text }, at) => text !== own[at]?.text);
  return other < 0 ? undefined : `item ${other + 1} of a branch is not what a new packer writes`;
}

/**
 * An item; its lines from somewhere on, or in another order; or two and two of them with new ones between, which no later item can
 * point to at length. Other branches so have other lines at the same places, and the same lines at others.
 */
function changed(items: readonly PackItem[], random: Random): PackItem {
  const item = random.pick(items);
  const lines = item.content.split("\n");
  const from = random.whole(lines.length);
  const rest = lines.slice(from);
  const written = random.pick([
    lines,
    rest,
    [...rest, ...lines.slice(0, from)],
    lines.flatMap((line, at) => [line, lines[at + 1] ?? "", `new ${random.whole(2 ** 31)}`]),
    lines.map(() => `new ${random.whole(2 ** 31)}`),
  ]);
  return { ...item, content: written.join("\n") };
}

/** Counts, or fails when told to. */
class FailingCounter implements TokenCounter {
  readonly #counter = createTokenCounter();
  readonly encoding = this.#counter.encoding;
  readonly exact = this.#counter.exact;
  fails = false;

  count(text: string): number {
    if (this.fails) throw new Error("The counter fails.");
    return this.#counter.count(text);
  }
}
