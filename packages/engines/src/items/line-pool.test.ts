import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LinePool, type PooledLine } from "./line-pool.ts";

const KEYS = 6;

/** Where each two lines, and each long line, are said to stand. */
function allPlaces(pool: LinePool): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (let key = 0; key < KEYS; key++) {
    found.push(pool.placesOf(key, undefined));
    for (let next = 0; next < KEYS; next++) found.push(pool.placesOf(key, next));
  }
  return found;
}

describe("LinePool", () => {
  const line = fc.tuple(fc.nat(KEYS - 1), fc.nat(7));
  const turn = fc.tuple(fc.array(line, { minLength: 20, maxLength: 40 }), fc.nat(50));

  it("is after taking back as if the lines had never been there", () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 8 }), (turns) => {
        const pool = new LinePool();
        let held: PooledLine[] = [];
        for (const [item, [lines, back]] of turns.entries()) {
          for (const [at, [key, chance]] of lines.entries()) {
            const added = { key, number: -1, item, line: at + 1, isLong: chance === 0 };
            held.push(added);
            pool.append(added);
          }
          held = held.slice(0, Math.max(0, held.length - back));
          pool.truncate(held.length);
        }
        const fresh = new LinePool();
        for (const one of held) fresh.append(one);
        expect(allPlaces(pool)).toEqual(allPlaces(fresh));
      }),
      { numRuns: 40 },
    );
  });

  it("names the latest places of two lines, and the first", () => {
    const pool = new LinePool();
    for (let at = 0; at < 100; at++) {
      pool.append({ key: at % 2, number: -1, item: 1, line: at + 1, isLong: false });
    }
    expect(pool.placesOf(0, 1)).toEqual([...Array.from({ length: 16 }, (_, at) => 98 - 2 * at), 0]);
    expect(pool.placesOf(1, 1)).toEqual([]);
  });
});
