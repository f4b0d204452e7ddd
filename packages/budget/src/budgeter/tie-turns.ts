import type { Turn } from "./turn.ts";

/**
 * Which turns stay or go together, the group with the newest turn first, the turns of each in their order. Turns that share the id of a
 * call are together; a tool's turn that shares none with an earlier one is with the turn before it, when it follows one that may have
 * called: the user calls no tools. Near-linear.
 */
export function tieTurns(turns: readonly Turn[]): number[][] {
  const parents = turns.map((_, index) => index);
  const firstWith = new Map<string, number>();
  let mayHaveCalled = false;
  turns.forEach(({ role, callIds }, index) => {
    let tied = false;
    for (const id of callIds) {
      const first = firstWith.get(id);
      if (first === undefined) firstWith.set(id, index);
      else if (first !== index) {
        tied = true;
        join(parents, first, index);
      }
    }
    if (role !== "tool") mayHaveCalled = role !== "user";
    else if (!tied && mayHaveCalled) join(parents, index - 1, index);
  });
  return groupsOf(parents);
}

/**
 * The turn that a model must see: the newest of the user's. Where no turn says whose it is, the newest; where all that say it are of
 * others, none.
 */
export function newestUserTurn(turns: readonly Turn[]): number | undefined {
  const newest = turns.findLastIndex(({ role }) => role === "user");
  if (newest >= 0) return newest;
  return turns.some(({ role }) => role !== undefined) || turns.length === 0
    ? undefined
    : turns.length - 1;
}

function groupsOf(parents: number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (let index = parents.length - 1; index >= 0; index--) {
    const root = rootOf(parents, index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [index]);
    else group.push(index);
  }
  return [...groups.values()].map((group) => group.reverse());
}

/** The older root wins, so that the order in which turns are joined plays no part. */
function join(parents: number[], one: number, other: number): void {
  const [first, second] = [rootOf(parents, one), rootOf(parents, other)];
  parents[Math.max(first, second)] = Math.min(first, second);
}

function rootOf(parents: number[], index: number): number {
  let at = index;
  for (;;) {
    const parent = parents[at] as number;
    if (parent === at) return at;
    const above = parents[parent] as number;
    parents[at] = above;
    at = above;
  }
}
