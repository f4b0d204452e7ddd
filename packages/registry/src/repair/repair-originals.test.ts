import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash, isTokenPakError, refOf } from "@tokenpak/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlockRegistry } from "../block-registry.ts";
import { checkOriginals } from "../check-originals.ts";
import { SqliteOriginalStore } from "../sqlite-original-store.ts";
import { repairOriginals } from "./repair-originals.ts";

let folder: string;
let file: string;
let bytes: Buffer;

const TEXTS = Array.from({ length: 60 }, (_, number) =>
  Array.from({ length: number % 9 === 0 ? 300 : 5 }, (_, line) =>
    contentHash(`${number} ${line}`),
  ).join("\n"),
);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-originals-"));
  file = join(folder, "originals.db");
  const store = new SqliteOriginalStore(file);
  for (const text of TEXTS) store.put(text);
  store.close();
  bytes = readFileSync(file);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function damageOf(): readonly string[] {
  try {
    return checkOriginals(file).damage;
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return [error.message];
    throw error;
  }
}

describe("repairOriginals", () => {
  it("leaves a sound store alone", () => {
    expect(repairOriginals(file)).toMatchObject({ repaired: false, originals: TEXTS.length });
    expect(existsSync(`${file}.damaged-1`)).toBe(false);
  });

  it("saves every original that is right, and names those that are not", () => {
    const range = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 9000 }),
    );
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), (ranges) => {
        for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
        const damaged = Buffer.from(bytes);
        for (const [from, length] of ranges) {
          const start = Math.floor(from * damaged.length);
          for (let at = start; at < Math.min(damaged.length, start + length); at++) {
            damaged[at] = ~(damaged[at] as number);
          }
        }
        writeFileSync(file, damaged);
        const wasSound = damageOf().length === 0;
        const report = repairOriginals(file);
        expect(report.repaired).toBe(!wasSound);
        expect(damageOf()).toEqual([]);
        using store = new SqliteOriginalStore(file);
        const lost = TEXTS.filter((text) => store.get(contentHash(text)) !== text);
        expect(report.originals).toBe(TEXTS.length - lost.length);
        for (const text of lost) expect(store.get(contentHash(text))).toBeUndefined();
        const named = new Set<string>(report.lostOriginals);
        if (named.size > 0)
          expect(lost.map((text) => refOf(text)).some((ref) => named.has(ref))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it("refuses a registry", () => {
    const path = join(folder, "registry.db");
    new BlockRegistry(path).close();
    expect(() => repairOriginals(path)).toThrow(
      expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
    );
  });
});
