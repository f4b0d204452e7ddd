import { spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  BATCH_SIZE,
  readBatches,
  startLedgerWriter,
  writeBatch,
} from "./__fixtures__/ledger-writer.ts";
import { checkOpenLedger } from "./check-ledger.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

/** Every batch that the checkpoint speaks of is there, whole, and the sums are those of the rows. */
function expectBatches(file: string, acknowledged: number): number {
  using ledger = new SqliteLedger(file);
  const batches = readBatches(ledger);
  expect(batches).toBeGreaterThanOrEqual(acknowledged);
  const requests = batches === 0 ? 0 : ((batches + 1) * BATCH_SIZE) / 2;
  expect(ledger.report().totals.requests).toBe(requests);
  expect([...ledger.exportCompletions()]).toHaveLength(requests);
  expect(checkOpenLedger(ledger.database.connection)).toMatchObject({
    damage: [],
    rollupDamage: [],
  });
  return batches;
}

describe("SqliteLedger of a process that is killed", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tokenpak-killed-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has every batch that was acknowledged, and no half ones", async () => {
    const file = join(folder, "ledger.db");
    const child = startLedgerWriter(file);
    const ended = once(child, "exit");
    let acknowledged = 0;
    for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
      acknowledged = Number(line) + 1;
      if (acknowledged === 9) setTimeout(() => child.kill("SIGKILL"), 7);
    }
    expect((await ended)[1]).toBe("SIGKILL");
    expectBatches(file, acknowledged);
  });
});

/** A file system of 2 MB, where this user may mount one. */
const disk = mkdtempSync(join(tmpdir(), "tokenpak-disk-"));
const isMounted =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]).status === 0;

afterAll(() => {
  if (isMounted) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!isMounted)("SqliteLedger on a full disk (needs the right to mount one)", () => {
  const file = join(disk, "ledger.db");
  const filler = join(disk, "filler");
  const full = expect.objectContaining({
    code: "STORE_UNAVAILABLE",
    message: expect.stringMatching(/disk is full|could not be read or written/),
  });

  beforeEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  });

  /** Leaves so many bytes free. */
  function fillDisk(leave: number): void {
    const descriptor = openSync(filler, "w");
    let written = 0;
    try {
      for (const block = Buffer.alloc(4096, 1); ; ) written += writeSync(descriptor, block);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    } finally {
      closeSync(descriptor);
    }
    writeFileSync(filler, Buffer.alloc(Math.max(0, written - leave), 1));
  }

  it("is an error when it is made, and none afterwards", () => {
    fillDisk(4096);
    expect(() => new SqliteLedger(file)).toThrow(full);
    rmSync(filler);
    expectBatches(file, 0);
  });

  it("loses nothing that was acknowledged, and goes on when there is space", () => {
    for (const leave of [200_000, 450_000]) {
      for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
      const ledger = new SqliteLedger(file);
      fillDisk(leave);
      let acknowledged = 0;
      expect(() => {
        for (;;) writeBatch(ledger, acknowledged++);
      }).toThrow(full);
      acknowledged--;
      expect(acknowledged).toBeGreaterThan(0);
      rmSync(filler);
      if (leave > 400_000) writeBatch(ledger, acknowledged++);
      ledger.close();
      expect(expectBatches(file, acknowledged)).toBe(acknowledged);
    }
  });
});
