import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { createTokenCounter, type PackResult } from "@tokenpak/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { anySample } from "../../tests/any-text.ts";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { createPackPool, type PackPoolOptions } from "./pack-pool.ts";

const engine = new HeuristicEngine();
const pool = createPackPool({ threads: 2 });
/** One thread with little memory. */
const small = createPackPool({ threads: 1, heapMegabytes: 120 });
afterAll(() => Promise.all([pool.close(), small.close()]));

const source = readFileSync(import.meta.filename, "utf8");

/** Everything of a result, what is computed when read as well. */
const whole = (result: PackResult) => JSON.stringify(result);

/** Tells all that a caller may learn: the result, or the error. */
async function outcome(pack: () => PackResult | Promise<PackResult>): Promise<string> {
  try {
    return whole(await pack());
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    return JSON.stringify({ name, message, code });
  }
}

describe("createPackPool", () => {
  it("gives the engine's results and errors, for any content and options", async () => {
    const request = fc.record({
      sample: anySample,
      maxTokens: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
      floor: fc.constantFrom(undefined, "value-exact" as const, "extractive" as const),
      bare: fc.boolean(),
      facts: fc.boolean(),
      omissions: fc.boolean(),
      preserve: fc.constantFrom([], ["a"], [/\d{2,}/]),
    });
    const property = fc.asyncProperty(request, async ({ sample, omissions, ...rest }) => {
      const { store, ...hints } = sample.options ?? {};
      const options = { ...hints, ...rest };
      expect(await outcome(() => pool.pack(sample.text, { ...options, omissions }))).toBe(
        await outcome(() => engine.pack(sample.text, options)),
      );
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("packs for an engine: the same results, originals kept, and errors as they are", async () => {
    const long = source.repeat(3);
    const kept = new Map<string, string>();
    const store = {
      put: async (text: string) => {
        const { ref } = engine.pack(text, { maxTokens: 0 });
        kept.set(ref, text);
        return ref;
      },
      get: async (ref: string) => kept.get(ref),
    };
    const packed = await engine.packAsync(long, { pool, store, path: "a.ts", facts: true });
    expect(whole(packed)).toBe(whole(engine.pack(long, { path: "a.ts", facts: true })));
    expect(kept.get(packed.ref)).toBe(long);
    const impossible = engine.packAsync(long, { pool, maxTokens: 5, floor: "facts-verified" });
    await expect(impossible).rejects.toMatchObject({ code: "FLOOR_UNSATISFIABLE" });
  });

  it("gives many at once their own results", async () => {
    const texts = Array.from({ length: 120 }, (_, n) => `export const v${n} = ${n};\n${source}`);
    const packed = await Promise.all(texts.map((text) => pool.pack(text, { path: "a.ts" })));
    for (const n of [0, 1, 60, 119]) {
      const expected = engine.pack(texts[n] as string, { path: "a.ts" });
      expect(whole(packed[n] as PackResult)).toBe(whole(expected));
    }
    expect(new Set(packed.map(({ ref }) => ref)).size).toBe(120);
  });

  it("keeps its own defaults, which a call overrides", async () => {
    const counter = createTokenCounter({ encoding: "cl100k_base" });
    await using own = createPackPool({ threads: 1, bare: true, path: "a.ts", counter });
    const defaults = { bare: true, path: "a.ts", counter };
    expect(whole(await own.pack(source))).toBe(whole(engine.pack(source, defaults)));
    const call = { bare: false, counter: createTokenCounter() };
    expect(whole(await own.pack(source, call))).toBe(
      whole(engine.pack(source, { ...defaults, ...call })),
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["a store", { store: { put: () => "tp:0", get: () => undefined } }, /put the content into/],
    [
      "another counter",
      { counter: { encoding: "o200k_base", count: () => 1 } },
      /createTokenCounter/,
    ],
    ["a wrong limit", { maxTokens: -1 }, /integer from 0/],
  ])("refuses %s, as a default and in a call", async (_, options, message) => {
    const refusal = { code: "INVALID_OPTION", message: expect.stringMatching(message) };
    expect(() => createPackPool(options as PackPoolOptions)).toThrow(
      expect.objectContaining(refusal),
    );
    await expect(pool.pack("a", options as PackPoolOptions)).rejects.toMatchObject(refusal);
  });

  it("refuses what cannot cross, also while it waits behind others", async () => {
    const wrong = { later: () => undefined } as PackPoolOptions;
    const packs = Array.from({ length: 400 }, (_, n) =>
      pool.pack("a few words", n % 100 === 99 ? wrong : {}),
    );
    const outcomes = await Promise.allSettled(packs);
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(4);
    expect(refused[3]).toMatchObject({ reason: { code: "INVALID_OPTION" } });
  });

  it.each([0, 65, 1.5, Number.NaN])("refuses %s threads", (threads) => {
    expect(() => createPackPool({ threads })).toThrow(/threads must be an integer from 1 to 64/);
  });

  it("refuses content that is no text", async () => {
    const noText = undefined as unknown as string;
    await expect(pool.pack(noText)).rejects.toMatchObject({ code: "INVALID_OPTION" });
  });

  it("loses only the content that takes a thread's memory, and goes on in another thread", async () => {
    await small.ready();
    const huge = `[${'{"a":[1,{"b":2}]},'.repeat(600_000)}0]`;
    const [lost, ...kept] = await Promise.allSettled([
      small.pack(huge, { kind: "json" }),
      ...Array.from({ length: 5 }, () => small.pack(source, { path: "a.ts" })),
    ]);
    expect(lost).toMatchObject({
      status: "rejected",
      reason: { code: "WORKER_LOST", message: expect.stringContaining("heapMegabytes") },
    });
    expect(kept.map(({ status }) => status)).toEqual(Array(5).fill("fulfilled"));
  });

  it("gives up a content that waits or is in work when its signal says so", async () => {
    await small.ready();
    const reason = new Error("Ctrl-C");
    const long = "A sentence of many words, with a number: 12345.\n".repeat(20_000);
    const stop = new AbortController();
    const stopped = [
      small.pack(long, { signal: stop.signal, maxTokens: 100 }),
      small.pack(source, { signal: stop.signal }),
    ];
    stop.abort(reason);
    for (const outcome of await Promise.allSettled(stopped)) {
      expect(outcome).toMatchObject({ reason: { code: "ABORTED", cause: reason } });
    }
    // Comes only after the long one was thrown out of its thread.
    expect((await small.pack(source, { path: "a.ts" })).grade).toBe("facts-verified");
    const late = small.pack(source, { signal: stop.signal });
    await expect(late).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("packs nothing after it was closed, nor what was left then", async () => {
    const own = createPackPool({ threads: 1 });
    const left = Array.from({ length: 100 }, () => own.pack(source));
    const answers = Promise.allSettled(left);
    await own.close();
    await own.close();
    for (const answer of await answers) {
      expect(answer).toMatchObject({ reason: { code: "POOL_CLOSED" } });
    }
    await expect(own.pack("a")).rejects.toMatchObject({ code: "POOL_CLOSED" });
    await expect(own.ready()).rejects.toMatchObject({ code: "POOL_CLOSED" });
  });

  it("runs from source, and lets a process end that does not close it", async () => {
    const program = `
      import { createPackPool } from "@tokenpak/engines/pool";
      const { tokens } = await createPackPool({ threads: 1 }).pack("one two three");
      process.stdout.write(String(tokens));`;
    const args = ["--conditions=@tokenpak/source", "--import", "tsx", "--input-type=module"];
    const { stdout } = await promisify(execFile)(process.execPath, [...args, "-e", program], {
      cwd: import.meta.dirname,
    });
    expect(stdout).toBe("3");
  });
});
