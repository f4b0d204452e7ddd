import { createHash } from "node:crypto";
import type { ContentKind } from "@tokenpak/core";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { labelledTexts } from "./detect-corpus.ts";
import { FUZZ_KINDS } from "./fuzz/fuzz-kinds.ts";
import { createRandom } from "./fuzz/random.ts";
import { FREE_COUNTER } from "./pack-figures.ts";

/** Characters of a block: about 10,000 tokens. */
const BLOCK = 36_000;
const MOST_BLOCKS = 40;
/** Characters of the texts that show how time grows. */
const SIZES = [500_000, 5_000_000];

/**
 * How long packing takes by kind, verification included, on inputs that were not seen before: processor time over blocks of
 * about 10,000 tokens made of real texts, and wall time of the slowest; and how it grows with the size of generated texts.
 */
export function packSpeedRows({ print, dataDir }: BenchIo): void {
  const engine = new HeuristicEngine();
  const blocks = blocksByKind(dataDir);
  print(
    "| kind | blocks | tokens | tokens/ms without counting | with counting | p50 | p99 of a block | 0.5 MB, ms per MB | 5 MB, ms per MB |",
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const [kind, texts] of blocks) {
    const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
    const free = rateOf(texts, tokens, (text) =>
      engine.pack(fresh(text, 1), { kind, counter: FREE_COUNTER }),
    );
    const walls: number[] = [];
    const counted = rateOf(texts, tokens, (text) => {
      const started = performance.now();
      engine.pack(fresh(text, 2), { kind });
      walls.push(performance.now() - started);
    });
    walls.sort((left, right) => left - right);
    const growth = SIZES.map((size) => growthOf(engine, kind, size));
    print(
      `| ${[kind, texts.length, tokens, free, counted, ms(quantile(walls, 0.5)), ms(quantile(walls, 0.99)), ...growth].join(" | ")} |`,
    );
  }
}

/** Blocks of whole lines of real texts of each kind; short texts are put one behind the other. */
function blocksByKind(dataDir: string | undefined): ReadonlyMap<ContentKind, readonly string[]> {
  const blocks = new Map<ContentKind, string[]>();
  const open = new Map<ContentKind, string>();
  for (const { kind, text } of labelledTexts(dataDir)) {
    const own = blocks.get(kind) ?? [];
    blocks.set(kind, own);
    if (WHOLE.has(kind)) {
      if (text.length > BLOCK / 4 && text.length < BLOCK * 2) own.push(text);
      continue;
    }
    let rest = `${open.get(kind) ?? ""}${text}`;
    for (; rest.length > BLOCK; rest = rest.slice(endOfBlock(rest))) {
      own.push(rest.slice(0, endOfBlock(rest)));
    }
    open.set(kind, rest);
  }
  for (const [kind, own] of blocks) {
    own.splice(MOST_BLOCKS);
    if (own.length === 0) blocks.delete(kind);
  }
  return blocks;
}

/** Kinds of which a part is no document. */
const WHOLE: ReadonlySet<ContentKind> = new Set(["code", "html", "json", "toml", "xml", "yaml"]);

function endOfBlock(text: string): number {
  const end = text.indexOf("\n", BLOCK - 4000);
  return end < 0 || end > BLOCK * 1.2 ? BLOCK : end + 1;
}

/** The same text with other digits, so that no cache knows its words. */
function fresh(text: string, salt: number): string {
  const random = createRandom(
    Number.parseInt(createHash("sha256").update(text.slice(0, 200)).digest("hex").slice(0, 7), 16) +
      salt,
  );
  return text.replace(/\d/g, (digit) =>
    digit === "0" ? digit : `${1 + ((Number(digit) + random.whole(2)) % 9)}`,
  );
}

function rateOf(texts: readonly string[], tokens: number, run: (text: string) => void): string {
  const started = process.cpuUsage();
  for (const text of texts) run(text);
  const { user, system } = process.cpuUsage(started);
  return ((1000 * tokens) / (user + system)).toFixed(0);
}

/** Processor time for each megabyte of a generated text of this size. */
function growthOf(engine: HeuristicEngine, kind: ContentKind, size: number): string {
  const source = FUZZ_KINDS.find((one) => one.kind === kind);
  if (source === undefined) return "-";
  const random = createRandom(size);
  const pieces: string[] = [];
  for (let length = 0; length < size; ) {
    const piece = `${source.generate(random)}\n`;
    pieces.push(piece);
    length += piece.length;
  }
  const text = JOINED[kind]?.(pieces) ?? pieces.join("");
  const started = process.cpuUsage();
  engine.pack(text, { kind, counter: FREE_COUNTER });
  const { user, system } = process.cpuUsage(started);
  return `${((user + system) / 1000 / (text.length / 1_000_000)).toFixed(0)}`;
}

/** Many documents as one. */
const JOINED: Partial<Record<ContentKind, (pieces: readonly string[]) => string>> = {
  json: (pieces) => `[${pieces.join(",")}]`,
  yaml: (pieces) => pieces.join("---\n"),
};

/** A share of sorted times. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
