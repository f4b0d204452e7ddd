export { BudgetBlock, type BudgetBlockInit } from "./allocate/budget-block.ts";
export {
  type QuadraticAllocateOptions,
  quadraticAllocate,
  TokenAllocation,
} from "./allocate/quadratic-allocate.ts";
export type {
  AllocatedComponent,
  AllocatedItem,
  Allocation,
  AllocationTotals,
  BudgetTrim,
} from "./budgeter/allocation.ts";
export type {
  BudgetComponent,
  BudgetComponents,
  BudgetItem,
  ComponentPriority,
  ItemsComponent,
  TextComponent,
} from "./budgeter/budget-components.ts";
export {
  BUCKET_PRIORITIES,
  BUCKETS,
  type BucketName,
  type BucketPriority,
  type BucketRange,
  type BudgetConfig,
  type BudgetConfigInit,
  DEFAULT_BUDGET_CONFIG,
} from "./budgeter/budget-config.ts";
export { Budgeter, type BudgeterOptions, type OnlyBuckets } from "./budgeter/budgeter.ts";
export { checkBudgetConfig } from "./budgeter/check-budget-config.ts";
export { loadBudgetConfig } from "./budgeter/load-budget-config.ts";
export { type ReadBudgetConfigOptions, readBudgetConfig } from "./budgeter/read-budget-config.ts";
export type { BucketUse, BudgetReport } from "./budgeter/report-components.ts";
export type { ContextCandidate, ContextRendition } from "./context/context-candidate.ts";
export { type PackContextOptions, packContext } from "./context/pack-context.ts";
export type { ContextPart, OmittedCandidate, PackedContext } from "./context/packed-context.ts";
export { chooseRungs } from "./knapsack/choose-rungs.ts";
export type { Rung, RungChoice, RungChoiceOptions } from "./knapsack/rung-choice.ts";
export type { Ladder, LadderRequest } from "./ladder.ts";
export type { UnpricedPolicy } from "./spend/call-costs.ts";
export type { CallByTokens, CallByUsage, GuardedCall } from "./spend/guarded-call.ts";
export { InProcessSpendCounter } from "./spend/in-process-spend-counter.ts";
export { type LimitPeriod, type LimitPeriodOptions, limitPeriod } from "./spend/limit-period.ts";
export type { SpendLimitState, SpendRefusal, SpendWarning } from "./spend/limit-state.ts";
export type { GrantedSpend, RefusedSpend, SpendGuardDecision } from "./spend/spend-decision.ts";
export {
  type GuardedResult,
  SpendGuard,
  type SpendGuardOptions,
  type SpendStatusQuery,
} from "./spend/spend-guard.ts";
export type { SettledSpend, SettleOptions, SpendHold } from "./spend/spend-hold.ts";
export { type Spender, spenderOf, spendKey } from "./spend/spend-key.ts";
