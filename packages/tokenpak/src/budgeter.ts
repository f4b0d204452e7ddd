export {
  type Allocation,
  type BudgetComponents,
  type BudgetConfig,
  type BudgetConfigInit,
  Budgeter,
  type BudgeterOptions,
  type BudgetReport,
  type BudgetTrim,
} from "@tokenpak/budget";
