export type { ContextCandidate, ContextRendition } from "./context/context-candidate.ts";
export { type PackContextOptions, packContext } from "./context/pack-context.ts";
export type { ContextPart, OmittedCandidate, PackedContext } from "./context/packed-context.ts";
export type { Ladder, LadderOptions } from "./ladder.ts";
export { InProcessSpendCounter } from "./spend/in-process-spend-counter.ts";
export { type LimitPeriod, type LimitPeriodOptions, limitPeriod } from "./spend/limit-period.ts";
export { type Spender, spendKey } from "./spend/spend-key.ts";
