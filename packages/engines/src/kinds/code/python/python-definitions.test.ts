import { describe, expect, it } from "vitest";
import { pythonDefinitions } from "./python-definitions.ts";
import { scanPython } from "./scan-python.ts";

function definitions(text: string): readonly string[] {
  const scan = scanPython(text);
  if ("problem" in scan) throw new Error(scan.problem);
  return pythonDefinitions(scan.lines);
}

describe("pythonDefinitions", () => {
  it("lists functions and classes with decorators and the whole signature", () => {
    const text = `@cache
@route("/", methods=["GET"])  # a comment
async def load(
    path: str, *args, key=lambda x: {1: x}, text=":",
) -> dict[str, int]:
    local = 1
    def inner(): pass
class A(B, metaclass=C): pass
def one(): return {1: 2}
def generic[T: int](x: T) -> T: ...`;
    expect(definitions(text)).toEqual([
      '@ cache @ route ( "/" , methods = [ "GET" ] ) async def load ( path : str , * args , key = lambda x : { 1 : x } , text = ":" , ) -> dict [ str , int ]',
      "class A ( B , metaclass = C )",
      "def one ( )",
      "def generic [ T : int ] ( x : T ) -> T",
    ]);
  });

  it("lists assignments and annotations of modules and classes, not those in functions and conditionals", () => {
    const text = `A: int = 1
b = c = {"d": 1}
b["e"] = 2
f += 1
if A == 1:
    g = 2
class H:
    """Doc."""
    i: str
    j = field(default=k)
    def l(self):
        self.m = 1
    n = \\
        2
try: r = s
except E: r = None
type O[P] = list[P]
match = 1
print(q := 2)`;
    expect(definitions(text)).toEqual([
      "A : int",
      "b",
      'b [ "e" ]',
      "class H",
      "H > i : str",
      "H > j",
      "H > def l ( self )",
      "H > n",
      "type O [ P ] = list [ P ]",
      "match",
    ]);
  });

  it("lists functions and classes in compound statements at any depth", () => {
    const text = `if a:
\tdef b(): pass
\ttry:
\t\timport c
\texcept E:
\t\tclass D: pass
else:
    for x in y:
        async def z():
            pass
match w:
    case 1:
        def v(): pass
`;
    expect(definitions(text)).toEqual(["def b ( )", "class D", "async def z ( )", "def v ( )"]);
  });

  it("reads strings of every kind and lines that go on as one", () => {
    const text = `a = """
def not_one():
    '''"""; b = rb'\\'' 'c' "d\\
e"
f = (1,
def_ := 2,
    )
g = f"{x['y']!r:>{z}}"
`;
    expect(definitions(text)).toEqual(["a", "f", "g"]);
  });
});
