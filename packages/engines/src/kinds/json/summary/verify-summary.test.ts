import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "../__fixtures__/json-arbitrary.ts";
import { readJsonTree } from "../read-json-tree.ts";
import { collectFacts } from "./collect-facts.ts";
import { verifySummary } from "./verify-summary.ts";
import { writeSummary } from "./write-summary.ts";

function summarise(source: string, query?: string): string {
  const tree = readJsonTree(source);
  const facts = tree === undefined ? undefined : collectFacts(tree.root);
  if (facts === undefined) throw new Error("no facts");
  return writeSummary(facts, {
    source,
    request: { query, preserve: ["keep me"] },
    share: 0,
    style: {},
  }).body;
}

function check(source: string, body: string): string | undefined {
  return verifySummary(source, { body, sigil: "..." });
}

const rows = Array.from({ length: 30 }, (_, index) => ({
  id: 500 + index * (index % 3),
  user_id: `usr_${1000 + ((index * 17) % 23)}`,
  at: `2024-03-${10 + (index % 20)}T08:00:00Z`,
  price: index === 21 ? 9000.75 : (index * 37) / 100,
  status: index === 12 ? "failed" : "ok",
  level: index % 23 === 0 ? 40 : 30,
  note: index % 4 === 0 ? null : `order ${index}${index === 5 ? " keep me" : ""}`,
  ...(index % 5 === 0 ? { gift: index % 2 === 0 } : {}),
  lines: [
    { sku: `A${index}`, count: index },
    { sku: `B${index}`, count: 1.5 },
  ],
}));
const PERSON = {
  url: "https://api.example.com/people/of/a/long/name",
  keys: 0,
  type: "User",
  admin: false,
  bio: null,
};
const source = JSON.stringify(
  {
    total: 30,
    exact: 10,
    next: "https://api.example.com/orders?page=2",
    billing: { city: "Berlin", zip: "10115", street: "Unter den Linden 77", country: "DE" },
    shipping: { city: "Berlin", zip: "10115", street: "Unter den Linden 77", country: "DE" },
    about: `\nIt says what it is about. ${"More words follow that nobody needs. ".repeat(2)}`.slice(
      0,
      92,
    ),
    tags: ["one", "two", "three"],
    author: { ...PERSON, login: "ada", id: 11 },
    reviewer: { ...PERSON, login: "grace", id: 12 },
    orders: rows,
  },
  null,
  2,
);
const body = summarise(source);

describe("writeSummary", () => {
  it("states rows, key paths, ids, least, greatest and sum, and marks what it leaves out", () => {
    expect(body.split("\n").slice(0, 29)).toEqual([
      "summary: object",
      "total: 30",
      "exact: 10",
      "next: string",
      "billing: object",
      ' city: "Berlin"',
      ' zip: "10115"',
      ' street: "Unter den Linden 77"',
      ' country: "DE"',
      "shipping: same as billing",
      'about: begins "It says what it is about." of 92 characters',
      "tags: array of 3",
      " []: strings",
      " ... items 1-3",
      "author: object",
      " url: string",
      " keys: 0",
      ' type: "User"',
      " admin: false",
      " bio: null",
      ' login: "ada"',
      " id: 11",
      "reviewer: object like author",
      ' login: "grace"',
      " id: 12",
      "orders: array of 30 objects",
      expect.stringMatching(/^ id: numbers min 500 max 558 sum \d+ ids 500 501 504 /),
      expect.stringMatching(/^ user_id: strings ids usr_\*: 1000 1017 1011 /),
      ' at: strings from "2024-03-10T08:00:00Z" to "2024-03-29T08:00:00Z"',
    ]);
    expect(body).toContain(" level: numbers min 30 max 40 sum 920 values 40 2, 30 28");
    expect(body).toContain(' status: strings "ok" 29, "failed" 1');
    expect(body).toContain(" gift (6): true 3; false 3");
    expect(body).toContain("\n ... rows 1-5\n row 6: {");
    expect(body).toContain("\n row 13: {");
    expect(body.endsWith("\n... 4 keys, 3-25")).toBe(true);
  });

  it("shows whole what is preserved, reports an error, matches the query or is far from the rest", () => {
    const shown = (text: string) =>
      [...text.matchAll(/row (\d+): /g)].map(([, row]) => Number(row));
    expect(shown(body)).toEqual([6, 13, 22]);
    expect(shown(summarise(source, "order 18"))).toContain(19);
  });

  it("adds decimals exactly", () => {
    const odd = '[{"v":0.1},{"v":0.2},{"v":1e2},{"v":12345678901234567890},{"v":-3.30}]';
    expect(summarise(odd)).toContain(
      "v: numbers min -3.30 max 12345678901234567890 sum 12345678901234567987",
    );
  });
});

describe("verifySummary", () => {
  it("passes what was written, whatever the JSON", () => {
    fc.assert(
      fc.property(json, (text) => {
        const tree = readJsonTree(text);
        const facts = tree === undefined ? undefined : collectFacts(tree.root);
        if (facts === undefined || typeof tree?.root === "string") return;
        const written = summarise(text);
        expect(check(text, written), `${text}\n---\n${written}`).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it("finds every changed digit", () => {
    expect(check(source, body)).toBeUndefined();
    for (const { index, 0: digit } of body.matchAll(/\d/g)) {
      const forged = `${body.slice(0, index)}${(Number(digit) + 1) % 10}${body.slice(index + 1)}`;
      expect(
        check(source, forged),
        forged.slice(Math.max(0, index - 40), index + 40),
      ).toBeDefined();
    }
  });

  it("finds every missing line and every doubled one", () => {
    const lines = body.split("\n");
    for (const [index, line] of lines.entries()) {
      const rest = [...lines.slice(0, index), ...lines.slice(index + 1)];
      expect(check(source, rest.join("\n")), `without ${line}`).toBeDefined();
      const doubled = [...lines.slice(0, index), line, ...lines.slice(index)];
      expect(check(source, doubled.join("\n")), `twice ${line}`).toBeDefined();
    }
  });

  it("finds every missing word", () => {
    for (const { index, 0: word } of body.matchAll(/\S+ /g)) {
      const forged = body.slice(0, index) + body.slice(index + word.length);
      expect(check(source, forged), `without ${word} at ${index}`).toBeDefined();
    }
  });

  it.each([
    ["an id that is not there", " ids 500", " ids 499 500"],
    ["a key that is not there", " at: strings", " at,on: strings"],
    ["a time that is not the first", "03-10T08", "03-11T08"],
    ["a tally of numbers that leaves one out", " 40 2, 30 28", " 30 28"],
    ["a beginning that is none", '"It says what', '"says what'],
    ["a wrong kind", "total: 30", 'total: "30"'],
    ["an object that is not like that", "like author", "like billing"],
    ["an object like itself", "like author", "like reviewer"],
    ["a wrong twin", "same as billing", "same as orders[]"],
    ["a value that is not there", '"Berlin"', '"Bonn"'],
    ["a tally that leaves one out", ', "failed" 1', ""],
    ["a row of another place", "row 13: ", "row 14: "],
    ["a line of its own", "total: 30", "total: 30\nall orders shipped"],
  ])("finds %s", (_, from, to) => {
    expect(body).toContain(from);
    expect(check(source, body.replace(from, to))).toBeDefined();
  });
});
