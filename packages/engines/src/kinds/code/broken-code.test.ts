import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { codeLanguage } from "./code-languages.ts";

/** A short file of each of some languages that have nothing in common. */
const FILES: Readonly<Record<string, readonly [path: string, text: string]>> = {
  ruby: [
    "a.rb",
    'require "set"\n# Keeps.\nclass Store < Base\n  attr_reader :path\n  LIST = [\n    1,\n    2,\n  ]\n  def get(key, *more, least: 3, &block)\n    text = <<~TEXT\n      def no\n    TEXT\n    puts "#{key ? "}" : text}" if more =~ /end/\n  end\n  def open(path) = new(path)\nend\n',
  ],
  bash: [
    "a.sh",
    '# Keeps.\nset -eu\nexport LEAST=3\nLIST=(\n  one # first\n  two\n)\nfind_one() {\n  cat <<EOF\nfunction no() {\nEOF\n  echo "$(case x in x) echo \')\';; esac)"\n}\ncase "$1" in\n  start)\n    find_one a\n    echo started\n    ;;\nesac\n',
  ],
  powershell: [
    "a.ps1",
    'param(\n  [string]$Path\n)\n$Table = @{\n  one = 1\n  two = 2\n}\n# Finds one.\nfunction Get-One {\n  param(\n    [Parameter(Mandatory)][string]$Key\n  )\n  $text = @"\nfunction no {\n"@\n  Write-Output "$($Table[$Key]) }"\n}\nclass Store {\n  [string]$Path\n  [int] Size([int]$least) {\n    return 3\n  }\n}\n',
  ],
  typescript: [
    "a.ts",
    "import a from 'a';\n// Keeps.\nexport class Store<T> {\n  readonly path = `$" +
      "{a}`;\n  get(key: string): T {\n    if (/[}]/.test(key)) return a(key);\n    throw new Error('}');\n  }\n}\nexport const table = {\n  one: 1,\n  two: 2,\n};\n",
  ],
  python: [
    "a.py",
    "import os\n# Keeps.\nclass Store(Base):\n    size: int = 3\n    def get(self, key, *, least=2):\n        '''Finds one.'''\n        text = f\"{key!r} }}\"\n        return os.path.join(text)\nTABLE = {\n    'one': 1,\n    'two': 2,\n}\n",
  ],
  rust: [
    "a.rs",
    "use std::fmt;\n/// Keeps.\npub struct Store<'a> {\n    path: &'a str,\n}\nimpl<'a> Store<'a> {\n    pub fn new(path: &'a str) -> Self {\n        let text = r#\"raw } \" text\"#;\n        println!(\"{}\", text);\n        Store { path }\n    }\n}\n",
  ],
};

const damage: fc.Arbitrary<(text: string) => string> = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([how, share]) => (text: string) => {
    const at = Math.floor(share * text.length);
    const line = text.indexOf("\n", at) + 1;
    switch (how) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(at);
      case 2:
        return `${text.slice(0, line)}<<<<<<< HEAD\n${text.slice(line, line + 90)}\n=======\n${text.slice(line, line + 40)}\n>>>>>>> other\n${text.slice(line + 90)}`;
      case 3:
        return text.slice(0, at) + text.slice(at).replace(/[{}()'"]|end|esac|EOF/, "");
      case 4:
        return text + text;
      case 5:
        return `${text.slice(0, at).replaceAll("\n", "\r\n")}${text.slice(at)}`;
      default:
        return text.replace(/^ {2,8}/gm, "\t");
    }
  });

const engine = new HeuristicEngine();

describe("half-written code", () => {
  it.each(Object.entries(FILES))(
    "of %s keeps every definition, or stays as it is",
    (name, file) => {
      const [path, whole] = file;
      const language = codeLanguage(name);
      fc.assert(
        fc.property(damage, damage, fc.nat({ max: 120 }), (first, second, maxTokens) => {
          const text = second(first(whole));
          const packed = engine.pack(text, { path });
          expect(packed.verifyFailures, text).toBe(0);
          expect(engine.pack(text, { path, maxTokens }).tokens).toBeLessThanOrEqual(maxTokens);
          if (packed.level === "source") return;
          const body = packed.text.slice(packed.text.indexOf("\n") + 1);
          const before = language?.definitions(text);
          const after = language?.definitions(body);
          expect(before).toHaveProperty("found");
          expect((after as { found: unknown }).found).toEqual((before as { found: unknown }).found);
        }),
        { numRuns: 8, seed: 5 },
      );
    },
  );
});
