import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  createPricer,
  defaultSources,
  SqliteLedger,
  TelemetryCollector,
} from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { claudeCases } from "./ccusage/claude-cases.ts";
import { codexCases } from "./ccusage/codex-cases.ts";
import { geminiCases } from "./ccusage/gemini-cases.ts";
import {
  askCcusage,
  CCUSAGE_TOOLS,
  type CcusageTool,
  installCcusage,
} from "./ccusage/install-ccusage.ts";
import { opencodeCases } from "./ccusage/opencode-cases.ts";
import { AGENT_FOLDERS, type CaseFigures, type SessionCase } from "./ccusage/session-case.ts";

/**
 * Sessions with the peculiarities that real ones have, of which the true figures are known: what the collector says of them, and what
 * ccusage says, installed from npm into a temporary folder. Each difference is explained, or said to have no explanation.
 */
export async function compareCcusage(io: BenchIo): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tokenpak-ccusage-"));
  try {
    const tools = await installed(io, folder);
    const cases = [...claudeCases(), ...codexCases(), ...geminiCases(), ...opencodeCases()];
    for (const [index, one] of cases.entries()) {
      const home = join(folder, `home-${index}`);
      await writeLogs(one, home);
      io.print(`${one.agent}, ${one.model}: ${one.name}`);
      printFigures(io, { tool: "truth", figures: one.truth });
      const ours = await collect(home);
      printFigures(io, { tool: "tokenpak", figures: ours, truth: one.truth, reason: undefined });
      for (const { tool, command } of tools) {
        const ask = tool.asks[one.agent];
        if (ask === undefined) continue;
        const figures = await askCcusage(command, { home, ask });
        const reason = one.reasons[tool.name];
        printFigures(io, { tool: tool.name, figures, truth: one.truth, reason });
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function installed(
  io: BenchIo,
  folder: string,
): Promise<readonly { readonly tool: CcusageTool; readonly command: string }[]> {
  const tools = [];
  for (const tool of CCUSAGE_TOOLS) {
    const command = await installCcusage(tool, folder);
    if (command === undefined) io.print(`${tool.name} cannot be had here: npm did not install it.`);
    else tools.push({ tool, command });
  }
  return tools;
}

async function writeLogs({ agent, files }: SessionCase, home: string): Promise<void> {
  for (const folder of [".claude/projects", ".codex/sessions"]) {
    await mkdir(join(home, folder), { recursive: true });
  }
  for (const [path, lines] of Object.entries(files)) {
    const file = join(home, AGENT_FOLDERS[agent], path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${lines.join("\n")}\n`);
  }
}

async function collect(home: string): Promise<CaseFigures> {
  using ledger = new SqliteLedger(":memory:");
  const collector = new TelemetryCollector({
    sources: defaultSources({ HOME: home }),
    store: ledger,
    pricer: createPricer(),
  });
  await collector.backfill();
  const { totals } = ledger.report();
  return {
    input: totals.uncachedInput,
    cacheRead: totals.cacheRead,
    cacheWrite: totals.cacheWrite,
    output: totals.output,
    costUsd: totals.costUsd,
  };
}

interface Said {
  readonly tool: string;
  readonly figures: CaseFigures | undefined;
  readonly truth?: CaseFigures;
  readonly reason?: string | undefined;
}

function printFigures(io: BenchIo, { tool, figures, truth, reason }: Said): void {
  const label = `  ${tool.padEnd(24)}`;
  if (figures === undefined) {
    io.print(`${label}failed`);
    return;
  }
  const { input, cacheRead, cacheWrite, output, costUsd } = figures;
  const tokens = `input ${input}, cache reads ${cacheRead}, writes ${cacheWrite}, output ${output}`;
  const verdict = truth === undefined ? "" : ` ${verdictOf(figures, { truth, reason })}`;
  io.print(`${label}${tokens}, $${costUsd.toFixed(6)}${verdict}`);
}

function verdictOf(
  figures: CaseFigures,
  { truth, reason }: { readonly truth: CaseFigures; readonly reason: string | undefined },
): string {
  const isSame =
    figures.input === truth.input &&
    figures.cacheRead === truth.cacheRead &&
    figures.cacheWrite === truth.cacheWrite &&
    figures.output === truth.output &&
    Math.abs(figures.costUsd - truth.costUsd) < 1e-8;
  return isSame ? "(true)" : `(differs: ${reason ?? "no explanation is known"})`;
}
