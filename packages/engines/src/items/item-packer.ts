import { contentHash, createTokenCounter, isExact, TokenPakError } from "@tokenpak/core";
import { requireText } from "../pack-content.ts";
import { checkedItem, checkedItemsOptions } from "./checked-items.ts";
import { type ChosenItem, chooseItem, type ItemSettings } from "./choose-item.ts";
import type { PackedItem, PackItem, PackItemsOptions } from "./pack-item.ts";
import { type OpenItem, SessionLines } from "./session-lines.ts";

/**
 * Packs the items of one session as they come. What it answers for an item depends on the options, that item and the items before
 * it alone, so it is what `packItems` answers for the whole list. Holds the lines that stand literally in what was sent, and no
 * more.
 */
export interface ItemPacker {
  /** How many items it holds. */
  readonly size: number;
  /** Packs the next item. */
  pack(item: string | PackItem): PackedItem;
  /**
   * Takes the next item as it was sent before, by this process or an earlier one, of this version or another: nothing is packed, and
   * later items point to what stands literally in `text`.
   */
  resume(item: string | PackItem, text: string): void;
  /** Drops all items behind the first `size`, as if they had never been there. */
  truncate(size: number): void;
  /**
   * Drops what a list of items does not begin with: the first item that differs in anything, and all behind it. Answers how many
   * are left: pack or resume the others of the list. What is dropped is never pointed to.
   */
  keepPrefix(items: readonly (string | PackItem)[]): number;
}

/**
 * Makes a packer for one session. Throws `INVALID_OPTION` for wrong options. Where a store is given it receives every original that is
 * not sent as it is; for one that it refuses the output is exact, whatever the floor.
 */
export function createItemPacker(options: PackItemsOptions = {}): ItemPacker {
  const given = checkedItemsOptions(options);
  return new SessionPacker({
    ...given,
    floor: given.floor ?? "value-exact",
    counter: given.counter ?? createTokenCounter(),
  });
}

class SessionPacker implements ItemPacker {
  readonly #settings: ItemSettings;
  readonly #lines = new SessionLines();
  /** What each item was: a hash of its content and hints. */
  readonly #prints: string[] = [];

  constructor(settings: ItemSettings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#prints.length;
  }

  pack(item: string | PackItem): PackedItem {
    const checked = checkedItem(item);
    const open = this.#lines.open(checked.content);
    try {
      const { result, references } = this.#choose(checked, open);
      if (this.#settings.facts === true) Reflect.get(result, "facts");
      const name = this.#lines.close(open, { text: result.text, name: checked.name });
      this.#prints.push(printOf(checked));
      return Object.assign(result, { name, references });
    } catch (error) {
      // A store or counter of the caller failed: as if the item had never been there.
      this.#lines.abandon(open);
      throw error;
    }
  }

  resume(item: string | PackItem, text: string): void {
    const checked = checkedItem(item);
    requireText(text);
    this.#lines.close(this.#lines.open(checked.content), { text, name: checked.name });
    this.#prints.push(printOf(checked));
  }

  truncate(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new TokenPakError("INVALID_OPTION", "The items to keep must be an integer from 0.");
    }
    this.#lines.truncate(size);
    this.#prints.length = Math.min(size, this.#prints.length);
  }

  keepPrefix(items: readonly (string | PackItem)[]): number {
    let same = 0;
    while (same < this.#prints.length && same < items.length) {
      if (this.#prints[same] !== printOf(checkedItem(items[same] as string | PackItem))) break;
      same++;
    }
    this.truncate(same);
    return same;
  }

  /** What is chosen, kept in the store where it is not the content itself; where that fails, something exact. */
  #choose(item: PackItem, open: OpenItem): ChosenItem {
    const settings = this.#settings;
    const chosen = chooseItem(this.#lines, { item, open }, settings);
    if (settings.store === undefined || chosen.result.text === item.content) return chosen;
    try {
      settings.store.put(item.content);
      return chosen;
    } catch {
      if (isExact(chosen.result.grade)) return chosen;
      return chooseItem(this.#lines, { item, open }, { ...settings, floor: "value-exact" });
    }
  }
}

function printOf({ content, name, path, command, kind }: PackItem): string {
  return contentHash(JSON.stringify([contentHash(content), name, path, command, kind]));
}
