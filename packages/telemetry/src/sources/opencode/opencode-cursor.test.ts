import type { JsonValue } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OpencodeFile, opencodeCounts, opencodeMessage } from "../../../tests/opencode-file.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { opencodeDatabase } from "./opencode-database.ts";

/** What may happen between two readings. */
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("begin" as const), id: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("grow", "end"), id: fc.nat(5), by: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), id: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "removeLast" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "compact" as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("read" as const),
      batches: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

const EPOCH = 1795394923133;

/** A database and a ledger that is read into, step by step. */
class Play implements Disposable {
  readonly file = new OpencodeFile();
  readonly ledger = new SqliteLedger(":memory:");
  /** Output of the messages that are there. */
  readonly outputs = new Map<string, number>();
  readonly #gone = new Set<string>();
  #cursor: JsonValue | undefined;
  readonly #done = new Set<string>();
  readonly #tickMs: number;
  #now = EPOCH;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  do(step: Change): void {
    this.#now += this.#tickMs;
    if (step.kind === "compact") this.file.database.exec("VACUUM");
    if (step.kind === "read" && "batches" in step) this.read(step.batches);
    if (step.kind === "removeLast") this.#remove([...this.outputs.keys()].at(-1));
    if (!("id" in step)) return;
    const id = `msg_${step.id}`;
    const output = this.outputs.get(id);
    if (step.kind === "remove") this.#remove(id);
    if (step.kind === "begin" && output === undefined && !this.#gone.has(id))
      this.#put(id, { output: 0 });
    if (!("by" in step) || output === undefined) return;
    // Only the clock tells of a late change.
    if (this.#tickMs < 0 && this.#done.has(id)) return;
    this.#put(id, { output: output + step.by, isDone: step.kind === "end" || this.#done.has(id) });
  }

  /** Reads up to this many batches. */
  read(most: number): void {
    let count = 0;
    for (const { entries, cursor } of opencodeDatabase.read(this.file.path, this.#cursor)) {
      if (count === most) break;
      count += 1;
      this.ledger.record({ completions: entries });
      this.#cursor = JSON.parse(JSON.stringify(cursor));
    }
  }

  #put(id: string, { output, isDone = false }: { output: number; isDone?: boolean }): void {
    this.outputs.set(id, output);
    if (isDone) this.#done.add(id);
    const created = EPOCH + Number(id.slice(4));
    const time = isDone ? { created, completed: EPOCH } : { created };
    const data = opencodeMessage(opencodeCounts([0, output, 0, 0, 0]), { time });
    this.file.put({ id, session: id, created, updated: this.#now, data });
  }

  #remove(id: string | undefined): void {
    if (id === undefined || !this.outputs.delete(id)) return;
    this.#gone.add(id);
    this.file.remove(id);
  }

  [Symbol.dispose](): void {
    this.ledger.close();
    this.file[Symbol.dispose]();
  }
}

/** The last output of each message that is there and used any, and what the ledger counts of it, after all was read. */
function playThrough(
  steps: readonly Change[],
  tickMs: number,
): readonly (readonly [number, number])[] {
  using play = new Play(tickMs);
  for (const step of steps) play.do(step);
  play.read(Number.POSITIVE_INFINITY);
  return [...play.outputs]
    .filter(([, output]) => output > 0)
    .map(([id, output]) => {
      const { totals } = play.ledger.report({ session: id });
      return [output, totals.output] as const;
    });
}

describe("OpencodeCursor", () => {
  const steps = fc.array(change, { minLength: 15, maxLength: 40, size: "max" });

  it("misses nothing, and counts nothing twice, whatever is written, deleted, compacted and read in between", () => {
    fc.assert(
      fc.property(steps, (play) => {
        for (const [output, counted] of playThrough(play, 1000)) expect(counted).toBe(output);
      }),
      { numRuns: 12 },
    );
  });

  it("misses no message that is new or was in progress while clocks go backwards", () => {
    fc.assert(
      fc.property(steps, (play) => {
        for (const [output, counted] of playThrough(play, -100_000)) expect(counted).toBe(output);
      }),
      { numRuns: 20 },
    );
  });
});
