import { createHash } from "node:crypto";
import { type ContentKind, countTokens, type Grade, type TokenCounter } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";

/** A share as text: `0.123` is `12.3 %`. */
export function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

/** Items by a key, in the order in which keys first occur. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}

/** Constants were fitted on names whose SHA-256 is even; the others only check them. */
export function isTuned(name: string): boolean {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(-1), 16) % 2 === 0;
}

/** Counts nothing, so that what packing itself takes can be seen. */
export const FREE_COUNTER: TokenCounter = {
  encoding: "characters",
  exact: false,
  count: (text) => text.length,
};

/** A text for {@link speedLines}. */
export interface TimedText {
  readonly text: string;
  readonly kind: ContentKind;
}

/** Speed over all texts once, in processor time of this process, verification included: down to a floor, and by default. */
export function speedLines(
  texts: readonly TimedText[],
  { floor, level = "exact" }: { readonly floor: Grade; readonly level?: string },
): readonly string[] {
  const engine = new HeuristicEngine();
  const tokens = texts.reduce((sum, { text }) => sum + countTokens(text), 0);
  const rate = (options: { readonly floor?: Grade; readonly counter?: TokenCounter }): string => {
    const started = process.cpuUsage();
    for (const { text, kind } of texts) engine.pack(text, { kind, ...options });
    const { user, system } = process.cpuUsage(started);
    return `${((1000 * tokens) / (user + system)).toFixed(0)} tokens/ms`;
  };
  const counter = FREE_COUNTER;
  return [
    `Speed, ${level}: ${rate({ floor, counter })} without counting, ${rate({ floor })} with.`,
    `Speed, default: ${rate({ counter })} without counting, ${rate({})} with.`,
  ];
}
