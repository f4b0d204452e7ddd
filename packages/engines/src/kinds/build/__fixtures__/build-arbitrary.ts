import fc from "fast-check";

const word = fc.constantFrom(
  "cart",
  "price",
  "order",
  "user",
  "stock",
  "größe",
  "a b",
  "x".repeat(70),
);
const number = fc.integer({ min: 1, max: 400 });
const path = fc
  .tuple(fc.constantFrom("src", "packages/a/src", "/srv/app"), word)
  .map(([dir, name]) => `${dir}/${name}.ts`);
const message = fc.constantFrom(
  "Type 'string' is not assignable to type 'number'.",
  "'x' is declared but its value is never read.",
  "unused variable ‘n’ [-Wunused-variable]",
  "... lines 3-9",
  "... 4 lines like: nothing",
  "expected 3 errors: found 2",
);
const severity = fc.constantFrom("error", "warning", "note");

const diagnostic = fc
  .tuple(path, number, number, severity, message)
  .chain(([file, line, column, level, text]) =>
    fc.constantFrom(
      `${file}(${line},${column}): ${level} TS2322: ${text}`,
      `${file}:${line}:${column} - ${level} TS6133: ${text}\n\n${line} const x = 3;\n        ~~~~~`,
      `${file}:${line}:${column}: ${level}: ${text}\n   ${line} |   x = y;\n      |       ^~~~`,
      `${level}[E0308]: ${text}\n  --> ${file}:${line}:${column}\n   |\n${line} |     a\n   |     ^ expected \`u32\`\n   = note: on by default\n`,
      `${file}\n  ${line}:${column}  error  ${text}  some/rule\n  ${line}:${column}  warning  ${text}  other/rule\n`,
      `[ERROR] ${file}:[${line},${column}] ${text}\n  symbol: class X`,
      `${file}:${line}: ${level}: ${text}\n    foo(bar);\n        ^`,
      `ERROR: ${text}`,
      `npm warn deprecated ${file}: ${text}`,
    ),
  );

const failing = fc
  .tuple(path, number, word, message)
  .chain(([file, line, name, text]) =>
    fc.constantFrom(
      ` FAIL  ${file} > suite > ${name} works\nAssertionError: ${text}\n\n- Expected\n+ Received\n\n  {\n-   "a": 1,\n+   "a": 2,\n  }\n\n ❯ ${file}:${line}:5\n     ${line}|   expect(a)\n       |   ^\n`,
      `  ● suite › ${name} works\n\n    ${text}\n\n    Expected: 1\n    Received: 2\n\n    > ${line} | expect(a)\n         | ^\n\n      at Object.<anonymous> (${file}:${line}:3)\n      at node_modules/x/y.js:1:1\n`,
      `not ok 3 - ${name}\n  ---\n  duration_ms: 3\n  error: '${text}'\n  stack: |-\n    Test.run (node:internal/test:1:1)\n  ...`,
      `___________ test_${name} ___________\n\n    def test_x():\n>       assert 1 == 2\nE       assert 1 == 2\n\n${file}:${line}: AssertionError`,
      `--- FAIL: Test${name} (0.00s)\n    ${file}:${line}: ${text}`,
      `   × ${name} works 5ms\n     → ${text}`,
      `tests/${name}.py::test_it FAILED [ 50%]`,
      `Traceback (most recent call last):\n  File "${file}", line ${line}, in f\n    raise X\nValueError: ${text}`,
    ),
  );

const noise = fc
  .tuple(word, number)
  .chain(([name, many]) =>
    fc.constantFrom(
      ` ✓ test/${name}.test.ts (${many} tests) ${many}ms`,
      `   Compiling ${name} v0.${many}.0`,
      `[${many}/400] Building CXX object ${name}.o`,
      `tests/test_${name}.py::test_it PASSED [ ${many % 90}%]`,
      `ok ${many} - ${name}\n  ---\n  duration_ms: ${many}\n  ...`,
      `gcc -c -o build/${name}.o src/${name}.c`,
      `Downloading https://example.com/${name}-${many}.tgz (${many} kB)`,
      `\u001b[32m✓\u001b[39m ${name} works`,
      `10%\r50%\rdone ${name}`,
      "",
      `Loaded ${name}`,
      "=".repeat(20),
    ),
  );

const end = fc
  .tuple(number, number)
  .chain(([bad, good]) =>
    fc.constantFrom(
      ` Tests  ${bad} failed | ${good} passed (${bad + good})`,
      `===== ${bad} failed, ${good} passed in 0.15s =====`,
      `Found ${bad} errors in 3 files.`,
      `make: *** [Makefile:7: all] Error ${bad}`,
      "",
    ),
  );

/** Outputs of builds and test runs: reports, failures and noise in any order, some repeated, some of several tasks. */
export const buildOutput: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 3, arbitrary: noise }, diagnostic, failing), { maxLength: 40 }),
    fc.nat({ max: 3 }),
    end,
    fc.constantFrom("", "", "", "@shop/web:build: ", "#12 0.345 "),
    fc.constantFrom("\n", "\n", "\r\n"),
    fc.constantFrom("", "\n"),
  )
  .map(([parts, repeats, last, task, lineEnd, final]) => {
    const all = [
      ...parts,
      ...Array.from({ length: repeats }, () => parts.slice(0, 3)).flat(),
      last,
    ];
    return `${all
      .join("\n")
      .split("\n")
      .map((line) => task + line)
      .join(lineEnd)}${final}`;
  });
