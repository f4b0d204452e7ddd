import { describe, expect, it } from "vitest";
import { paced } from "./paced.ts";

describe("paced", () => {
  it("answers once for what comes together, and ends with the events", async () => {
    let given = 0;
    async function* burst(): AsyncGenerator<number> {
      for (; given < 500; given++) yield given;
    }
    let answers = 0;
    for await (const _answer of paced(burst(), 5_000)) answers++;
    expect([given, answers]).toEqual([500, 1]);
  });

  it("answers while events keep coming", async () => {
    async function* endless(): AsyncGenerator<number> {
      for (let count = 0; ; count++) {
        await new Promise((resolve) => setImmediate(resolve));
        yield count;
      }
    }
    let answers = 0;
    for await (const _answer of paced(endless(), 1)) {
      if (++answers === 3) break;
    }
    expect(answers).toBe(3);
  });

  it("is silent where nothing comes", async () => {
    const nothing = new ReadableStream<number>({ start: (stream) => stream.close() });
    for await (const _answer of paced(nothing, 1)) expect.unreachable();
  });
});
