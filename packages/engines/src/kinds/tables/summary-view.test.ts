import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeToJson } from "../json/json-node.ts";
import { readJsonTree } from "../json/read-json-tree.ts";
import { checkedView, type PlainValue, plainJson } from "./plain-value.ts";
import { summaryView } from "./summary-view.ts";

const key = fc.constantFrom("name", "version", "id", "key", "dependencies", "a", "b");
const names = fc.stringMatching(/^[a-z]{1,3}$/);
const scalar = fc.oneof(names, fc.integer(), fc.boolean(), fc.constant(null));
const row = fc.dictionary(
  key,
  fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.dictionary(names, scalar, { maxKeys: 5 }) },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  ),
  { maxKeys: 5 },
);
const packages = fc.array(
  fc.record({ name: names, version: names, dependencies: fc.dictionary(names, names) }),
  { minLength: 2, maxLength: 20 },
);
const documents = fc.oneof(
  row,
  packages,
  fc.array(row, { maxLength: 8 }),
  fc.dictionary(names, row, { maxKeys: 8 }),
  fc.record({ packages: fc.dictionary(names, row, { minKeys: 4 }), more: fc.jsonValue() }),
);

function plainOf(value: unknown): PlainValue {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return { list: value.map(plainOf) };
  return { pairs: Object.entries(value).map(([name, own]) => [name, plainOf(own)]) };
}

function viewOf(value: unknown): unknown {
  const root = readJsonTree(JSON.stringify(value))?.root;
  return root === undefined ? undefined : JSON.parse(nodeToJson(summaryView(root)));
}

describe("summaryView", () => {
  it("makes rows of a mapping of like mappings, and one id of name and version", () => {
    const like = { size: 1, kind: "x" };
    expect(viewOf({ a: like, b: like, c: like, d: like })).toEqual([
      { key: "a", ...like },
      { key: "b", ...like },
      { key: "c", ...like },
      { key: "d", ...like },
    ]);
    expect(viewOf([{ name: "x", version: "1.0", more: 1 }, { name: "y" }])).toEqual([
      { id: "x@1.0", more: 1 },
      { id: "y" },
    ]);
  });

  it("leaves mappings of few members, of other values, and of rows with a key of their own", () => {
    const like = { size: 1, kind: "x" };
    for (const value of [
      { a: like, b: like, c: like },
      { a: like, b: like, c: like, d: 1 },
      { a: { key: 1 }, b: { key: 1 }, c: { key: 1 }, d: { key: 1 } },
      [{ name: "x", version: "1.0", id: 7 }],
      [{ name: "x", version: 1 }],
    ]) {
      expect(viewOf(value)).toEqual(value);
    }
  });

  it("is what the checking side works out on its own", () => {
    fc.assert(
      fc.property(documents, (value) => {
        const json = JSON.stringify(value);
        const root = readJsonTree(json)?.root;
        if (root === undefined) throw new Error(`not read: ${json}`);
        expect(plainJson(checkedView(plainOf(JSON.parse(json))))).toBe(
          nodeToJson(summaryView(root)),
        );
      }),
      { numRuns: 400 },
    );
  });
});
