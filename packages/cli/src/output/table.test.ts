import { describe, expect, it } from "vitest";
import { formatTable } from "./table.ts";

describe("formatTable", () => {
  it("aligns the first column to the left and the others to the right", () => {
    expect(
      formatTable([
        ["type", "files"],
        ["markdown", "2"],
      ]),
    ).toEqual(["type      files", "markdown      2"]);
  });

  it("stays aligned with names that are wider than they are long", () => {
    expect(
      formatTable([
        ["日本語", "1"],
        ["abcdefgh", "20"],
      ]),
    ).toEqual(["日本語     1", "abcdefgh  20"]);
  });
});
