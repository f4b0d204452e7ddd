import type { Command } from "./command.ts";
import { compressCommand } from "./commands/compress.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { expandCommand } from "./commands/expand.ts";
import { indexCommand } from "./commands/index-folder.ts";
import { searchCommand } from "./commands/search.ts";
import { statsCommand } from "./commands/stats.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  indexCommand,
  searchCommand,
  statsCommand,
  compressCommand,
  expandCommand,
  doctorCommand,
];
