import { describe, expect, it } from "vitest";
import { readmeExample, readmeInstalls } from "./readme-example.ts";

describe("readmeExample", () => {
  it("takes the first js block and the text block behind it", () => {
    const readme =
      "# A\n```sh\nnpm i a\n```\n```js\nconsole.log(1);\n```\nprints\n```text\n1\n```\n";
    expect(readmeExample(readme)).toEqual({ code: "console.log(1);\n", output: "1\n" });
  });

  it("expects no output where no text block follows", () => {
    expect(readmeExample("```js\n1;\n```\n```sh\nls\n```\n").output).toBeUndefined();
  });

  it("refuses a README without an example", () => {
    expect(() => readmeExample("# A\n```sh\nnpm i a\n```\n")).toThrow(/no ```js or ```ts example/);
  });
});

describe("readmeInstalls", () => {
  it("reads the packages off the install line", () => {
    expect(readmeInstalls("```sh\nnpm install @a/b c   # compiles\n```\n")).toEqual(["@a/b", "c"]);
    expect(() => readmeInstalls("nothing")).toThrow(/npm install/);
  });
});
