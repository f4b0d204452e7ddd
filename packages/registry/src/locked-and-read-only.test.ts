import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blockOf } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { childEnd, startChild } from "./__fixtures__/child-process.ts";
import { BlockRegistry } from "./block-registry.ts";
import { checkRegistry } from "./check-registry.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-locked-"));
  file = join(folder, "data", "registry.db");
  const registry = new BlockRegistry(file);
  registry.addBlock(blockOf("a.md", "one walrus"), { content: "one walrus" });
  registry.close();
});

afterEach(() => {
  chmodSync(join(folder, "data"), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe("BlockRegistry beside a process that holds its lock", () => {
  it("reads on, and says after its timeout who is in the way of a write", async () => {
    const child = startChild(
      `const store = new registry.BlockRegistry(process.argv[1]);
       const { openSqlite } = await import("@tokenpak/core/sqlite");
       store.applyChanges({ entries: (function* () {
         say("locked");
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
       })() });`,
      { args: [file] },
    );
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((done) => {
      locked = done;
    });
    const end = childEnd(child, () => locked());
    await isLocked;
    using registry = new BlockRegistry(file, { busyTimeoutMs: 30 });
    const refused = expect.objectContaining({
      code: "STORE_UNAVAILABLE",
      message: expect.stringMatching(/locked by another process.*try again/),
    });
    expect(registry.getStats().totalFiles).toBe(1);
    expect(registry.hasChanged("a.md", "one walrus")).toBe(false);
    expect(() => registry.addBlock(blockOf("b.md", "two"))).toThrow(refused);
    expect(() => registry.removeBlock("a.md")).toThrow(refused);
    expect(() => registry.prune()).toThrow(refused);
    expect(() => registry.clear()).toThrow(refused);
    using reader = new BlockRegistry(file, { readOnly: true });
    expect(reader.search("walrus")).toHaveLength(1);
    expect(checkRegistry(file).damage).toEqual([]);
    child.kill("SIGKILL");
    await end;
    expect(registry.search("walrus")).toHaveLength(1);
    expect(registry.removeBlock("a.md")).toBe(true);
  });
});

/** Another user who has no rights here: what is read-only to root is not. */
const NOBODY = 65_534;
const canBecomeNobody = process.getuid?.() === 0;

/** Whether that user can read this package at all. */
const isReadable = (statSync(import.meta.dirname).mode & 0o005) === 0o005;

describe("BlockRegistry of a user without the right to write", () => {
  it.skipIf(!canBecomeNobody || !isReadable)(
    "says what is read-only, reads all the same, and creates nothing (needs root, to become a user without rights)",
    async () => {
      const script = `const [, file] = process.argv;
        const attempt = (what, work) => {
          try { say(what + ": " + work()); } catch (error) { say(what + ": " + error.code + " " + error.message); }
        };
        attempt("write", () => new registry.BlockRegistry(file).listBlocks().length);
        attempt("new", () => new registry.BlockRegistry(file + ".new").listBlocks().length);
        attempt("read", () => new registry.BlockRegistry(file, { readOnly: true }).search("walrus").length);
        attempt("check", () => registry.checkRegistry(file).damage.length);
        attempt("repair", () => registry.repairRegistry(file).repaired);`;
      chmodSync(folder, 0o755);
      chmodSync(file, 0o644);
      const run = async () =>
        (await childEnd(startChild(script, { args: [file], uid: NOBODY }))).lines;
      chmodSync(join(folder, "data"), 0o555);
      expect(await run()).toEqual([
        expect.stringMatching(/^write: STORE_READ_ONLY .*registry\.db" is read-only. Make it/),
        expect.stringMatching(/^new: STORE_UNAVAILABLE .*permission denied/),
        "read: 1",
        "check: 0",
        expect.stringMatching(/^repair: STORE_READ_ONLY/),
      ]);
      chownSync(file, NOBODY, NOBODY);
      expect((await run())[0]).toMatch(/^write: STORE_READ_ONLY .*is in a read-only folder/);
      chmodSync(file, 0o000);
      const lines = await run();
      expect(lines).toHaveLength(5);
      for (const line of lines) expect(line).toMatch(/: STORE_UNAVAILABLE .*permission/);
    },
  );

  it("makes no folder for what it is to read", () => {
    mkdirSync(join(folder, "empty"));
    const path = join(folder, "empty", "sub", "registry.db");
    expect(() => new BlockRegistry(path, { readOnly: true })).toThrow(
      expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
    );
    expect(statSync(join(folder, "empty", "sub"), { throwIfNoEntry: false })).toBeUndefined();
  });
});
