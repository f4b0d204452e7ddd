import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/engines has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "CompactionEngine",
      "CompressionEngine",
      "HeuristicEngine",
      "createItemPacker",
      "detectContent",
      "engineFingerprint",
      "extractFacts",
      "getEngine",
      "getProcessor",
      "packItems",
      "registerEngine",
      "reportFacts",
      "unpack",
    ]
  `);
});
