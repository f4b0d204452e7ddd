import { execFileSync } from "node:child_process";
import type { CodeFacts } from "./code-facts.ts";

/** Reads Python files with Python's own `ast`, all in one process. Throws where python3 is missing. */
export function pythonFacts(texts: readonly string[]): readonly CodeFacts[] {
  const output = execFileSync("python3", ["-W", "ignore", "-c", PROGRAM], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
  });
  const read = JSON.parse(output) as readonly PythonFacts[];
  return read.map(({ parses, ...facts }) => ({ ...facts, problems: parses ? [] : ["syntax"] }));
}

interface PythonFacts extends Omit<CodeFacts, "problems"> {
  readonly parses: boolean;
}

const PROGRAM = `
import ast, json, sys

def signature(node):
    marks = ["@" + ast.unparse(d) for d in node.decorator_list]
    if isinstance(node, ast.ClassDef):
        heads = [ast.unparse(b) for b in node.bases] + [str(k.arg) + "=" + ast.unparse(k.value) for k in node.keywords]
        return " ".join(marks + ["class", node.name, "(" + ", ".join(heads) + ")"])
    returns = "" if node.returns is None else " -> " + ast.unparse(node.returns)
    return " ".join(marks + [type(node).__name__, node.name, "(" + ast.unparse(node.args) + ")" + returns])

def blocks(node):
    for field in ("body", "orelse", "finalbody"):
        yield from getattr(node, field, [])
    for inner in getattr(node, "handlers", []) + getattr(node, "cases", []):
        yield from inner.body

def read(body, path, found, direct):
    for node in body:
        into = found["members"] if path else found["signatures"]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            into.append(path + signature(node))
            if not path:
                found["names"].append(type(node).__name__ + " " + node.name)
            if isinstance(node, ast.ClassDef):
                read(node.body, path + node.name + ".", found, True)
        elif isinstance(node, ast.AnnAssign) and direct:
            into.append(path + ast.unparse(node.target) + ": " + ast.unparse(node.annotation))
        elif isinstance(node, ast.Assign) and direct:
            into.append(path + " = ".join(ast.unparse(t) for t in node.targets))
        elif not isinstance(node, ast.stmt):
            continue
        else:
            read(blocks(node), path, found, False)

def facts(text):
    found = {"parses": True, "names": [], "signatures": [], "members": []}
    try:
        read(ast.parse(text).body, "", found, True)
    except (SyntaxError, ValueError, RecursionError):
        found["parses"] = False
    return found

sys.setrecursionlimit(5000)
json.dump([facts(t) for t in json.loads(sys.stdin.buffer.read().decode("utf8", "surrogatepass"))], sys.stdout)
`;
