import { describe, expect, it } from "vitest";
import { printable, printableJson, printableText } from "./printable.ts";

describe("printable", () => {
  it("leaves nothing that steers a terminal or turns a line around", () => {
    expect(printable("a\u001b[31mb\u009b0mc\u0007\r\n")).toBe("a?[31mb?0mc???");
    expect(printable("x\u202egnp.exe\u2028\u2066y\ufeff\u200b")).toBe("x?gnp.exe??y??");
    expect(printable("a\tb 日本語 👩\u200d👩")).toBe("a  b 日本語 👩\u200d👩");
  });
});

describe("printableText", () => {
  it("keeps lines and tabs", () => {
    expect(printableText("a,\tb\r\n\u001b[31mc\n")).toBe("a,\tb\r\n?[31mc\n");
  });
});

describe("printableJson", () => {
  it("says the same in characters that steer nothing", () => {
    const value = { name: 'a\u001b[31m\u009b\u202e"\u2028é🤖' };
    const text = printableJson(value);
    expect(text).toBe('{"name":"a\\u001b[31m\\u009b\\u202e\\"\\u2028é🤖"}');
    expect(JSON.parse(text)).toEqual(value);
  });
});
