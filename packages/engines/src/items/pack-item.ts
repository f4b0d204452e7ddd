import type { ContentKind, PackOptions, PackResult } from "@tokenpak/core";
import type { ItemReference } from "./reference.ts";

/** One content of a session, for example the result of a tool. */
export interface PackItem {
  readonly content: string;
  /**
   * What the item is called where a later one points to it: something that the reader of the outputs can find, such as the id
   * of a tool call, a path or a command. Short: markers repeat it. The name of a file without its folders costs no more than the
   * default, which leaves the reader to count; a whole path or an id takes about a point from what is saved. Put on one line of at
   * most 80 characters; `(2)` is put behind a name that an earlier item has. Default `item 3`, after its place in the list, from 1.
   */
  readonly name?: string | undefined;
  /** Path of the content, a hint for detection. */
  readonly path?: string | undefined;
  /** Command that printed the content, a hint for detection. */
  readonly command?: string | undefined;
  /** Skip detection. */
  readonly kind?: ContentKind | undefined;
}

/**
 * How to pack items. There is no limit in tokens: it would say nothing of the whole; and no `bare`, as only a valid envelope makes a
 * reference genuine.
 */
export interface PackItemsOptions
  extends Pick<PackOptions, "counter" | "facts" | "preserve" | "query" | "store"> {
  /**
   * The weakest grade that is acceptable. Default `value-exact`: an agent goes on working with these texts, so nothing is left out
   * unless it is asked for.
   */
  readonly floor?: PackOptions["floor"];
}

/** One packed item. */
export interface PackedItem extends PackResult {
  /** What later items call it. */
  readonly name: string;
  /** Its lines that stand in earlier items, or further up in its own text, in order; empty where its text has none. */
  readonly references: readonly ItemReference[];
}
