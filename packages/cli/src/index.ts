export type {
  BudgetDocument,
  BudgetHistoryDocument,
  BudgetLimitsDocument,
  BudgetSetDocument,
} from "./budget/budget-documents.ts";
export type { Finding } from "./checks/finding.ts";
export type { CliIo, InputStream, OutputStream } from "./cli-io.ts";
export type { CompressDocument } from "./commands/compress.ts";
export type { DoctorDocument } from "./commands/doctor.ts";
export type { ExpandDocument } from "./commands/expand.ts";
export type { PackDocument } from "./commands/pack.ts";
export type { PruneDocument, UsagePruneDocument } from "./commands/prune.ts";
export type { SearchDocument, SearchHitDocument } from "./commands/search.ts";
export type { StatsDocument } from "./commands/stats.ts";
export type {
  ContextDocument,
  ContextOmissionDocument,
  ContextPartDocument,
} from "./context/context-document.ts";
export type { CollectionCounts, CostDocument } from "./cost/cost-document.ts";
export type { IndexDocument } from "./indexing/index-report.ts";
export { type MainOptions, main } from "./main.ts";
export type { ErrorDocument } from "./report-error.ts";
export type { VersionDocument } from "./root-command.ts";
