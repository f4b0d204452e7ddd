import { type PackOptions, TokenPakError } from "@tokenpak/core";
import { requireText } from "../pack-content.ts";
import { validatedOptions } from "../validated-options.ts";
import type { PackItem, PackItemsOptions } from "./pack-item.ts";

const OPTIONS: ReadonlySet<string> = new Set([
  "counter",
  "facts",
  "floor",
  "preserve",
  "query",
  "store",
] satisfies (keyof PackItemsOptions)[]);

/** Options as given; throws `INVALID_OPTION` for one of the wrong type, and for one that items do not have. */
export function checkedItemsOptions(options: PackItemsOptions): PackItemsOptions {
  const valid = validatedOptions(options);
  const unknown = Object.keys(valid).find((name) => !OPTIONS.has(name));
  if (unknown === undefined) return valid;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Items are packed without option ${unknown}. Options: ${[...OPTIONS].join(", ")}; path, command, kind and name are those of an item.`,
  );
}

/** An item as an object; throws `INVALID_OPTION` for what is none. */
export function checkedItem(item: string | PackItem): PackItem {
  if (typeof item === "string") return { content: item };
  if (typeof item !== "object" || item === null) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `An item must be a string or an object with content, not ${item === null ? "null" : typeof item}.`,
    );
  }
  const { content, name, path, command, kind } = item;
  requireText(content);
  if (name !== undefined && typeof name !== "string") {
    throw new TokenPakError("INVALID_OPTION", "The name of an item must be a string.");
  }
  const hints: PackOptions = validatedOptions({ path, command, kind });
  return { content, name, ...hints };
}
