import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimedSums } from "./timed-sums.ts";

const TIMES = 2000;

/** Times as they come: in order, in reverse, or in any; far more than a chunk holds. */
const ORDERS = fc.oneof(
  fc.constant(Array.from({ length: TIMES }, (_, index) => index)),
  fc.constant(Array.from({ length: TIMES }, (_, index) => TIMES - index)),
  fc.array(fc.nat({ max: TIMES }), { minLength: 1000, maxLength: TIMES, size: "max" }),
);

describe("TimedSums", () => {
  it("has the sums of a list that is added up anew, whatever comes, goes and is forgotten", () => {
    const plan = fc.tuple(ORDERS, fc.integer({ min: 2, max: 9 }), fc.nat({ max: TIMES }));
    fc.assert(
      fc.property(plan, ([times, nth, before]) => {
        const sums = new TimedSums();
        let list: { readonly time: number; readonly amount: number }[] = [];
        const check = (): void => {
          for (let time = -1; time <= TIMES; time += 199) {
            const later = list.filter((one) => one.time > time);
            expect(sums.after(time)).toBe(later.reduce((sum, { amount }) => sum + amount, 0));
          }
          expect(sums.isEmpty).toBe(list.length === 0);
        };
        for (const [index, time] of times.entries()) {
          sums.add(time, index + 1);
          list.push({ time, amount: index + 1 });
        }
        check();
        for (const { time, amount } of list.filter((_, index) => index % nth !== 0)) {
          sums.take(time, amount);
        }
        list = list.filter((_, index) => index % nth === 0);
        check();
        for (const time of [before, 1, TIMES - 1]) {
          sums.add(time, 1);
          list.push({ time, amount: 1 });
          check();
        }
        sums.dropBefore(before);
        list = list.filter(({ time }) => time >= before);
        check();
        for (const { time, amount } of list) sums.take(time, amount);
        list = [];
        check();
      }),
      { numRuns: 10 },
    );
  });

  it("is exact also after amounts that together are no exact number", () => {
    const sums = new TimedSums();
    for (let time = 0; time < 1000; time++)
      sums.add(time, time < 400 ? Number.MAX_SAFE_INTEGER : 1);
    expect(sums.after(399)).toBe(600);
    expect(sums.after(698)).toBe(301);
  });

  it("lets go of nothing that it does not have", () => {
    const sums = new TimedSums();
    sums.take(1, 5);
    sums.add(2, 5);
    sums.take(1, 5);
    expect(sums.after(0)).toBe(5);
  });
});
