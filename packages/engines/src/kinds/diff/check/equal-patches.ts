import { isColoured, plainPatch } from "../plain-patch.ts";
import type { Change } from "./changes.ts";
import { readChanges } from "./read-changes.ts";

/**
 * Whether two patches do the same: the same files with the same names, modes and hashes of binaries, the same hunks at the same
 * places with the same lines, and the same lines around them. Hashes of text files, times, and what git found above a hunk may be
 * missing on the right, which nothing that applies a patch needs.
 */
export function equalPatches(left: string, right: string): boolean {
  const source = readChanges(plainPatch(left), { folded: false });
  const decoded = readChanges(right, { folded: false });
  if (isColoured(right) && right !== left) return false;
  return (
    source.length === decoded.length &&
    source.every((change, index) => isEqual(change, decoded[index] as Change))
  );
}

function isEqual(left: Change, right: Change): boolean {
  if (left.type === "file") return right.type === "file" && left.identity === right.identity;
  if (left.type === "hunk") {
    if (right.type !== "hunk" || left.met !== right.met) return false;
    const hasSection = right.section === "" || right.section === left.section;
    return left.old === right.old && left.next === right.next && hasSection;
  }
  if (right.type !== left.type || left.text !== right.text) return false;
  if (left.type !== "line" || right.type !== "line") return true;
  return left.old === right.old && left.next === right.next;
}
