import { findBlocks } from "./find-blocks.ts";
import type { TextRange } from "./split-text.ts";
import { type TurnRole, turnOfText } from "./turn.ts";

/**
 * The turns of a conversation in one text: its blocks. In a text that names the user and others too, a block that names nobody is of the
 * turn before it, so that no paragraph of one speaker is read as another's.
 */
export function findTurns(text: string): TextRange[] {
  const blocks = findBlocks(text);
  const roles = blocks.map(({ start, end }) => turnOfText(text.slice(start, end)).role);
  if (!isDialogue(roles)) return blocks;
  const firstNamed = roles.findIndex((role) => role !== undefined);
  const turns: TextRange[] = [];
  blocks.forEach((block, index) => {
    const before = turns.at(-1);
    if (roles[index] !== undefined || before === undefined || index < firstNamed) {
      turns.push(block);
    } else {
      const { start, lines } = before;
      turns[turns.length - 1] = { start, end: block.end, lines: [lines[0], block.lines[1]] };
    }
  });
  return turns;
}

function isDialogue(roles: readonly (TurnRole | undefined)[]): boolean {
  return roles.includes("user") && roles.some((role) => role === "assistant" || role === "tool");
}
