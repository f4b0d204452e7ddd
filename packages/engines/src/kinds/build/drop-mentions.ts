import type { Fates } from "./decide-fates.ts";
import { type Entry, entriesOf } from "./entries-of.ts";
import { accountNames, mentionedName } from "./failing-names.ts";
import type { BuildLines } from "./read-build-lines.ts";

/** A failing test's own account has at least so many lines; a mention has its name and perhaps what went wrong. */
const LEAST_LINES = 3;

interface Mention extends Entry {
  readonly name: string;
}

/**
 * Failing tests that are named among the passing ones go from `shown` where their own account names them too, and accounts go
 * where the same account stands again further down.
 */
export function dropMentions({ bodies }: BuildLines, fates: Fates, shown: Uint8Array): void {
  const { mentions, named, accounts } = readAccounts(bodies, fates, shown);
  const wanted = new Map<string, number>();
  for (const { name } of mentions) wanted.set(name, (wanted.get(name) ?? 0) + 1);
  for (const mention of mentions) {
    const { name, head, members } = mention;
    const isTold =
      members.length >= LEAST_LINES
        ? (accounts.get(textOf(mention, bodies)) as number) > head
        : isBrief(mention, bodies) && (named.get(name) ?? 0) >= (wanted.get(name) as number);
    if (isTold) for (const at of members) shown[at] = 0;
  }
}

interface Accounts {
  readonly mentions: readonly Mention[];
  /** How many accounts give a name to a test. */
  readonly named: ReadonlyMap<string, number>;
  /** Where the last account of the same words begins. */
  readonly accounts: ReadonlyMap<string, number>;
}

function readAccounts(bodies: readonly string[], fates: Fates, shown: Uint8Array): Accounts {
  const mentions: Mention[] = [];
  const named = new Map<string, number>();
  const accounts = new Map<string, number>();
  for (const entry of entriesOf(fates, shown)) {
    const shape = fates.shapes[entry.head];
    if (shape !== "failure" && shape !== "mention") continue;
    const isAccount = entry.members.length >= LEAST_LINES;
    if (isAccount) accounts.set(textOf(entry, bodies), entry.head);
    if (isAccount || shape === "failure") countNames(entry, { bodies, named });
    const name = shape === "mention" ? mentionedName(bodies[entry.head] as string) : undefined;
    if (name !== undefined) mentions.push({ ...entry, name });
  }
  return { mentions, named, accounts };
}

/** An account without indentation. */
function textOf({ members }: Entry, bodies: readonly string[]): string {
  return members.map((at) => bodies[at]?.trim()).join("\n");
}

/** Whether a mention says nothing but the name and, behind an arrow, what its account says too. */
function isBrief({ members }: Entry, bodies: readonly string[]): boolean {
  const [, second] = members;
  return second === undefined || /^\s*→ /.test(bodies[second] as string);
}

function countNames(
  { members }: Entry,
  { bodies, named }: { readonly bodies: readonly string[]; readonly named: Map<string, number> },
): void {
  const lines = members.slice(0, LEAST_LINES).map((at) => bodies[at] as string);
  for (const name of new Set(lines.flatMap((line) => accountNames(line)))) {
    named.set(name, (named.get(name) ?? 0) + 1);
  }
}
