import { createTokenCounter, isExact, parseEnvelope, parseMarkers } from "@tokenpak/core";
import {
  createItemPacker,
  type PackedItem,
  type PackItem,
  packItems,
  unpack,
} from "@tokenpak/engines";
import { branchSession } from "./branch-session.ts";
import type { Random } from "./random.ts";
import { type ReadItem, readReferences } from "./read-references.ts";
import { resumeSession } from "./resume-session.ts";

/** What checking one session came to. */
export interface CheckedSession {
  readonly violations: readonly string[];
  readonly items: number;
  /** References that were written and looked up. */
  readonly references: number;
  /** Texts that came back byte for byte from something else than themselves. */
  readonly roundTrips: number;
}

type Options = NonNullable<Parameters<typeof packItems>[1]>;

const counter = createTokenCounter();

/** Packs a session in several ways and holds every output to the rules of items. */
export function checkSession(items: readonly PackItem[], random: Random): CheckedSession {
  const options: Options = {
    floor: random.pick(["value-exact", "value-exact", "byte-exact", "facts-verified"]),
    ...(random.chance(0.1) ? { preserve: [/\b4\d\b/] } : {}),
  };
  const violations: string[] = [];
  let references = 0;
  let roundTrips = 0;
  try {
    const packed = packItems(items, options);
    const read: ReadItem[] = [];
    for (const [index, one] of packed.entries()) {
      const wrong = (rule: string): void => {
        violations.push(`item ${index + 1} (${one.level}): ${rule}`);
      };
      const content = items[index]?.content as string;
      checkFigures(one, content, wrong);
      const found = checkReferences(one, { content, earlier: read, wrong });
      read.push({ name: one.name, content, text: one.text, literal: found.literal });
      references += found.references;
      if (one.text !== content && one.grade === "byte-exact") {
        roundTrips++;
        const back = unpack(one.text, { earlier: items.slice(0, index) });
        if (back !== content) wrong("other bytes come back");
      }
    }
    const wrong = random.pick(WAYS)(items, { packed, options, random });
    if (wrong !== undefined) violations.push(wrong);
  } catch (error) {
    violations.push(`throws ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  }
  return { violations, items: items.length, references, roundTrips };
}

type Wrong = (rule: string) => void;

function checkFigures(one: PackedItem, content: string, wrong: Wrong): void {
  if (one.tokens !== counter.count(one.text)) wrong("its token count is wrong");
  if (one.tokensBefore !== counter.count(content)) wrong("the item's token count is wrong");
  if (one.tokens > one.tokensBefore) wrong("larger than the item");
  if (one.tokens === one.tokensBefore && one.text !== content) wrong("changed for nothing");
  if (one.verifyFailures > 0) wrong(`${one.verifyFailures} refused by their own check`);
  const marked = parseMarkers(one.text).map(({ unit, from, to }) => `${unit} ${from}-${to}`);
  const told = one.omissions.map(({ unit, from, to }) => `${unit} ${from}-${to}`);
  if (one.text !== content && marked.join() !== told.join()) wrong("markers and omissions differ");
  if (isExact(one.grade) && one.omissions.length > 0) wrong("exact, and leaves things out");
}

function checkReferences(
  one: PackedItem,
  {
    content,
    earlier,
    wrong,
  }: { readonly content: string; readonly earlier: readonly ReadItem[]; readonly wrong: Wrong },
): { readonly literal: readonly boolean[] | undefined; readonly references: number } {
  const lines = content.split("\n");
  if (one.text === content) {
    // What an output says is not there: nothing may point into a content that is one.
    const stands = parseEnvelope(content) === undefined;
    return { literal: lines.map(() => stands), references: 0 };
  }
  const read = readReferences(one.text, earlier);
  if (read.content !== undefined && read.content !== content) wrong("references give other lines");
  if (read.content !== undefined && read.references !== one.references.length) {
    wrong("the references told are not those written");
  }
  for (const { from, to, item, itemFrom } of one.references) {
    if (to < from || itemFrom < 1 || item < 1 || item > earlier.length + 1)
      wrong("an odd reference");
  }
  return { literal: read.literal, references: read.references };
}

interface Ways {
  readonly packed: readonly PackedItem[];
  readonly options: Options;
  readonly random: Random;
}

type Way = (items: readonly PackItem[], ways: Ways) => string | undefined;

/** Other ways to the same outputs; each answers what is wrong, or `undefined`. */
const WAYS: readonly Way[] = [
  function prefix(items, { packed, options, random }) {
    const cut = random.whole(items.length + 1);
    const own = packItems(items.slice(0, cut), options);
    return own.every(({ text }, at) => text === packed[at]?.text) ? undefined : "not causal";
  },
  function resumedAndForked(items, { packed, options, random }) {
    const cut = random.whole(items.length + 1);
    const packer = createItemPacker(options);
    for (const [at, item] of items.slice(0, cut).entries()) {
      packer.resume(item, packed[at]?.text as string);
    }
    // Another branch, dropped again.
    for (const item of items.toReversed().slice(0, 3)) packer.pack(item);
    const other = { content: "another branch" };
    const kept = packer.keepPrefix([...items.slice(0, cut), other]);
    if (kept !== cut) return `${kept} instead of ${cut} items kept`;
    const same = items
      .slice(cut)
      .every((item, at) => packer.pack(item).text === packed[cut + at]?.text);
    return same ? undefined : "resumed and forked, other outputs";
  },
  branchSession,
  branchSession,
  resumeSession,
  function reordered(items, { options, random }) {
    const moved = items.toSorted(() => random.whole(3) - 1);
    for (const [at, { text, grade }] of packItems(moved, options).entries()) {
      const content = moved[at]?.content as string;
      if (grade !== "byte-exact" || text === content) continue;
      if (unpack(text, { earlier: moved.slice(0, at) }) !== content) return "other bytes come back";
    }
    return undefined;
  },
];
