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
});
