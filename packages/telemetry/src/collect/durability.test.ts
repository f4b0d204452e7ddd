import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SqliteLedger } from "../ledger/sqlite-ledger.ts";
import { collectAndKill } from "./__fixtures__/collecting-child.ts";
import { entryOf, eventLines, lineOf } from "./__fixtures__/event-lines.ts";
import { TelemetryCollector } from "./telemetry-collector.ts";

/** How many times as much is killed: `TOKENPAK_SOAK_ROUNDS=50 npx vitest run packages/telemetry`. */
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
const ROUNDS = 2 * Number(process.env["TOKENPAK_SOAK_ROUNDS"] ?? 1);

describe("TelemetryCollector under kill -9", { timeout: 20_000 * ROUNDS }, () => {
  it("records every line exactly once, though nothing but its checkpoints tells what it has read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tokenpak-killed-"));
    const logs = join(folder, "logs");
    const path = join(folder, "ledger.db");
    mkdirSync(logs);
    try {
      let lines = 0;
      const write = (file: number, count: number): void => {
        const project = "p".repeat(100 + file * 100);
        const text = Array.from({ length: count }, () => lineOf("x", { project })).join("");
        // In two pieces, as the reader may find it.
        appendFileSync(join(logs, `${file}.jsonl`), text.slice(0, -50));
        appendFileSync(join(logs, `${file}.jsonl`), text.slice(-50));
        lines += count;
      };
      let kills = 0;
      for (let round = 0; round < ROUNDS; round++) {
        for (let file = 0; file < 8; file++) write(file, 400);
        // A line that is half written when the process is killed.
        writeFileSync(join(logs, "half.jsonl"), lineOf("x").slice(0, 4 + round), { flag: "a" });
        const writing = setInterval(() => write(8, 20), 10);
        if (await collectAndKill(logs, path, { afterMs: (round * 37) % 120 })) kills += 1;
        clearInterval(writing);
        appendFileSync(join(logs, "half.jsonl"), lineOf("x").slice(4 + round));
        lines += 1;
      }
      expect(kills).toBe(ROUNDS);
      let number = 0;
      const format = {
        ...eventLines,
        read: () => {
          number += 1;
          return [entryOf(`rest ${number}`)];
        },
      };
      const source = { name: "test", roots: [logs], formatOf: () => format };
      const collector = new TelemetryCollector({ sources: [source], store: path });
      const { added, ignored } = await collector.backfill();
      expect({ added, ignored }).toEqual({ added: number, ignored: 0 });
      using ledger = new SqliteLedger(path);
      expect(ledger.report().totals).toMatchObject({ requests: lines, output: lines });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
