import { createTokenCounter, type TokenCounter, TokenPakError } from "@tokenpak/core";
import type { Ladder } from "../ladder.ts";
import { allocateComponents } from "./allocate-components.ts";
import type { Allocation, AllocationTotals } from "./allocation.ts";
import type { BudgetComponents } from "./budget-components.ts";
import type {
  BucketName,
  BucketPriority,
  BudgetConfig,
  BudgetConfigInit,
} from "./budget-config.ts";
import { checkBudgetConfig } from "./check-budget-config.ts";
import { checkComponents } from "./check-components.ts";
import { loadBudgetConfig } from "./load-budget-config.ts";
import { type BudgetReport, reportComponents } from "./report-components.ts";
import type { Shortening } from "./shorten-unit.ts";

/** With what a {@link Budgeter} counts and shortens. */
export interface BudgeterOptions {
  /** Default: the counter of `countTokens()`, o200k_base. */
  readonly counter?: TokenCounter | undefined;
  /** Shortens the text that stands where the budget ends. Default: none, and units are whole or not there. */
  readonly ladder?: Ladder | undefined;
  /** What the reader is looking for; handed to the ladder. */
  readonly query?: string | undefined;
}

/** Refuses names that no bucket has, and priorities that there are not, where the compiler sees them. */
export type OnlyBuckets<Components> = {
  readonly [Name in keyof Components]: Name extends BucketName
    ? OnlyPriorities<Components[Name]>
    : Name extends keyof AllocationTotals
      ? Components[Name]
      : never;
};

type OnlyPriorities<Component> = Component extends { readonly priority: infer Priority }
  ? string extends Priority
    ? Component
    : Component & { readonly priority: BucketPriority | undefined }
  : Component;

/**
 * Fits the parts of a context into one budget of tokens: `state` (what is true now, never trimmed), `recent` (the latest turns),
 * `evidence` (what was found) and `tools` (their schemas), each within its range of the configuration.
 *
 * ```ts
 * const budgeter = new Budgeter({ totalTokens: 8000 });
 * const { evidence, trims } = budgeter.allocate({ state: { text }, evidence: { items } });
 * ```
 */
export class Budgeter {
  readonly config: BudgetConfig;
  readonly #counter: TokenCounter;
  readonly #shortening: Shortening | undefined;

  /**
   * `config` is a configuration, of which anything may be left out, or the path of a YAML file of it; without it `budget_config.yaml` of
   * the working folder is read, if there is one. Throws `CONFIG_INVALID` or `PATH_NOT_FOUND` for a file, `INVALID_OPTION` for the rest.
   */
  constructor(config?: BudgetConfigInit | string, options: BudgeterOptions = {}) {
    const isFile = config === undefined || typeof config === "string";
    this.config = isFile ? loadBudgetConfig(config) : checkBudgetConfig(config);
    const { counter = createTokenCounter(), ladder, query } = checkOptions(options);
    this.#counter = counter;
    this.#shortening = ladder && {
      counter,
      ladder,
      query,
      leastTokens: leastTokens(this.config.totalTokens),
    };
  }

  /**
   * The components with what of them fits: never more than the total, counted on what comes back, and unchanged when all is within it.
   *
   * - Each bucket is sure of its minimum as far as it has use for it, and passes its maximum only when no other has use for the rest;
   *   what one does not need goes to the others, the more important first, so that the less important are trimmed first.
   * - `state`, the newest user turn and pinned items stay whole; calls of tools and their results stay or go together.
   * - Units go whole: `recent` the oldest first, items the lowest score first, in the others what comes last. With a ladder the text at
   *   the border is shortened to what is left.
   *
   * Throws `BUDGET_UNSATISFIABLE` when what must stay is over the total, `INVALID_OPTION` for components of another shape, and what the
   * ladder throws, other than `FLOOR_UNSATISFIABLE`. The components stay as they are.
   */
  allocate<Components extends BudgetComponents>(
    components: Components & OnlyBuckets<Components>,
  ): Allocation<Components> {
    checkComponents(components);
    return allocateComponents<Components>(components, {
      config: this.config,
      counter: this.#counter,
      shortening: this.#shortening,
    });
  }

  /** What components, or the result of an allocation, take of the budget. Throws `INVALID_OPTION` as {@link allocate} does. */
  report(components: BudgetComponents): BudgetReport {
    return reportComponents(checkComponents(components), {
      budget: this.config.totalTokens,
      counter: this.#counter,
    });
  }
}

/** A shortened text of fewer tokens says nothing, unless the budget is so small that they are a twentieth of it. */
const LEAST_TOKENS = 32;

function leastTokens(totalTokens: number): number {
  return Math.max(1, Math.min(LEAST_TOKENS, Math.floor(totalTokens / 20)));
}

function checkOptions(options: BudgeterOptions): BudgeterOptions {
  const { counter, ladder, query } = options;
  const wrong =
    (counter !== undefined &&
      typeof counter?.count !== "function" &&
      "counter: give an object with count(), as createTokenCounter() makes") ||
    (ladder !== undefined &&
      typeof ladder !== "function" &&
      "ladder: give a function of a text and options") ||
    (query !== undefined && typeof query !== "string" && "query: give a string");
  if (wrong) throw new TokenPakError("INVALID_OPTION", `Budgeter cannot use this ${wrong}.`);
  return options;
}
