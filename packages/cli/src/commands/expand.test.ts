import { join } from "node:path";
import { BlockRegistry, SqliteOriginalStore } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";

const TEXT = "\uFEFFone\r\ntwo\nthree\nnaïve 🙂 end";

/** A folder with an original in the user's store, and one in a project's. */
function folderWithOriginals() {
  const cwd = testFolder();
  const store = new SqliteOriginalStore(join(cwd, "home", "originals.db"));
  const user = store.put(TEXT);
  store.close();
  const registry = new BlockRegistry(join(cwd, ".tokenpak", "registry.db"));
  const project = registry.originals.put("of the project\n");
  registry.close();
  return { cwd, user, project };
}

describe("tokenpak expand", () => {
  it("prints the bytes of an original out of either store, with or without tp:", async () => {
    const { cwd, user, project } = folderWithOriginals();
    for (const ref of [user, user.slice(3), user.toUpperCase().replace("TP:", "tp:")]) {
      const { code, bytes, stderr } = await runCli(["expand", ref], { cwd });
      expect([code, stderr]).toEqual([0, ""]);
      expect(bytes).toEqual(Buffer.from(TEXT));
    }
    expect((await runCli(["expand", project], { cwd })).stdout).toBe("of the project\n");
  });

  it("prints lines, a range or one", async () => {
    const { cwd, user } = folderWithOriginals();
    const lines = async (range: string) =>
      (await runCli(["expand", user, "--lines", range], { cwd })).stdout;
    expect(await lines("1-2")).toBe("\uFEFFone\r\ntwo\n");
    expect(await lines("3")).toBe("three\n");
    expect(await lines("4-99")).toBe("naïve 🙂 end");
    expect((await lines("1-2")) + (await lines("3-4"))).toBe(TEXT);
  });

  it("gives it as JSON", async () => {
    const { cwd, user } = folderWithOriginals();
    const { stdout } = await runCli(["expand", user, "--lines", "2-2", "--json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({
      schema: "tokenpak.expand/1",
      ref: user,
      lines: [2, 2],
      bytes: 4,
      text: "two\n",
    });
    const whole = await runCli(["expand", user, "--json"], { cwd });
    expect(JSON.parse(whole.stdout)).toMatchObject({ lines: null, text: TEXT });
  });

  it("refuses ranges that are none, or begin past the end, with exit code 2", async () => {
    const { cwd, user } = folderWithOriginals();
    for (const range of ["0-2", "5-3", "x", "1-", "-3", "1-2-3", ""]) {
      const { code, stdout } = await runCli(["expand", user, `--lines=${range}`], { cwd });
      expect([range, code, stdout]).toEqual([range, 2, ""]);
    }
    const past = await runCli(["expand", user, "--lines", "5-6"], { cwd });
    expect([past.code, past.stderr]).toEqual([2, expect.stringContaining("has 4 lines")]);
  });

  it("says that a ref is unknown, ambiguous, or none", async () => {
    const { cwd, user } = folderWithOriginals();
    const unknown = await runCli(["expand", "tp:0000000000"], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("No original")]);
    expect(unknown.stderr).toContain("originals.db");
    const none = await runCli(["expand", "readme", "--json"], { cwd });
    expect([none.code, JSON.parse(none.stderr).code]).toEqual([2, "REF_INVALID"]);
    const store = new SqliteOriginalStore(join(cwd, "home", "originals.db"));
    const prefixes = new Map([[user.slice(3, 7), user]]);
    let shared: string | undefined;
    for (let index = 0; shared === undefined; index++) {
      const ref = store.put(`text ${index}`);
      if (prefixes.has(ref.slice(3, 7))) shared = ref.slice(0, 7);
      prefixes.set(ref.slice(3, 7), ref);
    }
    store.close();
    const ambiguous = await runCli(["expand", shared, "--json"], { cwd });
    expect([ambiguous.code, JSON.parse(ambiguous.stderr).code]).toEqual([1, "REF_AMBIGUOUS"]);
  });

  it("says that a prefix means one original here and another there", async () => {
    const cwd = testFolder();
    const store = new SqliteOriginalStore(join(cwd, "home", "originals.db"));
    const registry = new BlockRegistry(join(cwd, ".tokenpak", "registry.db"));
    const byPrefix = new Map<string, number>();
    let shared: string | undefined;
    for (let index = 0; shared === undefined; index++) {
      const [mine, other] = index % 2 === 0 ? [store, 1] : [registry.originals, 0];
      const prefix = mine.put(`text ${index}`).slice(3, 7);
      const known = byPrefix.get(prefix);
      if (known === other) shared = prefix;
      byPrefix.set(prefix, known === undefined ? index % 2 : 2);
    }
    store.close();
    registry.close();
    const { code, stdout, stderr } = await runCli(["expand", shared], { cwd });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Give more digits");
  });

  it("looks into --db in place of the project's database", async () => {
    const { cwd, user, project } = folderWithOriginals();
    const registry = new BlockRegistry(join(cwd, "other.db"));
    const other = registry.originals.put("of another\n");
    registry.close();
    const run = async (ref: string) =>
      (await runCli(["expand", ref, "--db", "other.db"], { cwd })).code;
    expect([await run(other), await run(user), await run(project)]).toEqual([0, 0, 1]);
  });

  it("says that a database is damaged or not one of ours", async () => {
    const cwd = testFolder({ ".tokenpak/registry.db": "this is no database, whatever its name" });
    const { code, stderr } = await runCli(["expand", "tp:0000000000", "--json"], { cwd });
    expect([code, JSON.parse(stderr).code]).toEqual([1, "STORE_CORRUPT"]);
  });
});
