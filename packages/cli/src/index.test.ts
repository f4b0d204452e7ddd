import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/cli has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "main",
    ]
  `);
});
