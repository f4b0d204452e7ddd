import type { TokenCounter } from "@tokenpak/core";
import type { Ladder } from "../../ladder.ts";

/** A token is a word. */
export const WORDS: TokenCounter = {
  encoding: "words",
  exact: true,
  count: (text) => text.match(/\S+/g)?.length ?? 0,
};

/** The first words of a text, as many as fit. */
export const wordLadder: Ladder = (text, { maxTokens }) => [
  { text: (text.match(/\S+/g) ?? []).slice(0, maxTokens).join(" ") },
];
