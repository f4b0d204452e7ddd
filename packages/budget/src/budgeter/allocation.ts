import type { BudgetComponents } from "./budget-components.ts";
import type { BucketName } from "./budget-config.ts";

/** What was left out of a bucket, or shortened, and why. */
export interface BudgetTrim {
  readonly bucket: BucketName;
  /** Which of the bucket's units it was, from 0: of its items, turns, blocks or elements. */
  readonly index: number;
  readonly action: "dropped" | "shortened";
  /** For people: the `ref`, `id`, `path`, `name` or `title` it has, else its first words. */
  readonly what: string;
  /** For people. */
  readonly why: string;
  /** Its first and its last line in the bucket's text, from 1. Items have none. */
  readonly lines?: readonly [first: number, last: number] | undefined;
  /** Its tokens, in a text with those of what parts it from the next. */
  readonly tokensBefore: number;
  /** 0 for what was dropped. */
  readonly tokensAfter: number;
}

/** What an allocation says beside its buckets. */
export interface AllocationTotals {
  /** Sum of the buckets' `tokens`; never over `budget`. Items are counted one by one: what joins or wraps them is not in it. */
  readonly totalTokens: number;
  /** The total of the configuration. */
  readonly budget: number;
  /** One for each unit that is missing or shorter than it was, by bucket and place. Empty when everything fits. */
  readonly trims: readonly BudgetTrim[];
}

/** An item as it comes back: the same object when whole, a copy with another `text` when shortened. */
export type AllocatedItem<Item> = Item extends string
  ? string
  : Item extends { readonly text: infer Text }
    ? string extends Text
      ? Item
      : Omit<Item, "text"> & { readonly text: string }
    : never;

/** A component as it comes back: what it had, with what was kept of its `text` or `items`, and the `tokens` of that. */
export type AllocatedComponent<Component> = Component extends { readonly text: string }
  ? Omit<Component, "text" | "tokens"> & { readonly text: string; readonly tokens: number }
  : Component extends { readonly items: readonly (infer Item)[] }
    ? Omit<Component, "items" | "tokens"> & {
        readonly items: readonly AllocatedItem<Item>[];
        readonly tokens: number;
      }
    : Component;

/** The components that were given, within the budget. */
export type Allocation<Components extends BudgetComponents> = {
  readonly [Name in keyof Components as Name & BucketName]: AllocatedComponent<Components[Name]>;
} & AllocationTotals;
