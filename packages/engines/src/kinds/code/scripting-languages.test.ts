import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { codeLanguage } from "./code-languages.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };
const engine = new HeuristicEngine({ counter });

function definitions(language: string, text: string): readonly string[] | string {
  const read = codeLanguage(language)?.definitions(text);
  if (read === undefined) return "unknown";
  return "problem" in read ? read.problem : read.found;
}

function packed(path: string, text: string): string {
  const result = engine.pack(text, { path, bare: false });
  expect(result.verifyFailures).toBe(0);
  return result.text.slice(result.text.indexOf("\n") + 1);
}

const RUBY = `# Copyright somebody, under the licence of this file.
require "set"
require_relative "other"

module A
  # What a store is, said at some length here.
  class Store < Struct.new(:a)
    include Enumerable
    attr_reader :path, :size
    NAMES = %w[end def].freeze
    private def hidden(a, b = %(x), *c, d:, e: 2, **f, &g)
      puts c if a =~ /end "#{"}"}/
      text = <<~ONE + <<-'TWO;'
        def no
      ONE
        class No
      TWO;
      while text do text = nil end
    rescue => error
      raise error unless error.class == Foo
    end
    def self.open(path) = new(path)
    def []=(key, value)
      @all[key] = value ? :end : ?x
      @all.each { |one| yield one }
    end
    alias to_s inspect
    scope :recent, -> { where(1) }
    define_method(:later) do |x|
      x / 2 % 3
      x.class.end
    end
    class << self; attr_accessor :all end
  end
end
describe "a store" do
  it "opens" do
    x = if true then 1 else 2 end
    expect(x).to eq(1)
  end
end
__END__
class Data, which is no class,
but what the script reads
`;

const BASH = `#!/bin/bash
# Copyright somebody, under the licence of this file.
set -euo pipefail
export LEAST=3 MOST="$((1 + (2 << 3)))"
LIST=(
  one # (first
  two
)
alias ll='ls -l'
trap 'rm -f "$file"' EXIT
# Finds one of them, and prints it where it is.
find_one() {
  local key="\${1:-"}"}"
  cat <<-'EOF'
	function no() {
	EOF
  [[ $key =~ ^(a|b$ ]] && echo "$(case x in x) echo ")";; esac)"
}
function other {
  for i do echo "$i"; done
}
case "\${1:-}" in
  start|begin)
    find_one a
    echo started at last
    ;;
  *) echo "}" ;;
esac
main "$@" # the end of it
`;

const POWERSHELL = `<# What this script is for, said at length. #>
param([string]$Path = "a")
$Table = @{
  one = 1
  two = 'it''s }'
}
# Finds one of them, and prints it where it is.
function Get-One {
  [CmdletBinding()]
  param(
    [Parameter(Mandatory)]
    [string]$Key
  )
  $text = @"
function no {
"@
  Write-Output "$($Table["}"]) \`" } $text"
}
enum Kind { Small; Large }
class Store : Base {
  [string]$Path = "here"
  static [int] Size([int]$least) {
    $this.Open()
    return 3
  }
}
`;

describe("the scanner of Ruby", () => {
  it("finds what a file defines, and nothing in strings, here-documents and methods", () => {
    expect(definitions("ruby", RUBY)).toEqual([
      "module A",
      "A > class Store < Struct . new ( :a )",
      "A > Store < Struct > include Enumerable",
      "A > Store < Struct > attr_reader :path , :size",
      "A > Store < Struct > NAMES =",
      "A > Store < Struct > private",
      "A > Store < Struct > def hidden ( a , b = %(x) , * c , d: , e: 2 , ** f , & g )",
      "A > Store < Struct > def self . open ( path )",
      "A > Store < Struct > def []= ( key , value )",
      "A > Store < Struct > alias to_s inspect",
      "A > Store < Struct > scope :recent ,",
      "A > Store < Struct > define_method ( :later )",
      "A > Store < Struct > class << self",
      "A > Store < Struct > << self > attr_accessor :all",
      'describe "a store"',
      'it "opens"',
    ]);
  });

  it("says where a file makes no sense", () => {
    expect(definitions("ruby", "def a\n  1\n")).toBe("unclosed def");
    expect(definitions("ruby", "a = [1\nend\n")).toBe("unexpected end");
    expect(definitions("ruby", 'a = "#{1\n')).toMatch(/without an end/);
    expect(definitions("ruby", "=begin\n")).toMatch(/without an end/);
  });
});

describe("the scanner of Bash", () => {
  it("finds functions, variables, aliases, traps and the patterns of a case", () => {
    expect(definitions("bash", BASH.replace("^(a|b$", "^(a|b)$"))).toEqual([
      "export LEAST= MOST=",
      "LIST=",
      "alias ll='ls -l'",
      "trap 'rm -f \"$file\"' EXIT",
      "function find_one",
      "function other",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell expands it
      'case "${1:-}"',
      "pattern start | begin",
      "pattern *",
    ]);
  });

  it("says where a file makes no sense", () => {
    expect(definitions("bash", "a() {\n# nothing\n}\n")).toBe("nothing before }");
    expect(definitions("bash", "if true; then b\n")).toBe("unclosed fi");
    expect(definitions("bash", "cat <<EOF\n")).toMatch(/without an end/);
    expect(definitions("bash", 'echo "$(\n')).toMatch(/without an end/);
  });
});

describe("the scanner of PowerShell", () => {
  it("finds functions with their parameters, classes, enums and variables", () => {
    expect(definitions("powershell", POWERSHELL)).toEqual([
      '0 param ( [ string ] $Path = "a" )',
      "0 $Table =",
      "0 function Get-One { [ CmdletBinding ( ) ] param ( [ Parameter ( Mandatory ) ] [ string ] $Key )",
      "0 enum Kind { Small ; Large }",
      "0 class Store : Base",
      "1 [ string ] $Path",
      "1 static [ int ] Size ( [ int ] $least )",
    ]);
  });
});

describe("packed scripts", () => {
  it("keep signatures and leave out bodies, comments and what is required", () => {
    const ruby = packed("a.rb", RUBY);
    expect(ruby).toContain(
      "    private def hidden(a, b = %(x), *c, d:, e: 2, **f, &g)\n# ... lines",
    );
    expect(ruby).toContain('  it "opens" do\n# ... lines');
    expect(ruby).not.toMatch(/require|Copyright|said at some length|class Data/);
    const shell = packed("a.sh", BASH.replace("^(a|b$", "^(a|b)$"));
    expect(shell).toContain("find_one() {\n: # ... lines 13-17\n}");
    expect(shell).toContain("  start|begin)\n# ... lines 24-25\n    ;;\n");
    expect(shell).not.toMatch(/pipefail|Finds one|main/);
    const power = packed("a.ps1", POWERSHELL);
    expect(power).toContain("    [string]$Key\n  )\n# ... lines 14-17\n}");
    expect(power).not.toMatch(/Finds one|Open/);
  });
});
