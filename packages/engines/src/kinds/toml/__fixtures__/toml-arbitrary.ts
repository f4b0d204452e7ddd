import fc from "fast-check";

const value = fc.constantFrom(
  "1",
  "1_000",
  "0x1F",
  "1.50",
  "true",
  "1979-05-27T07:32:00Z",
  '"a"',
  '"17"',
  "'C:\\x'",
  '"a\\tb"',
  '"%[2]:a"',
  '"""\na\n  b"""',
  "[1, 2]",
  '[\n  "x", # why\n  "y",\n]',
  '{ a = 1, b = ["x"] }',
  "[]",
);
const members = fc
  .array(fc.tuple(value, fc.constantFrom("", "", "  # why")), { maxLength: 4 })
  .map((all) => all.map(([text, note], at) => `key${at} = ${text}${note}`));
const elements = fc
  .array(
    fc.record({
      name: fc.stringMatching(/^[a-z]{2,8}$/),
      version: fc.constantFrom("1.0.0", "2.1"),
      dependencies: fc.subarray(["serde", "anyhow 1.0"]),
      extra: fc.option(value, { freq: 12 }),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.flatMap(({ name, version, dependencies, extra }) => [
      "[[package]]",
      `name = "${name}"`,
      `version = "${version}"`,
      ...(dependencies.length === 0 ? [] : [`dependencies = ${JSON.stringify(dependencies)}`]),
      ...(extra === null ? [] : [`extra = ${extra}`]),
      "",
    ]),
  );
const siblings = fc
  .array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 })
  .map((all) =>
    all.flatMap((one, at) => [`[deps."p.${at}"]`, `version = "1.${one}"`, "optional = true"]),
  );

/** TOML documents as manifests and lock files are written. */
export const tomlText: fc.Arbitrary<string> = fc
  .tuple(members, elements, siblings, fc.constantFrom("", "# top\n\n"))
  .map(
    ([first, packages, tables, top]) =>
      `${top}${[...first, ...packages, "[tool.x]", ...first, ...tables].join("\n")}\n`,
  );
