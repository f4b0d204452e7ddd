import type { Command, Example } from "./command.ts";

interface GroupParts<Name extends string> {
  readonly meta: Command["meta"];
  /** By the word that calls them. Each is named with the group: `budget set`. */
  readonly actions: Readonly<Record<Name, Command>>;
  /** Which one is meant where none is named. */
  readonly otherwise: NoInfer<Name>;
  readonly examples: readonly Example[];
}

/** A command of several: `tokenpak budget set`. By itself it takes the flags of one of them, and does what that does. */
export function defineCommandGroup<Name extends string>(parts: GroupParts<Name>): Command {
  const { meta, actions, otherwise, examples } = parts;
  return { ...(actions[otherwise] as Command), meta, actions, otherwise, examples };
}
