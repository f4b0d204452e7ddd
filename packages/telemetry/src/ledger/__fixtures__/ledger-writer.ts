import { type ChildProcess, spawn } from "node:child_process";
import { completionOf } from "@tokenpak/testing";
import { SqliteLedger } from "../sqlite-ledger.ts";

/** Starts a process that writes batches until it is ended, and says the number of each one that was acknowledged. */
export function startLedgerWriter(file: string): ChildProcess {
  const script = `const { writeBatches } = await import(${JSON.stringify(new URL("./ledger-writer.ts", import.meta.url).href)});
    writeBatches(process.argv[1]);`;
  const flags = ["--conditions=@tokenpak/source", "--import=tsx", "--input-type=module", "-e"];
  return spawn(process.execPath, [...flags, script, file], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** What the process does: requests that are repeated with more output, and how far they were read. */
export function writeBatches(file: string): void {
  using ledger = new SqliteLedger(file);
  for (let batch = readBatches(ledger); ; batch++) {
    writeBatch(ledger, batch);
    process.stdout.write(`${batch}\n`);
  }
}

/** Requests of one batch; half of them take the place of earlier ones. */
export const BATCH_SIZE = 40;

/** Writes one batch, which leaves half its size of new requests. */
export function writeBatch(ledger: SqliteLedger, batch: number): void {
  const completions = Array.from({ length: BATCH_SIZE }, (_, index) => {
    const number = (batch * BATCH_SIZE) / 2 + index;
    const { usage } = completionOf("");
    return completionOf(`msg_${number}`, {
      at: Date.UTC(2026, 10, 23) + number * 60_000,
      session: `session ${number % 7}`,
      model: `model ${number % 3}`,
      latencyMs: number % 1000,
      usage: { ...usage, output: 1 + batch },
    });
  });
  ledger.commit({ entries: { completions }, checkpoints: [checkpointOf(batch + 1)] });
}

/** How many batches a ledger holds, by its checkpoint. */
export function readBatches(ledger: SqliteLedger): number {
  return ledger.checkpoints("writer")[0]?.offset ?? 0;
}

function checkpointOf(offset: number) {
  const file = { path: "/writer", source: "writer", dev: 1, ino: 1, size: 0, mtimeMs: 0 };
  return { ...file, offset, headHash: "", state: undefined };
}
