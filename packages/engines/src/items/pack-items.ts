import { TokenPakError } from "@tokenpak/core";
import { createItemPacker } from "./item-packer.ts";
import type { PackedItem, PackItem, PackItemsOptions } from "./pack-item.ts";

/**
 * Packs the contents of a session in order, for example the results of its tools: lines that already stood in an earlier item
 * become a marker that points there, `... lines 1-120 of item 3`, and what is new is packed by kind where that saves more. Each
 * output depends on its item and the earlier ones alone, is never larger than its item, and `unpack(text, { earlier })` gives back
 * an exact one. Linear in the size of all items. For a session that goes on, see `createItemPacker`.
 *
 * Throws `INVALID_OPTION` for wrong options and for what is no item.
 */
export function packItems(
  items: readonly (string | PackItem)[],
  options: PackItemsOptions = {},
): readonly PackedItem[] {
  if (!Array.isArray(items)) {
    throw new TokenPakError("INVALID_OPTION", "The items to pack must be a list.");
  }
  const packer = createItemPacker(options);
  return items.map((item) => packer.pack(item));
}
