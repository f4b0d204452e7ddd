/**
 * Options that make ctags read files as a language. Swift, Dart and Solidity, which ctags does not know, are read line by line
 * with patterns: definitions that no local can look like.
 */
export function ctagsLanguageOptions(language: string): readonly string[] {
  const patterns = PATTERNS[language];
  if (patterns === undefined) return [`--language-force=${language}`];
  return [
    `--langdef=${language}`,
    ...patterns.map(([kind, pattern, group]) => {
      const letter = LETTERS[kind] ?? "d";
      return `--regex-${language}=%${pattern}%${group}%${letter},${kind}%`;
    }),
    `--language-force=${language}`,
  ];
}

/** Kind, extended regular expression, and the name's group in it. */
type TagPattern = readonly [kind: string, pattern: string, name: string];

const LETTERS: Readonly<Record<string, string>> = { field: "v", routine: "r", type: "t" };

const NAME = "([A-Za-z_][A-Za-z0-9_]*)";
const SWIFT_MARK = "((@[A-Za-z]+|[a-z]+(\\([a-z]+\\))?)[ \\t]+)";
const SWIFT_ACCESS = "(public|private|internal|fileprivate|open|static|override)";
const DART_TYPE = "[A-Za-z_][A-Za-z0-9_.]*(<[A-Za-z0-9_, <>?]*>)?\\??";

const PATTERNS: Readonly<Record<string, readonly TagPattern[]>> = {
  Swift: [
    ["type", `^${SWIFT_MARK}*(class|struct|enum|protocol|extension|actor)[ \\t]+${NAME}`, "\\5"],
    ["routine", `^(\\t|  |    )?${SWIFT_MARK}*func[ \\t]+${NAME}`, "\\5"],
    ["routine", `^(\\t|  |    )${SWIFT_MARK}*(init)[?!]?[(<]`, "\\5"],
    ["field", `^[ \\t]*${SWIFT_ACCESS}[ \\t]+${SWIFT_MARK}*(var|let)[ \\t]+${NAME}`, "\\6"],
    ["type", `^[ \\t]*${SWIFT_ACCESS}[ \\t]+(typealias|associatedtype)[ \\t]+${NAME}`, "\\3"],
  ],
  Dart: [
    ["type", `^(abstract |sealed |base |final |interface )*(class|mixin|enum) ${NAME}`, "\\3"],
    ["type", `^extension ${NAME}`, "\\1"],
    ["type", `^typedef ${NAME}`, "\\1"],
    ["routine", `^${DART_TYPE} ${NAME}\\([^;]*\\{$`, "\\2"],
    [
      "routine",
      `^  (static )?${DART_TYPE} ((get|set) )?${NAME}(\\([^;]*\\))?( async)? (\\{|=>)`,
      "\\5",
    ],
    ["field", `^  static (const |final )?(${DART_TYPE} )?${NAME} =`, "\\4"],
  ],
  Solidity: [
    ["type", `^(abstract )?(contract|interface|library) ${NAME}`, "\\3"],
    ["type", `^[ \\t]*(struct|enum|event|error) ${NAME}`, "\\2"],
    ["routine", `^[ \\t]*(function|modifier) ${NAME}`, "\\2"],
    ["routine", "^[ \\t]*(constructor|receive|fallback)[ \\t]*\\(", "\\1"],
  ],
};
