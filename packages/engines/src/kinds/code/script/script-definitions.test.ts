import { describe, expect, it } from "vitest";
import { scanScript } from "./scan-script.ts";
import { scriptDefinitions } from "./script-definitions.ts";

function definitions(text: string, jsx = false): readonly string[] {
  const scan = scanScript(text, { jsx });
  if ("problem" in scan) throw new Error(scan.problem);
  return scriptDefinitions(scan.tokens);
}

describe("scriptDefinitions", () => {
  it("lists functions with the whole signature, overloads and modifiers included", () => {
    const text = `export async function load<T extends { a: string }>(
  path: string, // where
  { deep = { a: 1 } }: { deep?: object } = {},
): Promise<{ data: T }> { return { data } }
function pick(x: string): string
function pick(x: any): any {}
export default function* () {}
declare function later(): asserts x is { a: 1 };`;
    expect(definitions(text)).toEqual([
      "export async function load < T extends { a : string } > ( path : string , { deep = { a : 1 } } : { deep ? : object } = { } , ) : Promise < { data : T } >",
      "function pick ( x : string ) : string",
      "function pick ( x : any ) : any",
      "export default function * ( )",
      "declare function later ( ) : asserts x is { a : 1 }",
    ]);
  });

  it("lists classes and their members without bodies and initial values", () => {
    const text = `@Component({ selector: "x" }) export abstract class A<T = {}> extends mixin({ a: 1 }) implements B<{ c: 1 }> {
  @Input() name?: string = "a"
  #count = 0; static { run() }
  declare readonly other!: { deep: number }
  private async *items<K>(key: K): AsyncGenerator<{ k: K }> { yield { k: key } }
  get; set = 1
  get size(): number { return 1 }
  abstract area(): { value: number }
  [Symbol.iterator]() { return this }
  run = async <T,>(value: T): Promise<void> => { await value }
  plain = value => value + 1
}`;
    const path = "class A > ";
    expect(definitions(text)).toEqual([
      '@ Component ( { selector : "x" } ) export abstract class A < T = { } > extends mixin ( { a : 1 } ) implements B < { c : 1 } >',
      `${path}@ Input ( ) name ? : string`,
      `${path}#count`,
      `${path}declare readonly other ! : { deep : number }`,
      `${path}private async * items < K > ( key : K ) : AsyncGenerator < { k : K } >`,
      `${path}get`,
      `${path}set`,
      `${path}get size ( ) : number`,
      `${path}abstract area ( ) : { value : number }`,
      `${path}[ Symbol . iterator ] ( )`,
      `${path}run = async < T , > ( value : T ) : Promise < void > =>`,
      `${path}plain = value =>`,
    ]);
  });

  it("lists interfaces, type aliases, enums and namespaces", () => {
    const text = `interface A<T> extends B { /* no */ a: string; b(): void }
type C =
  | { d: 1 }
  | (() => void)
export const enum E { F = 1 }
declare module "x" { export const g: number }
namespace H.I { function j() {} }
declare global { interface Window {} }`;
    expect(definitions(text)).toEqual([
      "interface A < T > extends B { a : string ; b ( ) : void }",
      "type C = | { d : 1 } | ( ( ) => void )",
      "export const enum E { F = 1 }",
      'declare module "x"',
      'module "x" > export const g : number',
      "namespace H . I",
      "namespace H . I > function j ( )",
      "declare global",
      "global > interface Window { }",
    ]);
  });

  it("lists variables without initial values, functions among them with their signature", () => {
    const text = `export const a = 1, { b, c: [d] } = e, f = (g: string): void => { h() }, i = function (j) {}
let k: Map<string, () => void>, l = new Map<string, number>(), m = n < o, p = q > r
const required = require("required"), wrapped = __importDefault(require("x"))
var s
const t = async u => u`;
    expect(definitions(text)).toEqual([
      "export const a",
      "{ b , c : [ d ] }",
      "f = ( g : string ) : void =>",
      "i = function ( j )",
      "let k : Map < string , ( ) => void >",
      "l",
      "m",
      "p",
      "var s",
      "const t = async u =>",
    ]);
  });

  it("lists exports and assignments, not imports and other statements", () => {
    const text = `import x, { y } from "z"
import "side-effect"
export { a, b as c } from "d"
export * as e from "f"
export default { g: 1 }
exports.h = function (i) { return i }
J.prototype.k = l = 1
module.exports = m => m
if (n) o = 1
else { p = 2 }
for (const q of r) { s() }
t()
;[u] = v
class W {}`;
    expect(definitions(text)).toEqual([
      'export { a , b as c } from "d"',
      'export * as e from "f"',
      "export default",
      "exports . h = function ( i )",
      "J . prototype . k",
      "module . exports = m =>",
      "[ u ]",
      "class W",
    ]);
  });

  it("reads JSX, templates and regular expressions as what they are", () => {
    const text = `const a = <p title='}'>it's {b ? <i>{"{"}</i> : null} </p>;
const c = \`\${[\`}\`].map((d) => { return /[}/]/ })}\`;
const e = f / g, h = i++ / 2, j = (k) / l;
function m() { if (n) /}/.test(o); }
const p = <T extends object>(q: T) => <Row<T> {...q} on={() => { r() }} />;
const s = 1 << 2, t = u < v;
const w = <X = string,>(y: X) => <Y.Z>{y}</Y.Z>;`;
    expect(definitions(text, true)).toEqual([
      "const a",
      "const c",
      "const e",
      "h",
      "j",
      "function m ( )",
      "const p = < T extends object > ( q : T ) =>",
      "const s",
      "t",
      "const w = < X = string , > ( y : X ) =>",
    ]);
  });

  it("ends a statement of nothing but words at its line", () => {
    expect(definitions("one\ntwo\nthree = 3\n")).toEqual(["three"]);
  });

  it("reads each token a bounded number of times, whatever does not end", () => {
    const hostile = [
      "# a\n",
      "word\n",
      "a = (b): c\n",
      "a = (b): c,\n",
      "let a = (b) : c\n",
      "a < b\n",
      "@a\n",
    ];
    for (const line of hostile) {
      const [few, many] = [readsOf(line.repeat(300)), readsOf(line.repeat(1200))];
      expect(many, line).toBeLessThan(5 * few);
    }
  });
});

/** How many token texts are read while definitions are listed. */
function readsOf(text: string): number {
  const scan = scanScript(text, { jsx: false });
  if ("problem" in scan) throw new Error(scan.problem);
  let reads = 0;
  const texts = new Proxy(scan.tokens.texts, {
    get(target, key) {
      reads++;
      return Reflect.get(target, key);
    },
  });
  const { length, kinds, breaks, partners, comments } = scan.tokens;
  scriptDefinitions({ length, texts, kinds, breaks, partners, comments });
  return reads;
}
