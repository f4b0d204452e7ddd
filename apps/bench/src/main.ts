import type { BenchIo } from "./bench-io.ts";
import { readDataFolder } from "./data-folder.ts";
import { describeRun } from "./describe-run.ts";

const BENCHES: Readonly<Record<string, (io: BenchIo) => Promise<void>>> = {
  tokens: async (io) => (await import("./tokens.ts")).benchTokens(io),
  pack: async (io) => (await import("./pack.ts")).benchPack(io),
  detect: async (io) => (await import("./detect.ts")).benchDetect(io),
  index: async (io) => (await import("./index-speed.ts")).benchIndex(io),
  search: async (io) => (await import("./search.ts")).benchSearch(io),
  retrieval: async (io) => (await import("./retrieval.ts")).benchRetrieval(io),
  scale: async (io) => (await import("./scale.ts")).benchScale(io),
  pricing: async (io) => (await import("./pricing.ts")).benchPricing(io),
  ledger: async (io) => (await import("./ledger.ts")).measureLedger(io),
  collect: async (io) => (await import("./collect.ts")).measureCollect(io),
  spend: async (io) => (await import("./spend.ts")).measureSpend(io),
  budget: async (io) => (await import("./budget.ts")).benchBudget(io),
};

/** Those that install something from npm: only when they are named. */
const NAMED_ONLY: Readonly<Record<string, (io: BenchIo) => Promise<void>>> = {
  ccusage: async (io) => (await import("./ccusage.ts")).compareCcusage(io),
  clients: async (io) => (await import("./clients.ts")).compareClients(io),
};

/** Runs the benchmarks named on the command line, or all of them. */
async function main(names: readonly string[]): Promise<number> {
  const io: BenchIo = {
    print: (line) => process.stdout.write(`${line}\n`),
    dataDir: readDataFolder(),
  };
  const known = { ...BENCHES, ...NAMED_ONLY };
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No benchmark is named ${unknown.join(", ")}. There are: ${Object.keys(known).join(", ")}.\n`,
    );
    return 2;
  }
  for (const line of describeRun(io.dataDir)) io.print(line);
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    io.print(`\n## ${name}\n`);
    await known[name]?.(io);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
