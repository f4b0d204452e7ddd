import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { generatedRecords } from "./json-records.ts";
import { groupBy } from "./pack-figures.ts";

/** A content made of recordings, and those alone. */
interface MixedCase {
  readonly name: string;
  readonly text: string;
  readonly parts: readonly string[];
}

/** Recordings that are put together, by the folder of their kind. */
const FOLDERS = ["build", "search", "diff", "listing"];
const LARGEST = 60_000;

/**
 * Contents of several kinds: what packing them saves, next to what packing each of their parts by itself would. Every exact
 * output is unpacked and compared.
 */
export function packMixedRows({ print }: BenchIo): void {
  const engine = new HeuristicEngine();
  print(
    "| contents of several kinds | texts | tokens | exact, saved | exact, each part alone | equal when unpacked | default, saved | default, each part alone | refused |",
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  const cases = mixedCases();
  for (const [name, own] of groupBy(cases, (one) => one.name)) {
    print(rowOf(engine, name, own));
  }
}

function rowOf(engine: HeuristicEngine, name: string, cases: readonly MixedCase[]): string {
  let refused = 0;
  let equal = 0;
  const tokensOf = (text: string, floor: "value-exact" | "facts-verified"): number => {
    const packed = engine.pack(text, { floor });
    refused += packed.verifyFailures;
    return packed.tokens;
  };
  const saved = (floor: "value-exact" | "facts-verified", whole: boolean): string => {
    const shares = cases.map(({ text, parts }) => {
      const pieces = whole ? [text] : parts;
      const before = pieces.reduce((sum, piece) => sum + countTokens(piece), 0);
      const after = pieces.reduce((sum, piece) => sum + tokensOf(piece, floor), 0);
      return 1 - after / before;
    });
    return `${((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length).toFixed(1)} %`;
  };
  for (const { text } of cases) {
    const back = unpack(engine.compress(text, { floor: "value-exact" }));
    if (back === text || isSameJson(back, text)) equal++;
  }
  const cells = [
    name,
    cases.length,
    cases.reduce((sum, { text }) => sum + countTokens(text), 0),
    saved("value-exact", true),
    saved("value-exact", false),
    `${equal} of ${cases.length}`,
    saved("facts-verified", true),
    saved("facts-verified", false),
    refused,
  ];
  return `| ${cells.join(" | ")} |`;
}

function isSameJson(left: string, right: string): boolean {
  if (!left.startsWith("{")) return false;
  return JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
}

function mixedCases(): readonly MixedCase[] {
  const recordings = FOLDERS.map((folder) => recordingsOf(folder)).filter(
    ({ length }) => length > 0,
  );
  const json = [...generatedRecords()].map(([, text]) =>
    text.slice(0, 1) === "[" ? firstRows(text) : text,
  );
  const cases: MixedCase[] = [];
  const longest = Math.max(0, ...recordings.map(({ length }) => length));
  for (let at = 0; at < longest; at++) {
    const parts = recordings.map((own) => own[at % own.length] as string);
    const rows = json[at % json.length] as string;
    cases.push(
      transcript([...parts, rows]),
      inDocument(parts),
      inMarkdown([...parts.slice(0, 1), rows]),
    );
  }
  return cases;
}

/** Outputs of commands below their prompts. */
function transcript(parts: readonly string[]): MixedCase {
  const text = parts.map((part, at) => `$ ./step-${at + 1}\n${part.trimEnd()}`).join("\n");
  return { name: "shell transcript", text: `${text}\n$ exit\n`, parts };
}

/** What a tool answers: its output in strings of a JSON document. */
function inDocument(parts: readonly string[]): MixedCase {
  const text = JSON.stringify({ exitCode: 1, outputs: parts, durationMs: 1234 });
  return { name: "outputs in JSON strings", text, parts };
}

function inMarkdown(parts: readonly string[]): MixedCase {
  const text = parts
    .map((part) => `## Output\n\nThis is it:\n\n\`\`\`\n${part.trimEnd()}\n\`\`\`\n`)
    .join("\n");
  return { name: "fenced in Markdown", text, parts };
}

function firstRows(text: string): string {
  return JSON.stringify((JSON.parse(text) as readonly unknown[]).slice(0, 40), null, 2);
}

function recordingsOf(kind: string): readonly string[] {
  const folder = join(fileURLToPath(new URL("../fixtures", import.meta.url)), kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((text) => text.length > 1000 && text.length < LARGEST);
}
