import { describe, expect, it } from "vitest";
import { declaredNames } from "./declared-names.ts";

describe("declaredNames", () => {
  it.each([
    ["export async function loadAll() {", "loadAll"],
    ["export default class Registry extends Base {}", "Registry"],
    ["interface A {}\ntype Bee = 1;\nenum Sea {}", "Bee Sea"],
    ["export const LIMIT = 1;\n  const local = 2;", "LIMIT"],
    ["    async def fetch_page(self):", "fetch_page"],
    ["func (r *Reader) Next() error {", "Next"],
    ["pub fn parse<T>(x: T) {}\nimpl Display for Foo {}", "parse Display"],
    ["## Install it\ntext\n#nothing", "Install it"],
    ["export {\n  type Foo,\n  type Bar as Baz,\n  type Last\n} from './a';", ""],
    ["import { type Foo, bar } from './a';", ""],
    ["type Foo<A, B> = { a: A }\nclass Bee{}\nstruct Sea\n{", "Foo Bee Sea"],
    ["no declarations at all", ""],
  ])("%s", (text, names) => {
    expect(declaredNames(text)).toBe(names);
  });

  it("reads a megabyte of one thing as fast as of any other", () => {
    for (const piece of [
      "class ",
      "func (",
      "# ",
      "const a",
      "\t",
      "function\t",
      "type a ",
      "type a\n",
    ]) {
      expect(declaredNames(piece.repeat(150_000)).length).toBeLessThan(1_500_000);
    }
  });
});
