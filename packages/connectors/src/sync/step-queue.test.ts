import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Step, StepQueue } from "./step-queue.ts";

/** A step in the making, and what makes it. */
function inTheMaking(step: Step) {
  let make: () => void = () => undefined;
  const promise = new Promise<Step>((resolve) => {
    make = () => resolve(step);
  });
  return { promise, make };
}

describe("StepQueue", () => {
  it("does a step at once where none waits", async () => {
    const queue = new StepQueue({ concurrency: 1, mostUnits: 10 });
    const done: number[] = [];
    await queue.add(() => {
      done.push(1);
    });
    expect(done).toEqual([1]);
  });

  it("does steps in the order in which they came, whichever is made first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (waits, concurrency) => {
          const queue = new StepQueue({ concurrency, mostUnits: 7 });
          const done: number[] = [];
          let making = 0;
          for (const [index, wait] of waits.entries()) {
            const step: Step = () => {
              done.push(index);
            };
            const make = async (): Promise<Step> => {
              making++;
              expect(making).toBeLessThanOrEqual(concurrency);
              for (let turn = 0; turn < wait; turn++) await Promise.resolve();
              making--;
              return step;
            };
            await queue.add(wait === 0 ? step : make(), wait);
          }
          await queue.drain();
          expect(done).toEqual([...waits.keys()]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["text", { units: 4, mostUnits: 12, room: 2 }],
    ["steps", { units: 0, mostUnits: 100, room: 31 }],
  ])("has no room while too many %s wait for the first", async (_, { units, mostUnits, room }) => {
    const queue = new StepQueue({ concurrency: 2, mostUnits });
    const first = inTheMaking(() => undefined);
    await queue.add(first.promise, units);
    let done = 0;
    let added = 0;
    const adding = (async () => {
      for (; added < 100; added++) await queue.add(() => void done++, units);
    })();
    await setImmediate();
    expect({ added, done }).toEqual({ added: room - 1, done: 0 });
    first.make();
    await adding;
    expect({ added, done }).toEqual({ added: 100, done: 100 });
  });

  it("throws what a step throws", async () => {
    const queue = new StepQueue({ concurrency: 2, mostUnits: 10 });
    const failing: Step = () => {
      throw new Error("full disk");
    };
    await expect(queue.add(failing)).rejects.toThrow("full disk");
    await queue.add(Promise.resolve(failing));
    await expect(queue.drain()).rejects.toThrow("full disk");
  });
});
