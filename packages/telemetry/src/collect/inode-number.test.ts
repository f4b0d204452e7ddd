import { type BigIntStats, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inodeNumber } from "./inode-number.ts";

function numberOf(ino: bigint): number {
  const stats = { ...statSync("."), ino: Number(ino) } as ReturnType<typeof statSync>;
  return inodeNumber(stats as never, () => ({ ino }) as BigIntStats);
}

describe("inodeNumber", () => {
  it("is the inode as long as that is exact", () => {
    for (const ino of [0n, 1n, 2n ** 53n - 1n]) expect(BigInt(numberOf(ino))).toBe(ino);
  });

  it("tells neighbours apart whose numbers would be the same", () => {
    const file = (65_000n << 48n) | 123_456n;
    expect(Number(file)).toBe(Number(file + 1n));
    const numbers = Array.from({ length: 4096 }, (_, index) => numberOf(file + BigInt(index)));
    expect(new Set(numbers).size).toBe(4096);
    expect(numbers.every(Number.isSafeInteger)).toBe(true);
  });

  it("is what there is, of a file that is gone meanwhile", () => {
    const stats = Object.assign(statSync("."), { ino: 2 ** 60 });
    expect(inodeNumber(stats, () => undefined)).toBe(2 ** 60);
  });
});
