import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/registry has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "Block",
      "BlockRegistry",
      "SqliteOriginalStore",
      "checkOriginals",
      "checkRegistry",
      "matchFinder",
      "repairOriginals",
      "repairRegistry",
      "sqliteVersion",
    ]
  `);
});
