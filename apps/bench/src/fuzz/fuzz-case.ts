import type { PackOptions } from "@tokenpak/core";
import type { FuzzKind } from "./fuzz-kind.ts";
import { mutateText } from "./mutate-text.ts";
import { createRandom, type Random } from "./random.ts";
import { drawRealInput } from "./real-inputs.ts";

/** One text to pack, and how. */
export interface FuzzCase {
  /** What it was drawn from; `undefined` for a real input. */
  readonly source: FuzzKind | undefined;
  readonly text: string;
  readonly options: PackOptions;
  readonly maxTokens: number;
}

/** What cases are drawn from. */
export interface FuzzSupply {
  readonly kinds: readonly FuzzKind[];
  readonly real: readonly string[];
}

const QUERIES = [
  "error",
  "failed 17",
  "name id",
  "/src/a.ts",
  "???",
  "日本語",
  "where is the timeout set",
];
const PRESERVED: readonly (readonly (string | RegExp)[])[] = [
  ["error"],
  [/id\D{0,3}\d+/],
  ["a", "zz"],
  [""],
];

/** The case of a number: the same for the same seed and supply. */
export function fuzzCase(supply: FuzzSupply, seed: number, number: number): FuzzCase {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
  const isReal = !random.chance(0.85) && supply.real.length > 0;
  const source = isReal ? undefined : random.pick(supply.kinds);
  const text = draw(source, supply, random);
  return {
    source,
    text: random.chance(0.35) ? mutateText(text, random) : text,
    options: optionsOf(source, random),
    maxTokens: random.chance(0.5) ? random.whole(120) : random.whole(4000),
  };
}

function draw(source: FuzzKind | undefined, supply: FuzzSupply, random: Random): string {
  if (source === undefined) return drawRealInput(supply.real, random);
  if (random.chance(0.9)) return source.generate(random);
  // A content of several kinds.
  const other = random.pick(supply.kinds);
  return `$ one\n${source.generate(random)}\n$ two\n${other.generate(random)}\nthe end`;
}

function optionsOf(source: FuzzKind | undefined, random: Random): PackOptions {
  const hints: PackOptions =
    source === undefined || random.chance(0.4) ? {} : (source.hints ?? { kind: source.kind });
  return {
    ...hints,
    ...(random.chance(0.15) ? { query: random.pick(QUERIES) } : {}),
    ...(random.chance(0.1) ? { preserve: random.pick(PRESERVED) } : {}),
  };
}
