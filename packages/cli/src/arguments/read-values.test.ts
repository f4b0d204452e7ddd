import { isTokenPakError } from "@tokenpak/core";
import type { ArgsDef } from "citty";
import { describe, expect, it } from "vitest";
import type { ZodMiniType } from "zod/mini";
import { readValues } from "./read-values.ts";
import { compressValues, expandValues, searchValues } from "./values.ts";

const args = { query: { type: "positional", description: "A query" } } as const satisfies ArgsDef;

function refusal(schema: ZodMiniType, given: Readonly<Record<string, unknown>>): string {
  try {
    readValues(given, { schema, args });
  } catch (error) {
    if (isTokenPakError(error, "WRONG_USE")) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

const limit = (text: string) => ({ preserve: [], "max-tokens": text });

describe("readValues", () => {
  it("gives switches always, other values only where they stand, and drops what citty adds", () => {
    const given = { _: ["a.md"], file: "a.md", preserve: ["x"], maxTokens: "7", "max-tokens": "7" };
    expect(readValues(given, { schema: compressValues, args })).toEqual({
      file: "a.md",
      preserve: ["x"],
      "max-tokens": 7,
      json: false,
      bare: false,
    });
  });

  it("takes integers from the least on, and nothing that only looks like one", () => {
    for (const [text, number] of [
      ["1", 1],
      ["+7", 7],
      ["007", 7],
      ["9007199254740991", 9007199254740991],
    ] as const) {
      const values = readValues(limit(text), { schema: compressValues, args });
      expect(values["max-tokens"]).toBe(number);
    }
    const wrong = [
      "0",
      "-5",
      "1.5",
      "abc",
      "",
      "1e3",
      " 7",
      "0x10",
      "9007199254740992",
      "9".repeat(99),
    ];
    for (const text of wrong) {
      expect(refusal(compressValues, limit(text))).toBe(
        `--max-tokens must be an integer, at least 1, not ${JSON.stringify(text)}.`,
      );
    }
  });

  it("takes no more hits than 1000", () => {
    const asked = (text: string) => ({ query: "x", "top-k": text });
    expect(readValues(asked("1000"), { schema: searchValues, args })["top-k"]).toBe(1000);
    for (const text of ["0", "1001", "x"]) {
      expect(refusal(searchValues, asked(text))).toBe(
        `--top-k must be an integer from 1 to 1000, not "${text}".`,
      );
    }
  });

  it("takes one of the options, and suggests the nearest", () => {
    const given = { preserve: [], floor: "extractive", kind: "json" };
    expect(readValues(given, { schema: compressValues, args })).toMatchObject({
      floor: "extractive",
      kind: "json",
    });
    expect(refusal(compressValues, { ...given, kind: "jsno" })).toMatch(
      /^--kind must be one of json, .*, text, not "jsno"\. Did you mean json\?$/,
    );
    expect(refusal(compressValues, { ...given, floor: "none at all" })).toMatch(
      /^--floor must be one of byte-exact, .*, not "none at all"\.$/,
    );
  });

  it("takes a line or a range of lines", () => {
    const lines = (text: string) =>
      readValues({ ref: "tp:00", lines: text }, { schema: expandValues, args }).lines;
    expect([lines("7"), lines("7-9"), lines("7-7")]).toEqual([
      [7, 7],
      [7, 9],
      [7, 7],
    ]);
    for (const text of ["0-2", "5-3", "x", "1-", "-3", "1-2-3", "", "1-2\n", "9".repeat(16)]) {
      expect(refusal(expandValues, { ref: "tp:00", lines: text })).toContain(
        "--lines must be a line or a range from 1, for example 7 or 120-455, not ",
      );
    }
  });

  it("names a positional argument in angle brackets", () => {
    expect(refusal(searchValues, { query: 7 })).toMatch(/^<query> .*, not 7\.$/);
  });
});
