import fc from "fast-check";

const plain = fc.constantFrom(
  "web",
  "17",
  "1.0",
  "0x1F",
  "yes",
  "~",
  "2024-01-01",
  "12:30",
  "nginx:1.25",
  "a b c",
  "it's",
  "%[2]:a",
  "... lines 1-3",
);
const quoted = fc.constantFrom(
  "'yes'",
  '"17"',
  "'it''s'",
  '"a\\nb"',
  '"a: b"',
  "''",
  "'\"'",
  '"x\n    y"',
);
const scalar = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: quoted });
const key = fc.constantFrom("name", "image", "ports", "id", "on", "'80'", "a.b", '"x y"');
const note = fc.constantFrom("", "", "", "  # why");

/** Lines of a block mapping or sequence at an indentation, in all styles. */
function block(indent: number, depth: number): fc.Arbitrary<string[]> {
  const margin = " ".repeat(indent);
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(scalar, note).map(([text, why]) => [` ${text}${why}`]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom([""], [" [a, 'b c']"], [" {a: 1, b: [x]}"], [" &a x"]),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("|", ">", "|-", ">+"), fc.constantFrom("text", "# x", "k: v"))
        .map(([mark, text]) => [` ${mark}`, `${margin}    ${text}`, "", `${margin}     deeper`]),
    },
    ...(depth > 2
      ? []
      : [{ weight: 2, arbitrary: block(indent + 2, depth + 1).map((own) => ["", ...own]) }]),
  );
  const members = fc
    .array(fc.tuple(key, value), { minLength: 1, maxLength: 5 })
    .map((all) =>
      all.flatMap(([name, [first = "", ...rest]], at) => [
        `${margin}${suffixed(name, at)}:${first}`,
        ...rest,
      ]),
    );
  const items = fc
    .array(value, { minLength: 1, maxLength: 5 })
    .map((all) => all.flatMap(([first = "", ...rest]) => [`${margin}-${first}`, ...rest]));
  return depth === 0 ? members : fc.oneof(members, items);
}

function suffixed(name: string, at: number): string {
  return /^\w/.test(name) ? name + at : name;
}

/** Lists of like records, as manifests and lock files hold them. */
const records = fc
  .array(
    fc.record({
      name: fc.stringMatching(/^[a-z]{2,8}$/),
      port: fc.integer({ min: 1, max: 9999 }),
      version: fc.constantFrom("'1.0'", "2.1.0", "~"),
      tags: fc.subarray(["a", "b", "'no'"]),
    }),
    { minLength: 3, maxLength: 12 },
  )
  .map((rows) => [
    "services:",
    ...rows.flatMap(({ name, port, version, tags }, at) => [
      `  ${name}-${at}:`,
      `    port: ${port}`,
      `    version: ${version}`,
      ...(tags.length === 0 ? [] : ["    tags:", ...tags.map((tag) => `    - ${tag}`)]),
    ]),
  ]);

const documents = fc.array(fc.oneof(block(0, 0), records), { minLength: 1, maxLength: 4 });

/** YAML streams, now and then of several documents, with comments and line ends of Windows. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(documents, fc.constantFrom("\n", "\n", "\r\n"), fc.constantFrom("# top\n", "", "---\n"))
  .map(([all, end, top]) =>
    `${top}${all.map((lines) => lines.join("\n")).join("\n---\n")}\n`.replaceAll("\n", end),
  );
