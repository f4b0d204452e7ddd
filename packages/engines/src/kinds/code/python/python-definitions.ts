import type { LogicalLine } from "./scan-python.ts";

/**
 * Lists what a Python file defines in its module and in classes, in order: functions and classes with decorators and whole
 * signature, also those in conditionals, `try` and the like; assignments that stand in the module or class itself with their
 * annotation, the value left out; type aliases. Not the inside of functions, nor imports.
 */
export function pythonDefinitions(lines: readonly LogicalLine[]): readonly string[] {
  const found: string[] = [];
  const scopes: Scope[] = [{ path: "", indent: -1, kind: "class" }];
  let decorators = "";
  for (const { indent, tokens } of lines) {
    while (indent <= innermost(scopes).indent) scopes.pop();
    const scope = innermost(scopes);
    if (scope.kind === "function") continue;
    if (tokens[0] === "@") {
      decorators += `${tokens.join(" ")} `;
      continue;
    }
    const definition = definitionOf(tokens);
    if (definition !== undefined) {
      found.push(`${scope.path}${decorators}${definition.signature}`);
      const path = `${scope.path.slice(-200)}${definition.name} > `;
      scopes.push({ path, indent, kind: definition.kind });
    } else readOther({ found, scopes }, indent, tokens);
    decorators = "";
  }
  return found;
}

/** A compound statement, whose functions and classes count, or an assignment. */
function readOther(
  { found, scopes }: { readonly found: string[]; readonly scopes: Scope[] },
  indent: number,
  tokens: readonly string[],
): void {
  const { kind, path } = innermost(scopes);
  const word = tokens[0] ?? "";
  // `match` and `case` may be names, too.
  if (COMPOUND.has(word) && !(SOFT.has(word) && firstOutside(tokens, "=") > 0)) {
    scopes.push({ path, indent, kind: "compound" });
    return;
  }
  const target = kind === "class" ? targetOf(tokens) : undefined;
  if (target !== undefined) found.push(`${path}${target}`);
}

interface Scope {
  readonly path: string;
  /** Deeper lines belong to it. */
  readonly indent: number;
  /** The module counts as a class; `compound` is a conditional, a loop, `try`, `with` or `match`. */
  readonly kind: "class" | "function" | "compound";
}

function innermost(scopes: readonly Scope[]): Scope {
  return scopes.at(-1) as Scope;
}

const SOFT: ReadonlySet<string> = new Set(["case", "match"]);

const COMPOUND: ReadonlySet<string> = new Set(
  "async case elif else except finally for if match try while with".split(" "),
);

interface PythonDefinition {
  readonly kind: "class" | "function";
  readonly name: string;
  readonly signature: string;
}

function definitionOf(tokens: readonly string[]): PythonDefinition | undefined {
  const at = tokens[0] === "async" ? 1 : 0;
  const word = tokens[at];
  if (word !== "def" && !(word === "class" && at === 0)) return undefined;
  const end = firstOutside(tokens, ":");
  return {
    kind: word === "def" ? "function" : "class",
    name: tokens[at + 1] ?? "",
    signature: tokens.slice(0, end < 0 ? tokens.length : end).join(" "),
  };
}

/** Target and annotation of an assignment, or a whole type alias. */
function targetOf(tokens: readonly string[]): string | undefined {
  if (tokens[0] === "type" && /^[A-Za-z_]/.test(tokens[1] ?? "")) return tokens.join(" ");
  const equals = firstOutside(tokens, "=");
  if (equals > 0) return tokens.slice(0, equals).join(" ");
  const colon = firstOutside(tokens, ":");
  return colon > 0 && tokens[0] !== "lambda" ? tokens.join(" ") : undefined;
}

/** Index of the first such token outside brackets, -1 where there is none. */
function firstOutside(tokens: readonly string[], wanted: string): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && token === wanted) return index;
    if (token === "(" || token === "[" || token === "{") depth++;
    else if (token === ")" || token === "]" || token === "}") depth--;
  }
  return -1;
}
