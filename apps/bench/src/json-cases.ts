import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { generatedRecords } from "./json-records.ts";
import { toolLists } from "./json-tools.ts";
import { generatedLines, generatedTrees } from "./json-trees.ts";

/** One JSON text to pack. */
export interface JsonCase {
  /** What it is reported under. */
  readonly group: string;
  readonly name: string;
  readonly text: string;
  /** Default a document. */
  readonly kind?: "jsonl";
}

/** Shorter bodies of recorded exchanges are left out: an envelope alone is a fifth of them. */
const MIN_CHARACTERS = 400;

/** Generated records, and what the data folder holds: as given where it is a file, pretty-printed where it is a part of one. */
export function readJsonCases(dataDir: string | undefined): readonly JsonCase[] {
  const generated = [
    ...grouped("generated", generatedRecords()),
    ...grouped("tools", toolLists()),
    ...grouped("tree", generatedTrees()),
    ...grouped("lines", generatedLines()).map((one) => ({ ...one, kind: "jsonl" as const })),
  ];
  return dataDir === undefined ? generated : [...generated, ...publicCases(dataDir)];
}

function grouped(prefix: string, texts: ReadonlyMap<string, string>): JsonCase[] {
  return [...texts].map(([own, text]) => {
    const name = own.startsWith(prefix) ? own : `${prefix}: ${own}`;
    return { group: name, name, text };
  });
}

function publicCases(dataDir: string): JsonCase[] {
  const json = join(dataDir, "json");
  const whole = ["github-repos-top100.json", "tmdb-movies-1000.json.gz"].map((name) => ({
    group: name,
    name,
    text: readText(join(json, name)),
  }));
  return [
    ...whole,
    ...octokitCases(join(json, "octokit")),
    ...webhookCases(json),
    ...pairCases(dataDir),
    ...lineCases(dataDir),
  ];
}

function octokitCases(folder: string): JsonCase[] {
  const cases: JsonCase[] = [];
  for (const file of readdirSync(folder).sort()) {
    const exchanges = JSON.parse(readText(join(folder, file))) as readonly { response?: unknown }[];
    for (const [index, { response }] of exchanges.entries()) {
      if (typeof response !== "object" || response === null) continue;
      const text = JSON.stringify(response, null, 2);
      if (text.length < MIN_CHARACTERS) continue;
      cases.push({ group: "octokit, response bodies", name: `${file}#${index}`, text });
    }
  }
  return cases;
}

function webhookCases(folder: string): JsonCase[] {
  return linesOf(join(folder, "octokit_webhook_examples.jsonl.gz")).map((line, index) => {
    const { event, payload } = JSON.parse(line) as { event: string; payload: unknown };
    const text = JSON.stringify(payload, null, 2);
    return { group: "octokit, webhook payloads", name: `${event}#${index}`, text };
  });
}

/** The first cases of the key-value task, as an object and as the pairs of the file. */
function pairCases(dataDir: string): JsonCase[] {
  const lines = linesOf(join(dataDir, "qa/kv/kv-retrieval-75_keys.jsonl.gz")).slice(0, 10);
  return lines.flatMap((line, index) => {
    const { ordered_kv_records: pairs } = JSON.parse(line) as {
      ordered_kv_records: readonly (readonly [string, string])[];
    };
    const object = JSON.stringify(Object.fromEntries(pairs), null, 2);
    return [
      { group: "qa/kv, as an object", name: `object#${index}`, text: object },
      { group: "qa/kv, as pairs", name: `pairs#${index}`, text: JSON.stringify(pairs, null, 2) },
    ];
  });
}

/** Whole files of JSON lines: a session of an agent, its tool results, what it was charged, the webhook payloads. */
function lineCases(dataDir: string): JsonCase[] {
  return [
    "sessions/pi-mono/large-session.jsonl.gz",
    "sessions/pi-mono/tool_results.jsonl.gz",
    "pricing/pi-mono_usage_cost.jsonl",
    "json/octokit_webhook_examples.jsonl.gz",
  ].map((name) => ({
    group: name,
    name,
    text: readText(join(dataDir, name)),
    kind: "jsonl" as const,
  }));
}

function linesOf(path: string): string[] {
  return readText(path)
    .split("\n")
    .filter((line) => line !== "");
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
