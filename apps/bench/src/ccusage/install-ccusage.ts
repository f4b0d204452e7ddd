import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { variablesForChild } from "@tokenpak/core/environment";
import type { AgentName, CaseFigures } from "./session-case.ts";

/** A version of ccusage: what it reads and how its figures are asked for. */
export interface CcusageTool {
  /** `ccusage 17.2.1`. */
  readonly name: string;
  readonly package: string;
  readonly bin: string;
  /** Arguments that ask for totals as JSON, by agent; it cannot read the others. */
  readonly asks: Readonly<Partial<Record<AgentName, readonly string[]>>>;
}

export const CCUSAGE_TOOLS: readonly CcusageTool[] = [
  {
    name: "ccusage 17.2.1",
    package: "ccusage@17.2.1",
    bin: "ccusage",
    asks: { claude: ["daily", "--offline", "--json"] },
  },
  {
    name: "ccusage 20.0.24",
    package: "ccusage@20.0.24",
    bin: "ccusage",
    asks: {
      claude: ["claude", "daily", "--offline", "--json"],
      codex: ["codex", "daily", "--offline", "--json"],
      gemini: ["gemini", "daily", "--offline", "--json"],
      opencode: ["opencode", "daily", "--offline", "--json"],
    },
  },
  {
    name: "@ccusage/codex 18.0.11",
    package: "@ccusage/codex@18.0.11",
    bin: "ccusage-codex",
    asks: { codex: ["daily", "--offline", "--json"] },
  },
];

/** Installs a tool into a folder of its own. The path of its command; `undefined` where it cannot be had. */
export async function installCcusage(
  tool: CcusageTool,
  parent: string,
): Promise<string | undefined> {
  const folder = join(parent, tool.name.replace(/[^a-z0-9]+/g, "-"));
  await mkdir(folder, { recursive: true });
  const quietly = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
  try {
    await run("npm", ["install", "--prefix", folder, ...quietly, tool.package], {
      timeout: 120_000,
    });
  } catch {
    return undefined;
  }
  const command = join(folder, "node_modules", ".bin", tool.bin);
  return existsSync(command) ? command : undefined;
}

/** What a tool says of the logs in `home`; `undefined` where it fails. */
export async function askCcusage(
  command: string,
  { home, ask }: { readonly home: string; readonly ask: readonly string[] },
): Promise<CaseFigures | undefined> {
  const env = {
    ...variablesForChild((name) => name === "PATH"),
    HOME: home,
    TZ: "UTC",
    CLAUDE_CONFIG_DIR: join(home, ".claude"),
    CODEX_HOME: join(home, ".codex"),
  };
  try {
    const { stdout } = await run(command, ask, { env, timeout: 60_000 });
    return figuresIn(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}

const run = promisify(execFile);

/** The totals of any of the versions. Those that name cached input apart count it as part of the input. */
function figuresIn(report: unknown): CaseFigures {
  const { totals } = report as { readonly totals: Readonly<Record<string, number | undefined>> };
  const { inputTokens = 0, outputTokens = 0, cachedInputTokens, cacheReadTokens = 0 } = totals;
  const { cacheCreationTokens = 0, totalCost, costUSD } = totals;
  return {
    input: inputTokens - (cachedInputTokens ?? 0),
    cacheRead: cachedInputTokens ?? cacheReadTokens,
    cacheWrite: cacheCreationTokens,
    output: outputTokens,
    costUsd: totalCost ?? costUSD ?? 0,
  };
}
