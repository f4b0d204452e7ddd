import { HeuristicEngine } from "@tokenpak/engines";
import { createRandom, type Random } from "./fuzz/random.ts";
import { generatedRecords } from "./json-records.ts";

type Row = Record<string, unknown>;

/** A needle in records: what it is, and the word by which it is found. */
interface Needle {
  readonly change: (row: Row, random: Random) => Row;
  readonly word: string;
}

const NEEDLES: Readonly<Record<string, Needle>> = {
  "a number far from the others": {
    change: (row) => ({ ...row, [numberKey(row)]: 987_654_321 }),
    word: "987654321",
  },
  "a word that no other row has": {
    change: (row) => ({ ...row, [wordKey(row)]: "quarantined" }),
    word: "quarantined",
  },
  "a report of an error": {
    change: (row) => ({ ...row, note: "cannot reach zq-17: timed out" }),
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
  "an ordinary number": {
    change: (row) => ({ ...row, [numberKey(row)]: 17.3219 }),
    word: "17.3219",
  },
};

/** How often a needle of each kind, in a random row of records, stands in the default output, with a query, and in 10 %. */
export function needleLines(): string[] {
  const engine = new HeuristicEngine();
  const lines = [
    "| needle in 400 rows | default | default, asked for | 10 % of the tokens | 10 %, asked for |",
    "|---|--:|--:|--:|--:|",
  ];
  for (const [kind, needle] of Object.entries(NEEDLES)) {
    const found = [0, 0, 0, 0];
    let runs = 0;
    for (const [seed, text] of [...generatedRecords().values()].entries()) {
      for (let run = 0; run < RUNS; run++) {
        const planted = plant(text, needle, createRandom(seed * 100 + run));
        const maxTokens = Math.floor(planted.length / 40);
        const query = `where is ${needle.word}`;
        const options = [{}, { query }, { maxTokens }, { maxTokens, query }];
        runs += 1;
        for (const [at, own] of options.entries()) {
          const packed = engine.pack(planted, { kind: "json", ...own });
          if (packed.text.includes(needle.word)) found[at] = (found[at] ?? 0) + 1;
        }
      }
    }
    lines.push(
      `| ${kind} | ${found.map((count) => `${((100 * count) / runs).toFixed(0)} %`).join(" | ")} |`,
    );
  }
  return lines;
}

const RUNS = 5;

function plant(text: string, { change }: Needle, random: Random): string {
  const rows = JSON.parse(text) as Row[];
  const at = random.whole(rows.length);
  rows[at] = change(rows[at] as Row, random);
  return JSON.stringify(rows, null, 2);
}

function numberKey(row: Row): string {
  return Object.keys(row).findLast((key) => typeof row[key] === "number") ?? "amount";
}

/** A key whose values are words of a few sorts. */
function wordKey(row: Row): string {
  return ["status", "region", "level", "plan"].find((key) => key in row) ?? "status";
}
