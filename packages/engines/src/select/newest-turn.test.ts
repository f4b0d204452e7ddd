import { describe, expect, it } from "vitest";
import { newestTurnStart } from "./newest-turn.ts";

describe("newestTurnStart", () => {
  it("is where the last user's turn begins", () => {
    const chat = "User: a\nAssistant: b\nUser: c\nmore of it\n";
    expect(newestTurnStart(chat)).toBe(chat.indexOf("User: c"));
  });

  it("goes back to the user when the assistant spoke last", () => {
    const chat = "### Human: a\n### Assistant: b\n### Human: c\n### Assistant: d";
    expect(newestTurnStart(chat)).toBe(chat.indexOf("### Human: c"));
  });

  it.each(["", "User: only one", "a text about a user: nothing else", "no turns\nat all"])(
    "finds no chat in %j",
    (text) => {
      expect(newestTurnStart(text)).toBeUndefined();
    },
  );
});
