import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { createRandom, type Random } from "./fuzz/random.ts";
import { generatedRecords } from "./json-records.ts";
import { NAMES } from "./json-words.ts";

type Row = Record<string, unknown>;

/** A needle in records: what it is, and the word by which it is found. */
interface Needle {
  readonly change: (row: Row) => Row;
  readonly word: string;
}

const NEEDLES: Readonly<Record<string, Needle>> = {
  "a number far from the others": {
    change: (row) => ({ ...row, size: 987_654_321 }),
    word: "987654321",
  },
  "a word that no other row has": {
    change: (row) => ({ ...row, [wordKey(row)]: "quarantined" }),
    word: "quarantined",
  },
  "a message of another sort": {
    change: (row) => ({ ...row, message: "checkpoint of zq-step written" }),
    word: "zq-step",
  },
  "a report of an error": {
    change: (row) => ({ ...row, message: "cannot reach zq-17: timed out" }),
    word: "zq-17",
  },
  "a key that no other row has": {
    change: (row) => ({ ...row, zq_override: true }),
    word: "zq_override",
  },
  "an id": { change: (row) => ({ ...row, id: "zq-4711" }), word: "zq-4711" },
  "an ordinary remark": {
    change: (row) => ({ ...row, remark: "met zq-ferris at noon" }),
    word: "zq-ferris",
  },
  "an ordinary number": { change: (row) => ({ ...row, size: 417.3219 }), word: "417.3219" },
};

/** How often a needle of each kind, in a random row of records, stands in the default output, with a query, and in 10 %. */
export function needleLines(): string[] {
  const lines = [
    "| needle in 400 rows | default | default, asked for | 10 % of the tokens | 10 %, asked for |",
    "|---|--:|--:|--:|--:|",
  ];
  for (const [kind, needle] of Object.entries(NEEDLES)) {
    const texts = [...generatedRecords().values()].flatMap((text, seed) =>
      Array.from({ length: RUNS }, (_, run) => plant(text, needle, createRandom(seed * 100 + run))),
    );
    const found = texts.map((text) => findings(text, needle.word));
    const shares = [0, 1, 2, 3].map((at) => found.filter((each) => each[at]).length / found.length);
    lines.push(
      `| ${kind} | ${shares.map((share) => `${(100 * share).toFixed(0)} %`).join(" | ")} |`,
    );
  }
  return lines;
}

const RUNS = 5;
const engine = new HeuristicEngine();

/** Whether the word is in the default output, in that with a query, and in both under a limit. */
function findings(text: string, word: string): boolean[] {
  const maxTokens = Math.floor(countTokens(text) / 10);
  const query = `where is ${word}`;
  return [{}, { query }, { maxTokens }, { maxTokens, query }].map((options) =>
    engine.pack(text, { kind: "json", ...options }).text.includes(word),
  );
}

/** Every row has a size, a message and a remark as ordinary as the others'; one has the needle too. */
function plant(text: string, { change }: Needle, random: Random): string {
  const rows = (JSON.parse(text) as Row[]).map((row, at) => ({
    ...row,
    size: random.whole(90_000) / 100,
    message: `heartbeat ping ${at}`,
    remark: `met ${random.pick(NAMES)}-${random.pick(NAMES)} at ${random.whole(24)}`,
  }));
  const at = random.whole(rows.length);
  return JSON.stringify(rows.with(at, change(rows[at] as Row) as (typeof rows)[number]), null, 2);
}

/** A key whose values are words of a few sorts. */
function wordKey(row: Row): string {
  return ["status", "region", "level", "plan"].find((key) => key in row) ?? "status";
}
