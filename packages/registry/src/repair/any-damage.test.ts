import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash, isTokenPakError } from "@tokenpak/core";
import { blockOf } from "@tokenpak/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SOAK_ROUNDS } from "../__fixtures__/child-process.ts";
import {
  expectReadsRightOrRefused,
  expectRight,
  registryBytes,
  unlessCorrupt,
} from "../__fixtures__/real-registry.ts";
import { BlockRegistry } from "../block-registry.ts";
import { checkRegistry } from "../check-registry.ts";
import { repairRegistry } from "./repair-registry.ts";

const PAGE = 4096;
const bytes = registryBytes();

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-damage-"));
  file = join(folder, "registry.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function damage(change: (content: Buffer) => void): void {
  const content = Buffer.from(bytes);
  change(content);
  writeFileSync(file, content);
}

function isSound(): boolean {
  const check = unlessCorrupt(() => checkRegistry(file));
  return check !== undefined && check.damage.length + check.searchDamage.length === 0;
}

describe("checkRegistry and repairRegistry", { timeout: 30_000 * SOAK_ROUNDS }, () => {
  it("saves what can be read from any damage, and never gives out what is wrong", () => {
    const range = fc.record({
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.oneof(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 100, max: PAGE }),
        fc.constant(4 * PAGE),
      ),
      how: fc.constantFrom("zero", "flip", "fill"),
    });
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name));
        damage((content) => {
          for (const { from, length, how } of ranges) {
            const start = Math.floor(from * content.length);
            const end = Math.min(content.length, start + length);
            for (let at = start; at < end; at++) {
              content[at] = how === "zero" ? 0 : how === "fill" ? 0xa5 : ~(content[at] as number);
            }
          }
        });
        const sound = isSound();
        if (sound) {
          using registry = new BlockRegistry(file);
          expectRight(registry, { complete: true });
        } else expectReadsRightOrRefused(file);
        const before = readFileSync(file);
        const report = repairRegistry(file);
        expect(report.repaired).toBe(!sound);
        if (report.keptAs !== undefined)
          expect(readFileSync(report.keptAs).equals(before)).toBe(true);
        expect(isSound()).toBe(true);
        using registry = new BlockRegistry(file);
        expectRight(registry, { complete: false });
        for (const { path, version } of report.lostVersions) {
          expect(registry.getBlock(path, { version })).toBeUndefined();
        }
      }),
      { numRuns: 10 * SOAK_ROUNDS },
    );
  });

  it("save everything from any changed byte of the header and the schema, or refuse in words", () => {
    new BlockRegistry(file).close();
    const registry = new BlockRegistry(file);
    registry.addBlock(blockOf("a.md", "walrus"), { content: "walrus", mark: "m" });
    registry.close();
    const small = readFileSync(file);
    const step = Math.max(1, Math.floor(97 / SOAK_ROUNDS));
    for (let at = 0; at < PAGE; at += at < 100 ? 1 : step) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      const changed = Buffer.from(small);
      changed[at] = (changed[at] as number) ^ (at < 100 ? 0xff : 0x20);
      writeFileSync(file, changed);
      // Not repaired: what says that it may only be read, is of another application, or of a later TokenPak.
      const kept = at === 18 || (at >= 60 && at < 72);
      try {
        repairRegistry(file);
        using repaired = new BlockRegistry(file);
        expect(repaired.search("walrus")).toHaveLength(1);
        expect(repaired.originals.get(contentHash("walrus"))).toBe("walrus");
      } catch (error) {
        expect([at, isTokenPakError(error), kept]).toEqual([at, true, true]);
        expect(readFileSync(file).equals(changed)).toBe(true);
      }
    }
  });
});
