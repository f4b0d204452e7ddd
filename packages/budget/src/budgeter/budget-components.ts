import type { BucketName, BucketPriority } from "./budget-config.ts";

/** One item of a bucket. Whatever else it has comes back with it. */
export interface BudgetItem {
  /** What is counted, and shortened; of a chat message what will be sent of it, its calls of tools too. */
  readonly text: string;
  /** Finite; of two items the one with the lower score goes first. Default 0. Plays no part in `recent`, where the older goes first. */
  readonly score?: number | undefined;
  /** Never dropped nor shortened. Default `false`. */
  readonly pinned?: boolean | undefined;
  /**
   * Who speaks, in `recent`: `user` (or `human`), `assistant`, `tool`, ... Without it the item's text may say so: `User: ...`.
   * Calls of tools stay with their results: turns that share a `callId` (also `toolCallId`, `call_id`, `tool_call_id`, `tool_use_id`,
   * the ids in `tool_calls`, and those of `tool_use` and `tool_result` blocks in `content`), and a tool's turn whose call no
   * id tells with the turn before it, unless it follows the user's.
   */
  readonly role?: string | undefined;
}

/** One of `BUCKET_PRIORITIES`; of any other text `allocate` says which there are. Texts, since TypeScript reads those of a variable as such. */
export type ComponentPriority = BucketPriority | (string & Record<never, never>);

/** What goes into one bucket as one text. */
export interface TextComponent {
  /**
   * `state` is one whole. Elsewhere it is cut where lines are blank: into turns in `recent`, oldest first, and into blocks in the
   * others. `tools` may be a JSON array, or an object that has one in `tools` (as MCP's `tools/list` answers) or `functions`: it is cut into its
   * elements, and stays JSON.
   */
  readonly text: string;
  readonly items?: undefined;
  /** Instead of the configuration's. */
  readonly priority?: ComponentPriority | undefined;
  /** Not read; there so that the result of an allocation can be allocated again. */
  readonly tokens?: number | undefined;
}

/** What goes into one bucket in items: texts, or objects that have one. */
export interface ItemsComponent {
  /** In the order in which they shall stand; in `recent` oldest first. */
  readonly items: readonly (string | BudgetItem)[];
  readonly text?: undefined;
  /** Instead of the configuration's. */
  readonly priority?: ComponentPriority | undefined;
  /** Not read; there so that the result of an allocation can be allocated again. */
  readonly tokens?: number | undefined;
}

/** What goes into one bucket. */
export type BudgetComponent = TextComponent | ItemsComponent;

/** What shall be in a context, by bucket; any of them may be left out. */
export type BudgetComponents = {
  readonly [Name in BucketName]?: BudgetComponent | undefined;
};
