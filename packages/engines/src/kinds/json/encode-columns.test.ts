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
      { numRuns: 400 },
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

  it("writes an object of like objects as a table by key, and names keys that few of them have", () => {
    const packages = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `node_modules/pack-${"abcdef"[at]}`,
        {
          version: `1.${at}.${at * 7}`,
          license: "MIT",
          ...(at === 3 ? { engines: { node: ">=18" } } : {}),
        },
      ]),
    );
    expect(
      encode(JSON.stringify({ name: "app", packages }))
        .split("\n")
        .slice(0, 3),
    ).toEqual([
      "name:app",
      "packages{6}:key=node_modules/pack-*,version=1.*,license=MIT,engines?",
      "a,0.0",
    ]);
    expect(encode(JSON.stringify({ packages }))).toContain('\nd,3.21,engines={"node":">=18"}\n');
  });

  it("names the keys of like objects in different places once", () => {
    const person = (login: string, id: number) => ({ login, id, type: "User", site_admin: false });
    const event = {
      action: "opened",
      sender: person("octocat", 1),
      issue: { number: 7, title: "A title that is longer", user: person("hubot", 2) },
      owner: person("ann", 3),
    };
    expect(encode(JSON.stringify(event)).split("\n")).toEqual([
      "%a:login,id,type=User,site_admin=false",
      "action:opened",
      "sender:%a octocat,1",
      "issue:",
      " number:7",
      " title:A title that is longer",
      " user:%a hubot,2",
      "owner:%a ann,3",
    ]);
  });

  it("writes texts of several lines as they are, below what they belong to", () => {
    const cells = [
      { kind: "code", source: 'print("one")\nprint("two")\n' },
      { kind: "text", source: "plain" },
    ];
    expect(encode(JSON.stringify({ cells, body: 'First\r\n\r\n"second"' })).split("\n")).toEqual([
      "cells[2]:kind,source",
      "code,<<3",
      'print("one")',
      'print("two")',
      "",
      "text,plain",
      "body:<<3r",
      "First",
      "",
      '"second"',
    ]);
  });

  it("writes long objects of a row on lines below it", () => {
    const tool = (name: string, ...params: string[]) => ({
      name,
      schema: {
        type: "object",
        properties: Object.fromEntries(
          params.map((key) => [
            key,
            { type: "string", description: `The ${key} of what is asked for, as the user gave it` },
          ]),
        ),
        required: params.slice(0, 1),
      },
    });
    const tools = [
      tool("read", "path", "limit"),
      tool("grep", "pattern", "folder"),
      tool("ask", "question"),
    ];
    const lines = encode(JSON.stringify(tools)).split("\n");
    expect(lines[0]).toMatch(
      /^\[3.?\]:name,schema\{type=object,properties<\+key,type=string,description/,
    );
    expect(lines[1]).toMatch(/^read.2.\["path"\]$/);
    expect(lines[2]).toMatch(/^ path./);
    expect(lines[3]).toMatch(/^ limit./);
    expect(lines[4]).toMatch(/^grep.2.\["pattern"\]$/);
    expectRoundTrip(JSON.stringify(tools));
  });

  it.each([
    [
      "objects of the same keys, one in the other",
      JSON.stringify(
        [1, 2, 3, 4].reduce<unknown>(
          (inner, size) => ({
            name: `folder ${size}`,
            size,
            left: [inner],
            right: { name: "x", size, left: inner, right: null },
          }),
          null,
        ),
      ),
    ],
    [
      "lists of one object that has none of the usual keys",
      '[{"a":[{}]},{"a":[{"k":1},{"l":2},{"m":3},{"l":4}]},{"a":[]},{"a":[{},{},{},{}]}]',
    ],
    [
      "maps in maps",
      '{"a":{"x":{"k":1,"l":{"m":2}},"y":{"k":2,"l":{"m":3}},"z":{"k":3}},"b":[{"p":{}},{"p":{"q":{"r":1}}}]}',
    ],
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
