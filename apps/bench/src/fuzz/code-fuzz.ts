import { breakCode } from "./break-code.ts";
import { CODE_SAMPLES } from "./code-samples.ts";
import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

const NAMES = ["load", "Store", "get", "größe", "$", "_a", "constructor", "type", "of"];
const STATEMENTS = [
  "const a = `x $" + "{b ? `y` : '}'} z`;",
  "return this.items.get(key);",
  "if (a < b && c > d) { e(); } else { f(/[}/]/g); }",
  "// a comment }",
  "/* { */",
  "throw new Error('cannot');",
  "for (const { a, b = 2 } of c) await d(a);",
  'let s = "unterminated \\" quote";',
  "switch (a) { case 1: break; default: }",
  "const f = async <T,>(x: T): Promise<T> => x;",
];
const PYTHON = [
  "value = self.find(key)",
  '"""a docstring"""',
  "# comment",
  "text = '''\ndef not_one():\n'''",
  "return {k: v for k, v in a.items() if v}",
  "raise ValueError(f'{a!r} {b:>10}')",
  "with open(p) as f, lock: pass",
  "x = lambda y: (y,\n    1)",
];

function script(random: Random): string {
  const name = random.pick(NAMES);
  const body = lines(random, STATEMENTS, "  ");
  return random.pick([
    `export function ${name}(a: string, b = 2): void {\n${body}\n}`,
    `export class ${name}<T> extends Base {\n  #x = 1;\n  static {\n${body}\n  }\n  get y(): T {\n${body}\n  }\n}`,
    `export interface ${name} {\n  readonly a: string;\n  b(c: number): void;\n}`,
    `const ${name} = {\n  a() {\n${body}\n  },\n};`,
    `import { ${name} } from "./a.ts";`,
    `export type ${name} = "a" | { b: string };`,
    "/** Says something. */",
    body,
  ]);
}

function python(random: Random): string {
  const name = random.pick(NAMES).replace("$", "dollar");
  const body = lines(random, PYTHON, "    ");
  return random.pick([
    `def ${name}(a, *, b: int = 2) -> None:\n${body}`,
    `class ${name}(Base):\n    size = 1\n\n    @property\n    def y(self):\n${body.replaceAll("\n", "\n    ")}`,
    `@decorated(\n    1,\n)\nasync def ${name}():\n${body}`,
    "import os",
    `${name} = [\n    1,\n    2,\n]`,
  ]);
}

function lines(random: Random, statements: readonly string[], indent: string): string {
  return Array.from(
    { length: 1 + random.whole(12) },
    () => `${indent}${random.pick(statements)}`,
  ).join("\n");
}

const generate = (random: Random, piece: (random: Random) => string): string =>
  Array.from({ length: random.whole(12) }, () => piece(random)).join(random.pick(["\n\n", "\n"]));

/** TypeScript, whole and half-written. */
export const scriptFuzz: FuzzKind = {
  kind: "code",
  hints: { path: "a.ts" },
  generate: (random) => breakCode(generate(random, script), random),
  values: (text) => text.split("\n").length,
};

/** Python, whole and half-written. */
export const pythonFuzz: FuzzKind = {
  kind: "code",
  hints: { path: "a.py" },
  generate: (random) => breakCode(generate(random, python), random),
  values: (text) => text.split("\n").length,
};

/** Every other language whose structure is understood: parts of a file in any order, whole and half-written. */
export const otherCodeFuzz: readonly FuzzKind[] = CODE_SAMPLES.map(({ path, text }) => ({
  kind: "code",
  hints: { path },
  generate: (random) => breakCode(shuffled(text, random), random),
  values: (code) => code.split("\n").length,
}));

/** A text, or its parts between blank lines in another order and some of them more than once. */
function shuffled(text: string, random: Random): string {
  if (random.chance(0.3)) return text;
  const parts = text.split("\n\n");
  return Array.from({ length: 1 + random.whole(8) }, () => random.pick(parts)).join("\n\n");
}
