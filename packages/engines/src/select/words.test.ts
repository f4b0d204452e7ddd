import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsOf } from "./words.ts";

describe("wordsOf", () => {
  it.each([
    ["maxTokens", ["maxtoken", "max", "token"]],
    ["read_file_sync", ["read_file_sync", "read", "file", "sync"]],
    ["HTTPServer", ["httpserver", "http", "server"]],
    ["Connections failed, retrying", ["connection", "fail", "retry"]],
    ["日本語", ["日本", "本語"]],
    ["Größe naïve", ["grosse", "naive"]],
    ["v2.0.1", ["v2", "0", "1"]],
  ])("of %j are %j", (text, words) => expect(wordsOf(text)).toEqual(words));

  it("are lower-case, never empty, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const word of wordsOf(text)) {
          expect(word).not.toBe("");
          expect(word).toBe(word.toLowerCase());
        }
      }),
    );
  });
});
