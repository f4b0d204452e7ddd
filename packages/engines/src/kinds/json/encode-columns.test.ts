import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "./__fixtures__/json-arbitrary.ts";
import { decodeColumns } from "./decode-columns.ts";
import { encodeColumns } from "./encode-columns.ts";
import { equalJson } from "./equal-json.ts";
import { readJsonTree } from "./read-json-tree.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

function encode(json: string): string {
  const tree = readJsonTree(json);
  if (tree === undefined) throw new Error(`not JSON: ${json}`);
  return encodeColumns(tree.root, counter);
}

function expectRoundTrip(json: string): void {
  const body = encode(json);
  const decoded = decodeColumns(body);
  expect(equalJson(json, decoded), `${json}\n---\n${body}\n---\n${decoded}`).toBe(true);
}

describe("encodeColumns", () => {
  it("comes back with the same values from decodeColumns, whatever the JSON", () => {
    fc.assert(
      fc.property(json, (text) => {
        const tree = readJsonTree(text);
        if (tree === undefined || typeof tree.root === "string") return;
        expectRoundTrip(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("names what rows share in the header: constants, other columns, beginnings, ranges, defaults", () => {
    const rows = [1, 2, 3, 4, 5].map((n) => ({
      id: 10 + n,
      login: `ann${n * n}`,
      url: `https://api.example.com/users/ann${n * n}`,
      at: `2024-05-0${n}T10:00:00Z`,
      page: n * 10,
      admin: n === 3,
      team: "core",
      note: null,
    }));
    expect(encode(JSON.stringify(rows))).toBe(
      [
        "[5]:id,login=ann*,url=https://api.example.com/users/$login,at=2024-05-*T10:00:00Z,page=10..50/10,admin?=false,team=core,note=null",
        "11,1,01,",
        "12,4,02,",
        "13,9,03,true",
        "14,16,04,",
        "15,25,05,",
      ].join("\n"),
    );
  });

  it("takes objects that all rows have apart, and puts lists of objects into one cell", () => {
    const rows = [
      {
        id: 7,
        owner: { name: "bo", ok: true },
        labels: [
          { n: "bug", c: 1 },
          { n: "ui, ux", c: 2 },
        ],
      },
      { id: 9, owner: { name: "cy", ok: true }, labels: [] },
      { id: 8, owner: { name: "di", ok: true }, labels: [{ n: "api", c: 3 }] },
    ];
    expect(encode(JSON.stringify(rows))).toBe(
      [
        "[3]:id,owner{name,ok=true},labels[n,c]",
        '7,bo,[bug,1;"ui, ux",2]',
        "9,cy,[]",
        "8,di,[api,3]",
      ].join("\n"),
    );
  });

  it("keeps missing keys apart from null, and rows of another shape whole", () => {
    const json =
      '[{"a":1,"b":null},{"a":2},{"a":3,"b":"~"},{"a":4,"b":""},{"b":5,"a":5},{"a":6,"b":"x"}]';
    expect(encode(json)).toBe(
      ["[6]:a,b", "1,null", "2,~", '3,"~"', '4,""', '@{"b":5,"a":5}', "6,x"].join("\n"),
    );
    expectRoundTrip(json);
  });

  it("names beginnings that many strings share, and folds keys that go on like their values", () => {
    const base = "https://api.example.com/repos/octo/hello";
    const repository = {
      url: base,
      keys_url: `${base}/keys{/id}`,
      forks_url: `${base}/forks`,
      blobs_url: `${base}/git/blobs`,
      owner: { html: `${base}/owner`, size: 1 },
    };
    expect(encode(JSON.stringify(repository))).toBe(
      [
        `$a=${base}`,
        "url:$a",
        "*_url: $a/*: keys{/id} forks blobs=git/blobs",
        "owner:",
        " html:$a/owner",
        " size:1",
      ].join("\n"),
    );
  });

  it.each([
    ["number lexemes", '[{"a":1.0,"b":-0},{"a":1e5,"b":12345678901234567890},{"a":1E+2,"b":0.10}]'],
    ["duplicate keys", '{"a":1,"b":{"x":1,"x":2},"a":3}'],
    ["keys of prototypes", '[{"__proto__":1,"constructor":2},{"__proto__":3,"constructor":4}]'],
    ["lone surrogates", '[{"a":"\\ud800","b":"x"},{"a":"\\udc00","b":"y"}]'],
    ["empty keys and containers", '{"":{"":[]},"a":[[],{}],"b":[{},{}]}'],
    ["arrays of arrays", '[["a",1,null],["b",2,true],["c",3,"3"]]'],
    [
      "strings that look like values",
      '[{"a":"1"},{"a":"null"},{"a":"true"},{"a":"-"},{"a":"1..5"}]',
    ],
  ])("keeps %s", (_, json) => expectRoundTrip(json));
});
