import type { Command } from "./command.ts";

/** Every command by its name, in the order of the help. Each is imported when it is asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  index: async () => (await import("./commands/index-folder.ts")).indexCommand,
  search: async () => (await import("./commands/search.ts")).searchCommand,
  pack: async () => (await import("./commands/pack.ts")).packCommand,
  cost: async () => (await import("./commands/cost.ts")).costCommand,
  budget: async () => (await import("./commands/budget.ts")).budgetCommand,
  stats: async () => (await import("./commands/stats.ts")).statsCommand,
  compress: async () => (await import("./commands/compress.ts")).compressCommand,
  expand: async () => (await import("./commands/expand.ts")).expandCommand,
  prune: async () => (await import("./commands/prune.ts")).pruneCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
};
