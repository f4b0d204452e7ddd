import { countTokens, type TokenCounter } from "@tokenpak/core";
import {
  createItemPacker,
  HeuristicEngine,
  type PackItem,
  type PackItemsOptions,
  packItems,
  unpack,
} from "@tokenpak/engines";
import { type AgentSession, agentSessions } from "./agent-sessions.ts";
import type { BenchIo } from "./bench-io.ts";
import { generateEditSession } from "./edit-sessions.ts";
import { groupBy, percent } from "./pack-figures.ts";
import { type SessionBounds, sessionBounds } from "./session-bounds.ts";

/** One way to pack the items of a session. */
interface Mode {
  readonly name: string;
  readonly floor: NonNullable<PackItemsOptions["floor"]>;
  /** Without the notations of kinds. */
  readonly plain?: boolean;
}

const MODES: readonly Mode[] = [
  { name: "repeated lines alone", floor: "byte-exact", plain: true },
  { name: "value-exact", floor: "value-exact" },
  { name: "facts-verified", floor: "facts-verified" },
];

/** What packing a session came to. */
interface Packed {
  readonly before: number;
  readonly after: number;
  readonly references: number;
  readonly exact: number;
  readonly wrong: number;
  readonly refused: number;
}

/**
 * Sessions of agents: tokens of the tool results that packing saves, by session and by family; everything exact is unpacked and
 * compared. Constants were chosen on the recorded sessions as a whole: they have no halves, so their figures are not held out.
 * Nothing was chosen on the generated ones.
 */
export function packSessionRows({ print, dataDir }: BenchIo): void {
  const sessions = agentSessions(dataDir);
  if (dataDir === undefined) print("Recorded sessions: no data found, left out.\n");
  print(
    "Constants were chosen on the recorded sessions, all of them; nothing was chosen on the generated ones.\n",
  );
  print(
    "| session | results | tokens | repeated lines alone, saved | value-exact | value-exact, each alone | facts-verified | facts-verified, each alone | references | came back exactly | refused | of the whole transcript, value-exact |",
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const [family, own] of groupBy(sessions, (one) => one.family)) {
    const rows = own.map(measure);
    for (const [at, row] of rows.entries()) {
      if (own.length > 1 && family !== "generated edit sessions")
        print(line(own[at]?.name ?? "", [row]));
    }
    print(line(`**${family}** (${own.length})`, rows));
  }
  print("");
  for (const text of [...namedLines(sessions), ...boundLines(sessions), ...speedLines(sessions)])
    print(text);
}

interface Measured {
  readonly modes: readonly Packed[];
  /** Tokens when each item is packed by itself, to the floors of the second and third mode. */
  readonly alone: readonly number[];
  readonly results: number;
  readonly others: number;
}

function measure({ items, others }: AgentSession): Measured {
  const engine = new HeuristicEngine();
  const alone = MODES.slice(1).map(({ floor }) =>
    sum(
      items,
      ({ content, path, command }) => engine.pack(content, { floor, path, command }).tokens,
    ),
  );
  return {
    modes: MODES.map((mode) => packedAs(items, mode)),
    alone,
    results: items.length,
    others: sum(others, (text) => countTokens(text)),
  };
}

function packedAs(items: readonly PackItem[], { floor, plain }: Mode): Packed {
  const own = plain === true ? items.map((item) => ({ ...item, kind: "text" as const })) : items;
  const packed = packItems(own, { floor });
  const changed = packed.filter(
    ({ grade, text }, at) => grade === "byte-exact" && text !== items[at]?.content,
  );
  const wrong = changed.filter((one) => {
    const at = packed.indexOf(one);
    return unpack(one.text, { earlier: items.slice(0, at) }) !== items[at]?.content;
  });
  return {
    before: sum(packed, ({ tokensBefore }) => tokensBefore),
    after: sum(packed, ({ tokens }) => tokens),
    references: sum(packed, ({ references }) => references.length),
    exact: changed.length,
    wrong: wrong.length,
    refused: sum(packed, ({ verifyFailures }) => verifyFailures),
  };
}

function line(name: string, rows: readonly Measured[]): string {
  const total = (mode: number, of: (one: Packed) => number): number =>
    sum(rows, ({ modes }) => of(modes[mode] as Packed));
  const before = total(0, (one) => one.before);
  const saved = (mode: number): string => percent(1 - total(mode, (one) => one.after) / before);
  const alone = (at: number): string =>
    percent(1 - sum(rows, (row) => row.alone[at] ?? 0) / before);
  const all = (of: (one: Packed) => number): number => sum(MODES.keys(), (mode) => total(mode, of));
  const others = sum(rows, (row) => row.others);
  const whole = (before - total(1, (one) => one.after)) / (before + others);
  const cells = [
    name,
    sum(rows, (row) => row.results),
    before,
    saved(0),
    saved(1),
    alone(0),
    saved(2),
    alone(1),
    total(0, (one) => one.references),
    `${all((one) => one.exact - one.wrong)} of ${all((one) => one.exact)}`,
    all((one) => one.refused),
    others === 0 ? "-" : `${percent(whole)} of ${before + others}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What names that a reader can find cost. */
function* namedLines(sessions: readonly AgentSession[]): Generator<string> {
  const ways: readonly [string, (item: PackItem) => string | undefined][] = [
    ["the name of their file", ({ path }) => path?.split("/").at(-1)],
    ["their path or command", ({ path, command }) => path ?? command],
  ];
  for (const { name, items } of sessions.filter(({ family }) => family === "pi-mono")) {
    for (const [way, nameOf] of ways) {
      const named = items.map((item) => ({ ...item, name: nameOf(item) }));
      const { before, after } = packedAs(named, MODES[0] as Mode);
      yield `${name}, items named by ${way} instead of "item 3": ${percent(1 - after / before)} by repeated lines alone.`;
    }
  }
}

/** Why not more is saved exactly. */
function* boundLines(sessions: readonly AgentSession[]): Generator<string> {
  const recorded = sessions.filter(({ family }) => !family.startsWith("generated"));
  for (const [family, own] of groupBy(recorded, (one) => one.family)) {
    const bounds = own.map(({ items }) =>
      sessionBounds(items, packItems(items, { floor: "value-exact" })),
    );
    const share = (of: (one: SessionBounds) => number): string =>
      percent(sum(bounds, of) / sum(bounds, ({ tokens }) => tokens));
    yield `${family}, at most ${share(({ repeated }) => repeated)} by repeated lines if envelopes were free and all that stood before could be pointed to. Envelopes take ${share(({ envelopes }) => envelopes)} (${share(({ shortEnvelopes }) => shortEnvelopes)} with 8 and 6 digits); ${share(({ tiny }) => tiny)} is in results too small for one; saying the line numbers of file views once would save ${share(({ numbers }) => numbers)} more.`;
  }
}

/** Counts next to nothing, so that what packing itself takes can be seen, in about as many tokens as there are. */
const CHEAP_COUNTER: TokenCounter = {
  encoding: "characters / 4",
  exact: false,
  count: (text) => Math.ceil(text.length / 4),
};

/** Characters of the large session. */
const LARGE = 5_000_000;

function* speedLines(sessions: readonly AgentSession[]): Generator<string> {
  const all = sessions.flatMap(({ items }) => items);
  const times = sessions.flatMap(({ items }) => timesOf(items)).sort((left, right) => left - right);
  const largest = Math.max(0, ...all.map(({ content }) => countTokens(content)));
  const at = (share: number): string =>
    `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1)} ms`;
  yield `Processor time of an item, value-exact, counting included: p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}; the largest has ${largest} tokens.`;
  const items = largeSession();
  const tokens = sum(items, ({ content }) => countTokens(content));
  for (const floor of ["byte-exact", "value-exact", "facts-verified"] as const) {
    const rate = (counter: TokenCounter | undefined): string => {
      const started = process.cpuUsage();
      packItems(items, { floor, counter });
      const { user, system } = process.cpuUsage(started);
      return ((1000 * tokens) / (user + system)).toFixed(0);
    };
    yield `A session of 5 MB in ${items.length} items, ${floor}: ${rate(CHEAP_COUNTER)} tokens/ms without counting, ${rate(undefined)} with.`;
  }
}

function timesOf(items: readonly PackItem[]): readonly number[] {
  const packer = createItemPacker();
  return items.map((item) => {
    const started = process.cpuUsage();
    packer.pack(item);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
}

function largeSession(): readonly PackItem[] {
  const items: PackItem[] = [];
  let characters = 0;
  for (const item of generateEditSession({ seed: 77, turns: 4000, functions: 60 })) {
    items.push(item);
    characters += item.content.length;
    if (characters > LARGE) break;
  }
  return items;
}

function sum<T>(values: Iterable<T>, of: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}
