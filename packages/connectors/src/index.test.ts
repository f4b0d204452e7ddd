import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/connectors has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "FilesystemConnector",
      "GitConnector",
      "GitHubConnector",
      "ObsidianConnector",
      "indexDocuments",
      "syncDocuments",
      "walkDirectory",
      "watchDocuments",
    ]
  `);
});
