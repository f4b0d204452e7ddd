import fc from "fast-check";

const NASTY = [
  "",
  " ",
  "~",
  "-",
  "- x",
  "@",
  "@a",
  "*",
  "*_url: x*: a",
  "$a",
  "$" + "{a}",
  "$",
  "$5",
  "x$y",
  "a$b.c",
  "null",
  "true",
  "false",
  "0",
  "1",
  "01",
  "-1",
  "1e5",
  "1..9",
  "0..9/3",
  "a,b",
  "a|b",
  "a b",
  "a;b",
  "a)b",
  "a]b",
  "}",
  "{",
  "{}",
  "[]",
  "[1]:",
  "[1]:a",
  '"',
  '"a"',
  "a\nb",
  "a\tb",
  " a",
  "a ",
  "\u00a0a",
  "a\u2028b",
  "\ufeff",
  "\u0000",
  "\ud800",
  "x\udc00y",
  "😀",
  "é",
  "\\",
  "\\n",
  "a:b",
  "a: b",
  "a=b",
  "a?=b",
  "?=",
  "=",
  "a{b",
  "a}b",
  "${",
  "__proto__",
  "constructor",
  "http://x.io/a/b",
  "http://x.io/a/c",
  "http://x.io/a",
  "https://api.example.com/users/1/posts/2",
  "12345678901234567890",
  "...",
  "... rows 1-3",
  "tp:0123",
  "x*y",
  "#",
  "row",
  ":str",
  "a:str",
];

const string = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({
    unit: fc.constantFrom(...'ab$*,|;:{}[]()=?~@-"\\ \n\t/._019é\ud83d'),
    maxLength: 12,
  }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc
    .tuple(fc.constantFrom("https://a.io/v1/", "usr_", "id-"), fc.nat(30))
    .map((parts) => parts.join("")),
  fc
    .tuple(
      fc.constantFrom("https://api.example.com/repos/octo-org/hello-world", "/var/log/service/a.b"),
      fc.constantFrom(
        "",
        "/",
        "/issues",
        "/a{/b}",
        "/a,b",
        ".git",
        "_x",
        "/x*",
        "/ y",
        "?a=1",
        "?=1",
        "/$z",
      ),
    )
    .map((parts) => parts.join("")),
);
const number = fc.oneof(
  fc.constantFrom(
    "0",
    "-0",
    "1.0",
    "1e5",
    "1E+2",
    "0.10",
    "12345678901234567890",
    "-1",
    "2",
    "3",
    "4",
  ),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const scalar = fc.oneof(
  { weight: 4, arbitrary: string.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: fc.constantFrom("null", "true", "false") },
);
const key = fc.oneof(
  fc.constantFrom("id", "name", "url", "a_url", "b_url", "c_url", "a", "b", "0", "1", "a.b", "x y"),
  string,
);

function objectOf(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(" ,")}}`;
}

/** JSON texts: strings, keys and number lexemes chosen to be mistaken for notation, tables with gaps, duplicate keys. */
export const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc.array(tie("json"), { maxLength: 5 }).map((items) => `[${items.join(", ")}]`),
    fc.array(fc.tuple(key, tie("json")), { maxLength: 6 }).map(objectOf),
    tableOf(tie("json")),
  ),
}));

/** Rows of like objects, some without a key, some in another order, some with a key twice, some no objects at all. */
function tableOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const columns = fc.uniqueArray(key, { minLength: 1, maxLength: 6 });
  return columns.chain((names) => {
    const cell = fc.oneof(
      { weight: 6, arbitrary: scalar },
      { weight: 1, arbitrary: value },
      { weight: 1, arbitrary: fc.constant(undefined) },
    );
    const plain = fc
      .tuple(...names.map(() => cell))
      .map((cells) =>
        cells.flatMap((text, index) =>
          text === undefined ? [] : [[names[index] ?? "", text] as const],
        ),
      );
    const same = fc.tuple(...names.map(() => scalar));
    const row = fc.oneof(
      { weight: 12, arbitrary: plain.map(objectOf) },
      { weight: 1, arbitrary: plain.map((members) => objectOf([...members].reverse())) },
      {
        weight: 1,
        arbitrary: plain.map((members) => objectOf([...members, ...members.slice(0, 1)])),
      },
      { weight: 1, arbitrary: value },
    );
    const varied = fc.array(row, { minLength: 2, maxLength: 8 });
    const uniform = fc
      .tuple(same, fc.array(same, { minLength: 2, maxLength: 8 }))
      .map(([first, rows]) =>
        rows.map((cells, at) =>
          objectOf(
            names.map((name, index) => [
              name,
              (index % 2 === at % 2 ? first : cells)[index] ?? "1",
            ]),
          ),
        ),
      );
    return fc.oneof(varied, uniform).map((rows) => `[${rows.join(",")}]`);
  });
}

/** Arrays of records, as services answer them: large enough that columns and summaries pay. */
export const records = fc
  .record({
    rows: fc.array(
      fc.record(
        {
          id: fc.nat(99_999),
          login: fc.constantFrom("ann", "bob", "eve", "a,b", "true", "7", " x"),
          status: fc.constantFrom("ok", "ok", "ok", "failed", null),
          amount: fc.double({ min: 0, max: 1e6, noNaN: true }),
          at: fc.constantFrom("2024-05-01T10:00:00Z", "2024-05-02T11:30:00Z", "never"),
          owner: fc.record({ team: fc.constantFrom("core", "web"), lead: fc.boolean() }),
          labels: fc.array(fc.record({ n: fc.constantFrom("bug", "ui; ux"), c: fc.nat(9) }), {
            maxLength: 3,
          }),
          note: string,
        },
        { requiredKeys: ["id", "login", "status", "owner", "labels"] },
      ),
      { minLength: 8, maxLength: 40 },
    ),
    indent: fc.constantFrom(0, 2),
    isWrapped: fc.boolean(),
  })
  .map(({ rows, indent, isWrapped }) => {
    const full = rows.map((row) => ({
      ...row,
      url: `https://api.example.com/users/${row.login}/posts`,
    }));
    return JSON.stringify(isWrapped ? { total: rows.length, items: full } : full, null, indent);
  });
