/** Tokens by kind, and what they cost in dollars at list prices. */
export interface CaseFigures {
  /** Without what was read from or written into a cache. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly costUsd: number;
}

export const NO_FIGURES: CaseFigures = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  costUsd: 0,
};

/** The sum, field by field. */
export function addFigures(left: CaseFigures, right: CaseFigures): CaseFigures {
  return {
    input: left.input + right.input,
    cacheRead: left.cacheRead + right.cacheRead,
    cacheWrite: left.cacheWrite + right.cacheWrite,
    output: left.output + right.output,
    costUsd: left.costUsd + right.costUsd,
  };
}

/** Agents whose sessions are made here. */
export type AgentName = "claude" | "codex" | "gemini" | "opencode";

/** Where each keeps its files, from the home folder. */
export const AGENT_FOLDERS: Readonly<Record<AgentName, string>> = {
  claude: ".claude",
  codex: ".codex",
  gemini: ".gemini",
  opencode: ".local/share/opencode",
};

/** Session logs with one peculiarity, and what was used in truth. */
export interface SessionCase {
  readonly agent: AgentName;
  /** The peculiarity. */
  readonly name: string;
  /** The only one that answered. */
  readonly model: string;
  /** By their paths from the agent's folder. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly truth: CaseFigures;
  /** Why a tool counts otherwise, by its name, where that is known. */
  readonly reasons: Readonly<Record<string, string>>;
}
