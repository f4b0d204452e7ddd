import { describe, expect, it } from "vitest";
import { keyText } from "./key-text.ts";

describe("keyText", () => {
  it.each(["id", "full name", "user.id", "größe", "名前", "ключ"])("writes %s bare", (key) => {
    expect(keyText(key)).toBe(key);
  });

  it.each([
    "",
    " a",
    "a ",
    "a:b",
    "a,b",
    "[0]",
    "a\nb",
    "-",
    "a\u2028b",
    "\u{1f600}",
    "\ufeff",
    "\ud800",
  ])("quotes %j", (key) => {
    expect(keyText(key)).toBe(JSON.stringify(key));
  });

  it("does not depend on the Unicode version: a letter of version 16 and a code point without a character", () => {
    expect(keyText("\u1c89")).toBe("\u1c89");
    expect(keyText("\u0378")).toBe("\u0378");
  });
});
