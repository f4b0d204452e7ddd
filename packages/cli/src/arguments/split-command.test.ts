import { describe, expect, it } from "vitest";
import { splitCommand } from "./split-command.ts";

describe("splitCommand", () => {
  it("takes the first argument that is no flag as the command", () => {
    expect(splitCommand(["search", "x", "--json"])).toEqual({
      name: "search",
      rest: ["x", "--json"],
    });
  });

  it("passes over flags in front, and over the values of those that take one", () => {
    expect(splitCommand(["--json", "--db", "x.db", "stats"], ["--db"])).toEqual({
      name: "stats",
      rest: ["--json", "--db", "x.db"],
    });
    expect(splitCommand(["--db=x.db", "stats"], ["--db"]).name).toBe("stats");
  });

  it("finds none where there is none", () => {
    expect(splitCommand([])).toEqual({ name: undefined, rest: [] });
    expect(splitCommand(["--json"]).name).toBeUndefined();
    expect(splitCommand(["--", "stats"]).name).toBeUndefined();
    expect(splitCommand(["--db"], ["--db"]).name).toBeUndefined();
  });
});
