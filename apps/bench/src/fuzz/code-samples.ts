/** A file of a programming language as people write them, short. */
export interface CodeSampleText {
  readonly path: string;
  readonly text: string;
}

/** One for each language whose structure is understood, TypeScript and Python aside, which are generated. */
export const CODE_SAMPLES: readonly CodeSampleText[] = [
  {
    path: "a.go",
    text: 'package store\n\nimport (\n\t"errors"\n\t"fmt"\n)\n\n// Store keeps entries.\ntype Store struct {\n\tpath string // where\n\tsize int\n}\n\nvar table = map[string]int{\n\t"one": 1,\n\t"two": 2,\n}\n\n// Get finds an entry; `}` is no brace.\nfunc (s *Store) Get(key string) (int, error) {\n\tif value, ok := table[key]; ok {\n\t\treturn value, nil\n\t}\n\tfmt.Println("missing }", `raw {`)\n\treturn 0, errors.New(\'x\')\n}\n',
  },
  {
    path: "a.rs",
    text: "use std::fmt;\n\n/// Keeps entries.\n#[derive(Debug, Clone)]\npub struct Store<'a> {\n    path: &'a str,\n    size: usize,\n}\n\nimpl<'a> Store<'a> {\n    /// Makes one.\n    pub fn new(path: &'a str) -> Self {\n        let size = path.len();\n        let text = r#\"raw } \" text\"#;\n        println!(\"{} {}\", text, '}');\n        Store { path, size }\n    }\n}\n\npub enum Kind {\n    Small,\n    Large(u32),\n}\n",
  },
  {
    path: "A.java",
    text: "package a.b;\n\nimport java.util.List;\n\n/** Keeps entries. */\npublic class Store<T> extends Base implements Iterable<T> {\n    private final int size = 3;\n\n    /** Finds one. */\n    @Override\n    public T get(String key, int... more) throws Missing {\n        if (key.equals(\"}\")) {\n            return null;\n        }\n        for (char c : key.toCharArray()) {\n            check(c, '{');\n        }\n        return this.find(key);\n    }\n\n    enum Kind { SMALL, LARGE }\n}\n",
  },
  {
    path: "A.cs",
    text: 'using System;\n\nnamespace A.B\n{\n    /// <summary>Keeps entries.</summary>\n    public class Store<T> : Base where T : class\n    {\n        public int Size { get; set; } = 3;\n\n        public async Task<T> Get(string key, int more = 2)\n        {\n            var text = @"raw "" }";\n            await Find($"{key} {{");\n            return default;\n        }\n    }\n}\n',
  },
  {
    path: "a.c",
    text: "#include <stdio.h>\n#define LEAST 3\n\n/* Keeps entries. */\nstruct store {\n\tconst char *path;\n\tint size;\n};\n\nstatic const int table[] = {\n\t1, 2,\n\t3,\n};\n\nint store_get(struct store *s, const char *key)\n{\n\tif (s->size > LEAST) {\n\t\tprintf(\"} %s\", key);\n\t\treturn '{';\n\t}\n\treturn table[0];\n}\n",
  },
  {
    path: "a.cpp",
    text: '#include <string>\nnamespace a {\n/// Keeps entries.\ntemplate <typename T>\nclass Store : public Base<T> {\n public:\n  explicit Store(const std::string& path) : path_(path) {\n    open(path_);\n    auto raw = R"(})";\n  }\n  virtual T get(int key) const = 0;\n\n private:\n  std::string path_;\n};\n\ntemplate <typename T>\nvoid fill(Store<T>& store) {\n  for (auto& one : store) {\n    one = [](int x) { return x + 1; }(2);\n  }\n}\n}  // namespace a\n',
  },
  {
    path: "a.php",
    text: "<?php\nnamespace A\\B;\n\nuse C\\D;\n\n/** Keeps entries. */\nfinal class Store extends Base implements Countable\n{\n    private const LEAST = 3;\n    public ?string $path = null;\n\n    public function get(string $key, int ...$more): ?array\n    {\n        $text = \"a {$key} }\";\n        foreach ($more as $one) {\n            echo '}' . $one;\n        }\n        return null;\n    }\n}\n\nfunction load(array $a = []) {\n    return <<<EOT\n    function no() {\nEOT;\n}\n",
  },
  {
    path: "a.css",
    text: '/* The page. */\n@media (max-width: 600px) {\n  .store, #list > li:not(.a) {\n    color: red;\n    background: url("a}.png");\n    margin: 0 auto;\n  }\n}\n\n:root {\n  --least: 3px;\n  --most: calc(100% - 2px);\n}\n',
  },
  {
    path: "a.swift",
    text: 'import Foundation\n\n/// Keeps entries.\npublic final class Store<T>: Base where T: Hashable {\n    let path: String\n    private(set) var size = 3\n\n    init(path: String) {\n        self.path = path\n        print("\\(path) }")\n        super.init()\n    }\n\n    func get(_ key: String, more: Int = 2) throws -> T? {\n        guard let found = find(key) else {\n            return nil\n        }\n        return found\n    }\n}\n\nenum Kind {\n    case small, large\n}\n',
  },
  {
    path: "a.dart",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Dart expands it
    text: "import 'dart:io';\n\n/// Keeps entries.\nclass Store<T> extends Base with Mixed implements Other {\n  final String path;\n  int size = 3;\n\n  Store(this.path, {required this.size});\n\n  Future<T?> get(String key, [int more = 2]) async {\n    final text = 'a ${key} }';\n    if (text.isEmpty) {\n      return null;\n    }\n    return find(key);\n  }\n}\n\nenum Kind { small, large }\n",
  },
  {
    path: "a.rb",
    text: 'require "set"\n\n# Keeps entries.\nmodule A\n  class Store < Base\n    include Enumerable\n    attr_reader :path, :size\n    LEAST = %w[\n      end def\n    ].freeze\n\n    # Finds one.\n    def get(key, *more, least: 3, **rest, &block)\n      return if key =~ /end "#{key}/\n      text = <<~TEXT\n        def no\n      TEXT\n      more.each do |one|\n        puts "#{one ? "}" : text}"\n      end\n    end\n\n    class << self\n      def open(path) = new(path)\n    end\n  end\nend\n\ndescribe "Store" do\n  it "opens" do\n    expect(1).to eq 1\n    puts 2\n  end\nend\n',
  },
  {
    path: "a.sh",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Bash expands it
    text: '#!/bin/bash\n# Keeps entries.\nset -eu\nexport LEAST=3\nLIST=(\n  one # first\n  two\n)\nalias ll="ls -l"\ntrap \'rm -f "$file"\' EXIT\n\n# Finds one.\nfind_one() {\n  local key="$1"\n  cat <<EOF\nfunction no() {\nEOF\n  case "$key" in\n    a|b) echo "$(case x in x) echo ")";; esac)" ;;\n    *) return 1 ;;\n  esac\n}\n\ncase "${1:-}" in\n  start)\n    find_one a\n    echo started\n    ;;\n  *) echo "}" ;;\nesac\nif [ -n "$LEAST" ]; then\n  other() { echo 1; }\nfi\n',
  },
  {
    path: "a.ps1",
    text: '<# Keeps entries. #>\nparam(\n  [string]$Path = "a"\n)\n$Table = @{\n  one = 1\n  two = 2\n}\n\n# Finds one.\nfunction Get-One {\n  [CmdletBinding()]\n  param(\n    [Parameter(Mandatory)]\n    [string]$Key\n  )\n  $text = @"\nfunction no {\n"@\n  Write-Output "$($Table[$Key]) } $text"\n}\n\nclass Store : Base {\n  [string]$Path\n  [int] Size([int]$least) {\n    $this.Open()\n    return 3\n  }\n}\n\nenum Kind {\n  Small\n  Large\n}\n',
  },
  {
    path: "a.sol",
    text: 'pragma solidity ^0.8.0;\n\n/// Keeps entries.\ncontract Store is Base {\n    uint256 public size = 3;\n    mapping(address => uint256) balances;\n    event Found(address indexed who, uint256 what);\n\n    modifier only(address who) {\n        require(msg.sender == who, "}");\n        _;\n    }\n\n    function get(uint256 key) external view only(owner) returns (uint256) {\n        if (key > size) {\n            revert("no {");\n        }\n        return balances[msg.sender];\n    }\n}\n',
  },
];
