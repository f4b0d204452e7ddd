import { chooseSigil } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { checkTiling } from "../../ladder/check-tiling.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import { renderCuts } from "../../ladder/render-cuts.ts";
import { Source } from "../../ladder/source.ts";
import { chooseCuts } from "./choose-cuts.ts";
import { codeKind } from "./code-kind.ts";
import { codeLanguage, lineCommentOf } from "./code-languages.ts";
import { FOLD_LEVELS } from "./outline.ts";
import { outlineCode } from "./outline-code.ts";
import { parsesCleanly as parses } from "./parse-code.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };
const NOTHING: RungRequest = { query: undefined, preserve: [] };

function sourceOf(text: string, language: string | undefined): Source {
  return new Source(text, { counter, language });
}

function parsesCleanly(text: string, name: string): boolean {
  const language = codeLanguage(name);
  return language !== undefined && parses(text, language);
}

/** Bodies of all rungs by level. */
function rungsOf(
  text: string,
  language: string,
  request: RungRequest = NOTHING,
): ReadonlyMap<string, string> {
  const source = sourceOf(text, language);
  const sigil = chooseSigil(text);
  const bodies = new Map<string, string>();
  for (const draft of codeKind.rungs(source, request)) {
    if (draft.type !== "cuts") throw new Error("code has cuts only");
    const { body } = renderCuts(source, draft.cuts, { comment: lineCommentOf(language), sigil });
    expect(checkTiling(source, body, sigil)).toBeUndefined();
    const grade = "facts-verified";
    expect(codeKind.verify(source, { level: draft.level, grade, body, sigil })).toBeUndefined();
    expect(parsesCleanly(body, language)).toBe(parsesCleanly(text, language));
    bodies.set(draft.level, body);
  }
  return bodies;
}

const TYPESCRIPT = `/*
 * Copyright 2024 Somebody. Licensed under the MIT licence, see the file LICENSE.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a store is opened with, and where its file is found. */
export interface StoreOptions {
  /** Absolute path of the file, which is made where it is missing. */
  readonly path: string;
  readonly mode?: "read" | "write";
}

export type Entry<T> = { readonly key: string; readonly value: T };

/** Keeps entries in a file, sorted by key. */
@sealed
export class Store<T = unknown> extends Base implements Iterable<Entry<T>> {
  static readonly version = 3;
  #entries = new Map<string, Entry<T>>();

  constructor(private readonly options: StoreOptions) {
    super();
    this.load(readFileSync(join(options.path, "store.json"), "utf8"));
  }

  /** Finds an entry. */
  get(key: string): Entry<T> | undefined;
  get(key: string, fallback: Entry<T>): Entry<T>;
  get(
    key: string,
    fallback?: Entry<T>,
  ): Entry<T> | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return fallback;
    return entry;
  }

  get size(): number {
    return this.#entries.size;
  }

  readonly onChange = async (entry: Entry<T>): Promise<void> => {
    this.#entries.set(entry.key, entry);
    await this.flush(\`changed \${entry.key}\`);
  };
}

export const DEFAULTS = {
  path: "/var/lib/store/entries.json",
  mode: "write",
  retries: { count: 3, delayMs: 250 },
};
`;

const PYTHON = `"""Reads and writes entries."""
from __future__ import annotations

import json
import os.path


@dataclass(frozen=True)
class Entry(Base):
    """One entry of the store, with everything that is known of it."""

    key: str
    value: int = field(
        default=0,
        metadata={"unit": "bytes", "source": "header"},
    )

    @property
    def size(self) -> int:
        """Bytes that the entry takes."""
        header = len(self.key) + 1
        return header + self.value

    class Meta:
        ordering = ["key"]


async def load(
    path: str, *, strict: bool = True,
    key=lambda entry: entry.key,
) -> list[Entry]:
    # Read everything before anything is checked.
    with open(path) as file:
        data = json.load(file)
    return [Entry(**item) for item in data]


try:
    import fast_json
except ImportError:
    def fast_load(path):
        raise RuntimeError("fast_json is not installed: " + path)

LIMIT: int = 10


if __name__ == "__main__":
    print(load("entries.json"))
    print("that was everything")
`;

describe("codeKind", () => {
  it("folds TypeScript bodies and keeps documentation at signatures", () => {
    expect(rungsOf(TYPESCRIPT, "typescript").get("signatures")).toBe(`// ... lines 1-3
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a store is opened with, and where its file is found. */
export interface StoreOptions {
  /** Absolute path of the file, which is made where it is missing. */
  readonly path: string;
  readonly mode?: "read" | "write";
}

export type Entry<T> = { readonly key: string; readonly value: T };

/** Keeps entries in a file, sorted by key. */
@sealed
export class Store<T = unknown> extends Base implements Iterable<Entry<T>> {
  static readonly version = 3;
  #entries = new Map<string, Entry<T>>();

  constructor(private readonly options: StoreOptions) {
// ... lines 23-24
  }

  /** Finds an entry. */
  get(key: string): Entry<T> | undefined;
  get(key: string, fallback: Entry<T>): Entry<T>;
  get(
    key: string,
    fallback?: Entry<T>,
  ): Entry<T> | undefined {
// ... lines 34-36
  }

  get size(): number {
// ... line 40
  }

  readonly onChange = async (entry: Entry<T>): Promise<void> => {
// ... lines 44-45
  };
}

export const DEFAULTS = {
  path: "/var/lib/store/entries.json",
  mode: "write",
  retries: { count: 3, delayMs: 250 },
};
`);
  });

  it("keeps a declaration of which only the first word is written", () => {
    const text =
      "const first = /a/;\nconst second = 5;\n/* a comment that goes on for a while */\nexport";
    const packed = new HeuristicEngine().pack(text, { path: "a.js" });
    expect(packed).toMatchObject({ verifyFailures: 0, text: expect.stringContaining("\nexport") });
  });

  it("folds documentation, imports and data of TypeScript at symbols", () => {
    expect(rungsOf(TYPESCRIPT, "typescript").get("symbols")).toBe(`// ... lines 1-7
export interface StoreOptions {
// ... line 9
  readonly path: string;
  readonly mode?: "read" | "write";
}

export type Entry<T> = { readonly key: string; readonly value: T };

// ... line 16
@sealed
export class Store<T = unknown> extends Base implements Iterable<Entry<T>> {
  static readonly version = 3;
  #entries = new Map<string, Entry<T>>();

  constructor(private readonly options: StoreOptions) {
// ... lines 23-24
  }

// ... line 27
  get(key: string): Entry<T> | undefined;
  get(key: string, fallback: Entry<T>): Entry<T>;
  get(
    key: string,
    fallback?: Entry<T>,
  ): Entry<T> | undefined {
// ... lines 34-36
  }

  get size(): number {
// ... line 40
  }

  readonly onChange = async (entry: Entry<T>): Promise<void> => {
// ... lines 44-45
  };
}

export const DEFAULTS = {
// ... lines 50-52
};
`);
  });

  it("folds Python at symbols, a statement left in every block", () => {
    expect(rungsOf(PYTHON, "python").get("symbols")).toBe(`# ... lines 1-5


@dataclass(frozen=True)
class Entry(Base):
# ... line 10

    key: str
    value: int = field(
# ... lines 14-15
    )

    @property
    def size(self) -> int:
        ... # ... lines 20-22

    class Meta:
        ordering = ["key"]


async def load(
    path: str, *, strict: bool = True,
    key=lambda entry: entry.key,
) -> list[Entry]:
    ... # ... lines 32-35


try:
    import fast_json
except ImportError:
    def fast_load(path):
        ... # ... line 42

LIMIT: int = 10


# ... lines 47-49`);
  });

  it("keeps docstrings and the statements of a Python module at signatures", () => {
    expect(rungsOf(PYTHON, "python").get("signatures")).toContain(`    def size(self) -> int:
        """Bytes that the entry takes."""
# ... lines 21-22

    class Meta:`);
  });

  it("leaves only licences and comments that document nothing out at comments", () => {
    expect(rungsOf(TYPESCRIPT, "typescript").get("comments")).toBe(
      TYPESCRIPT.replace(/^\/\*(?:.*\n){3}/, "// ... lines 1-3\n"),
    );
  });

  it("keeps titles of tests and folds what they do", () => {
    const text = `describe("add", () => {
  const numbers = [1, 2, 3];
  beforeEach(() => {
    resetEverythingThatTheTestsChange(numbers);
  });
  it("adds two numbers", async () => {
    expect(add(1, 2)).toBe(3);
    expect(add(2, 2)).toBe(4);
  });
});
`;
    expect(rungsOf(text, "javascript").get("symbols")).toBe(`describe("add", () => {
  const numbers = [1, 2, 3];
// ... lines 3-5
  it("adds two numbers", async () => {
// ... lines 7-8
  });
});
`);
  });

  it("keeps bodies open that hold what preserve names or the query asks for", () => {
    const named = rungsOf(TYPESCRIPT, "typescript", {
      query: undefined,
      preserve: ["undefined) return"],
    });
    expect(named.get("symbols")).toContain("if (entry === undefined) return fallback;");
    expect(named.get("symbols")).not.toContain("this.flush");
    const pattern = rungsOf(TYPESCRIPT, "typescript", {
      query: undefined,
      preserve: [/store\.json/g],
    });
    expect(pattern.get("symbols")).toContain('"store.json"');
    const asked = rungsOf(TYPESCRIPT, "typescript", {
      query: "who calls readFileSync?",
      preserve: [],
    });
    expect(asked.get("symbols")).toContain(
      'this.load(readFileSync(join(options.path, "store.json"), "utf8"));',
    );
    expect(asked.get("symbols")).not.toContain("this.flush");
    const words = rungsOf(PYTHON, "python", { query: "entry size header", preserve: [] });
    expect(words.get("symbols")).toContain("header = len(self.key) + 1");
  });

  it("never cuts inside a template literal, a string, JSX text or a comment", () => {
    const tsx = `export const Page = () => (
  <main title="it's">
    // ... lines 4-6
    Don't {"}"} cut here, this is text that a marker would be part of
    <button onClick={() => {
      saveEverythingThatWasChanged();
      closeTheWindowAndGoHome();
    }}>Go</button>
  </main>
);
export const QUERY = \`
  select everything from a table with a long name
  where { \${[1, 2].map((n) => { return \`\${n} }\`; })} holds
\`;
`;
    expect(rungsOf(tsx, "tsx").get("symbols")).toBe(
      tsx.replace(/ {6}save.*\n.*\n/, "// .... lines 6-7\n"),
    );
    const python = `TEXT = """
def not_a_function():
    there_is_only_text_in_here_that_stays()
"""
`;
    expect(rungsOf(python, "python").size).toBe(0);
  });

  it("has no rung for other languages, minified code and code without anything to leave out", () => {
    const draftsOf = (text: string, language: string | undefined) => [
      ...codeKind.rungs(sourceOf(text, language), NOTHING),
    ];
    expect(draftsOf(TYPESCRIPT, "kotlin")).toEqual([]);
    expect(draftsOf(TYPESCRIPT, undefined)).toEqual([]);
    expect(
      draftsOf(`var a = 1;${"a=function(){return a};".repeat(200)}\n`.repeat(9), "javascript"),
    ).toEqual([]);
    expect(draftsOf("", "python")).toEqual([]);
    expect(draftsOf("export const one = 1;\n".repeat(5), "typescript")).toEqual([]);
  });

  it("writes envelope and markers as comments of the language", () => {
    const commentOf = (language: string) => codeKind.comment?.(sourceOf("", language));
    expect(commentOf("tsx")).toEqual(["// ", ""]);
    expect(commentOf("python")).toEqual(["# ", ""]);
    expect(commentOf("sql")).toEqual(["-- ", ""]);
    expect(commentOf("css")).toEqual(["/* ", " */"]);
  });
});

/** Code that is easily read wrong. */
const TRICKY: readonly (readonly [language: string, text: string])[] = [
  [
    "typescript",
    "export const identity = <T,>(value: T): T => {\n  trackEveryCallOfThisFunction(value);\n  return value;\n};\n",
  ],
  [
    "typescript",
    "export const RE = /[/}\"'`]{2}\\/(?<name>x)/g;\nexport const half = (a: number) => a / 2 / 3;\nexport function after(): RegExp {\n  if (RE) /}/.test(`\u0024{RE}`);\n  return /\\/\\*/;\n}\n",
  ],
  [
    "typescript",
    "export abstract class Shape<T extends { area: number }> {\n  abstract area(): { value: number };\n  protected constructor(readonly name: string, private sides = [1, { a: 2 }]) {\n    registerTheShapeSomewhere(name, sides);\n  }\n  static #count = 0;\n  static {\n    Shape.#count = countEverythingThatExists();\n  }\n  accessor kind = 'shape';\n  set size(value: number) {\n    this.setSizeOfEverythingInside(value);\n  }\n  [Symbol.iterator]() {\n    return iterateOverSomethingLong(this.name);\n  }\n  async *items(): AsyncGenerator<T> {\n    yield* everythingThatIsInsideOfThis();\n  }\n}\n",
  ],
  [
    "typescript",
    "declare module 'thing' {\n  export function make(name: string): { made: true };\n  export default make;\n}\ndeclare global {\n  interface Window {\n    /** A long remark about a thing that is there on every window. */\n    thing: string;\n  }\n}\nexport enum Level {\n  Low = 1,\n  High = Low << 2,\n}\nexport namespace Inner.Deep {\n  export const value = { a: 1 } satisfies Record<string, number>;\n  export function read(): number {\n    return value.a + readSomethingElse();\n  }\n}\n",
  ],
  [
    "typescript",
    "export function check(value: unknown): asserts value is { a: string } {\n  if (typeof value !== 'object') throw new Error('no');\n}\nexport function pick(x: string): string\nexport function pick(x: number): number\nexport function pick(x: any): any {\n  return somethingOfTheSameTypeAs(x) as any;\n}\nexport type Fn = (a: { b: string }) => { c: number } | undefined\nexport let later: Map<string, () => void>, other = 1 < 2\n",
  ],
  [
    "javascript",
    "'use strict'\nconst a = require('a')\n\n;(function () {\n  function inner () { return 1 }\n  exports.inner = function (first, second) {\n    const value = inner() + first * second / 2\n    return value < 2 ? /[/]/ : value\n  }\n})()\nmodule.exports = a, module.exports.default = a\n",
  ],
  [
    "javascript",
    "export default {\n  name: 'thing',\n  data() {\n    return { everything: 'that is here', and: 'there' };\n  },\n  methods: {\n    go: async (where) => {\n      await this.goThereAtOnce(where, `\u0024{where}`);\n    },\n  },\n};\n",
  ],
  [
    "javascript",
    "var i = 1, j = i++ / 2, k = j / 3;\nlabel: for (const x of [1, 2]) {\n  if (x) continue label;\n}\nif (typeof window === 'undefined') {\n  function polyfill(name) {\n    globalThis[name] = everythingThatIsNeeded(name);\n  }\n}\nconst shift = 1 << 2 < 3;\n",
  ],
  [
    "tsx",
    "export const List = <T extends object>({ items }: { items: T[] }) => {\n  const [open, setOpen] = useState<boolean>(false);\n  return (\n    <>\n      {items.map((item) => <Row<T> key={item.id} {...item} label='a > b' />)}\n      <p>It's {open ? 'open' : <b>closed</b>} / done</p>\n    </>\n  );\n};\nexport function Plain() {\n  return <div className=\"x\">// not a comment, isn't it</div>;\n}\n",
  ],
  [
    "python",
    "@decorator(\n    'with', arguments=(1, 2),\n)\ndef spread(a, b=lambda x: {1: x}, *args: int, c: 'str' = \"a:b\", **kw) -> dict[str, int]:\n    first = 1; second = {\n        'a': 2}\n    return first\n\nclass Empty: pass\ndef one(): return 1\nclass Point(NamedTuple): x: int; y: int\n",
  ],
  [
    "python",
    "match command:\n    case [x, y] if x > y:\n        def chosen(first_argument, second_argument):\n            return first_argument + second_argument\n    case _:\n        print('nothing that is worth anything is here')\ntotal = 1 + \\\n    2\nmatch = total\ntype Pair[T] = tuple[T, T]\ntext = f\"{total!r:>{10}} {'a'}\" rb'\\'' if total else '''it's'''\n",
  ],
  [
    "python",
    "class Outer:\n    class Inner:\n        '''Says something long about what is inside of it.'''\n    def method(self):\n\t# a tab\n        x = '''\n  not indented\n'''\n        return x\n    if True:\n        @staticmethod\n        async def conditional():\n            await something_that_takes_a_long_time()\n    else:\n        conditional = None\n        print('there is nothing else to do in this branch')\n",
  ],
];

describe("codeKind on code that is easily read wrong", () => {
  for (const [language, text] of TRICKY) {
    it(`keeps every definition of ${language} ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(parsesCleanly(text, language)).toBe(true);
      expect(rungsOf(text, language).size).toBeGreaterThan(0);
    });
  }

  it("parses and verifies whatever folds are left open", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ["typescript", TYPESCRIPT] as const,
          ["python", PYTHON] as const,
          ...TRICKY,
        ),
        fc.constantFrom(...FOLD_LEVELS),
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        ([language, text], level, open) => {
          const source = sourceOf(text, language);
          const outline = outlineCode(source);
          if (outline === undefined) throw new Error("no outline");
          const stays = (fold: { readonly first: number }) =>
            open[fold.first % open.length] === true;
          const cuts = chooseCuts(source, { outline, level, stays });
          const { body } = renderCuts(source, cuts, { comment: lineCommentOf(language) });
          const input = { level, grade: "facts-verified", body, sigil: "..." } as const;
          expect(codeKind.verify(source, input)).toBeUndefined();
        },
      ),
      { numRuns: 120 },
    );
  });

  it("cuts whole lines or nothing, and never throws, on code that is broken anywhere", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ["typescript", TYPESCRIPT] as const,
          ["python", PYTHON] as const,
          ...TRICKY,
        ),
        fc.nat(2000),
        fc.nat(30),
        fc.constantFrom("", "{", "}", "(", "`", "'", '"""', "/*", "\u0000", "\ud800", "\r", "<"),
        ([language, text], at, length, inserted) => {
          const from = at % text.length;
          const broken = text.slice(0, from) + inserted + text.slice(from + length);
          const source = sourceOf(broken, language);
          for (const draft of codeKind.rungs(source, NOTHING)) {
            if (draft.type !== "cuts") continue;
            const { body } = renderCuts(source, draft.cuts, { comment: lineCommentOf(language) });
            expect(checkTiling(source, body, "...")).toBeUndefined();
            const { level, grade } = draft;
            const problem = codeKind.verify(source, { level, grade, body, sigil: "..." });
            expect(["string", "undefined"]).toContain(typeof problem);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it("offers no rung of code with an error that its own check would refuse", () => {
    const broken = TYPESCRIPT.replace(
      "get(key: string): Entry<T> | undefined;",
      "get(key: string: Entry<T>",
    );
    expect(parsesCleanly(broken, "typescript")).toBe(false);
    expect(rungsOf(broken, "typescript").get("symbols") ?? "").not.toContain("this.flush");
    const unclosed = TYPESCRIPT.replace("return entry;\n  }", "return entry;");
    for (const body of rungsOf(unclosed, "typescript").values()) {
      expect(body).toContain("return entry;");
    }
  });

  it("gets through nesting and repetition of any depth", () => {
    const deep = 1000;
    const texts = [
      "(\n".repeat(deep),
      `${"[\n".repeat(deep)}${"]\n".repeat(deep)}`,
      `${"{a:\n".repeat(deep)}1${"}\n".repeat(deep)}`,
      `${"class A { b = \n".repeat(deep)}1${"}\n".repeat(deep)}`,
      `${"namespace A {\n".repeat(deep)}${"}\n".repeat(deep)}`,
      `${"`${\n".repeat(deep)}1${"}`\n".repeat(deep)}`,
      `${"if (a) {\n".repeat(deep)}${"}\n".repeat(deep)}`,
      "a = <b\n".repeat(deep),
      "<a>\n".repeat(deep),
      "x = (\n".repeat(deep),
      Array.from({ length: 150 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join(""),
    ];
    for (const text of texts) {
      for (const language of ["typescript", "tsx", "python"] as const) {
        const source = sourceOf(text, language);
        for (const draft of codeKind.rungs(source, NOTHING)) {
          const input = {
            level: draft.level,
            grade: "facts-verified",
            body: text,
            sigil: "...",
          } as const;
          expect(() => codeKind.verify(source, input)).not.toThrow();
        }
        expect(codeKind.units?.(source, NOTHING).at(-1)?.to).toBe(text.length);
      }
    }
  });
});
