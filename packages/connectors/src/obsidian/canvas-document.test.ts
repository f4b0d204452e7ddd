import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canvasText } from "./canvas-document.ts";

describe("canvasText", () => {
  it("writes the cards as they lie, files and addresses as links, and the arrows", () => {
    const canvas = {
      nodes: [
        { id: "3", type: "file", x: 0, y: 20, file: "notes/A.md", subpath: "#Part" },
        { id: "2", type: "text", x: 90, y: 10, text: "Second\nwith more" },
        { id: "1", type: "text", x: 10, y: 10, text: "# First" },
        { id: "4", type: "link", x: 0, y: 30, url: "https://example.org" },
        { id: "0", type: "group", x: 0, y: 0, label: "Plan" },
      ],
      edges: [
        { id: "e", fromNode: "1", toNode: "3", label: "leads to" },
        { id: "f", fromNode: "3", toNode: "gone" },
      ],
    };
    expect(canvasText(JSON.stringify(canvas), "Board")).toBe(
      [
        "# Board",
        "## Plan",
        "# First",
        "Second\nwith more",
        "[[notes/A.md#Part]]",
        "<https://example.org>",
        "- # First → [[notes/A.md#Part]]: leads to\n- [[notes/A.md#Part]] → ?\n",
      ].join("\n\n"),
    );
  });

  it("takes an empty canvas, leaves out what is no card, and refuses what is no canvas", () => {
    expect(canvasText("{}", "X")).toBe("# X\n");
    expect(
      canvasText('{"nodes":[7,{"id":"a","type":"text","text":"t"},{"id":1}],"edges":[{}]}', "X"),
    ).toBe("# X\n\nt\n");
    for (const text of ["", "[", "[]", "7", '{"nodes":7}', "[".repeat(100_000)]) {
      expect(canvasText(text, "X")).toBeUndefined();
    }
  });

  it("takes any JSON", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = canvasText(json, "X");
        expect(text === undefined || text.startsWith("# X\n")).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
