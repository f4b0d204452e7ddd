import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Folder of a project that holds its index. */
export const PROJECT_FOLDER = ".tokenpak";

/** What TokenPak reads from the process environment. This file is its only reader. */
export interface Environment {
  /** Absolute folder of the user's own data: `TOKENPAK_HOME`, else `~/.tokenpak`. */
  readonly tokenpakHome: string;
  /** `NO_COLOR` is set and not empty (https://no-color.org). */
  readonly noColor: boolean;
  /** `FORCE_COLOR` is set to anything but `0` or `false`. */
  readonly forceColor: boolean;
  /** `TERM` is `dumb`: the terminal shows no colours and cannot go back on a line. */
  readonly dumbTerminal: boolean;
  /** `CI` is set to anything but `0` or `false`. */
  readonly ci: boolean;
}

/** The environment variables that TokenPak knows. */
export interface EnvironmentVariables {
  readonly TOKENPAK_HOME?: string | undefined;
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly CI?: string | undefined;
  readonly HOME?: string | undefined;
  readonly USER?: string | undefined;
  readonly LOGNAME?: string | undefined;
  readonly XDG_CONFIG_HOME?: string | undefined;
  readonly XDG_DATA_HOME?: string | undefined;
  readonly CLAUDE_CONFIG_DIR?: string | undefined;
  readonly CODEX_HOME?: string | undefined;
  readonly GEMINI_CLI_HOME?: string | undefined;
  readonly OPENCODE_DATA_DIR?: string | undefined;
  readonly COPILOT_OTEL_FILE_EXPORTER_PATH?: string | undefined;
  readonly PI_CODING_AGENT_DIR?: string | undefined;
  readonly GITHUB_TOKEN?: string | undefined;
  readonly GH_TOKEN?: string | undefined;
  readonly OTEL_SEMCONV_STABILITY_OPT_IN?: string | undefined;
}

/** Reads the environment. `variables` default to those of the process. */
export function readEnvironment(variables: EnvironmentVariables = process.env): Environment {
  return {
    tokenpakHome: homeFolder(variables),
    noColor: (variables.NO_COLOR ?? "") !== "",
    forceColor: isOn(variables.FORCE_COLOR),
    dumbTerminal: variables.TERM === "dumb",
    ci: isOn(variables.CI),
  };
}

/** The user's own data folder, absolute. It need not exist. */
export function userDataFolder(variables?: EnvironmentVariables): string {
  return readEnvironment(variables).tokenpakHome;
}

/** The user's home folder, absolute. */
export function userHomeFolder({ HOME: home }: EnvironmentVariables = process.env): string {
  return isBlank(home) ? homedir() : resolve(home);
}

/** The user's name, as the shell knows it; `undefined` where it does not. */
export function userName(
  { USER, LOGNAME }: EnvironmentVariables = process.env,
): string | undefined {
  return [USER, LOGNAME].find((name) => !isBlank(name))?.trim();
}

/** Database of the originals that belong to no project. */
export function userOriginalsPath(variables?: EnvironmentVariables): string {
  return join(userDataFolder(variables), "originals.db");
}

/** Database of what was used and spent, of limits, and of how far session logs were read. */
export function userLedgerPath(variables?: EnvironmentVariables): string {
  return join(userDataFolder(variables), "ledger.db");
}

/** Prices of the user's own, laid over the table that TokenPak brings. The file need not exist. */
export function userPricesPath(variables?: EnvironmentVariables): string {
  return join(userDataFolder(variables), "prices.json");
}

/** Where coding agents keep their session logs. All absolute; none need exist. */
export interface AgentFolders {
  /** Claude Code's configuration folders, each with a folder `projects`: `CLAUDE_CONFIG_DIR` (several, by commas). */
  readonly claudeCode: readonly string[];
  /** Codex's folder: `CODEX_HOME`, else `~/.codex`. */
  readonly codex: string;
  /** Gemini CLI's folder: `.gemini` in `GEMINI_CLI_HOME`, else in the home folder. */
  readonly geminiCli: string;
  /** OpenCode's data folder: `OPENCODE_DATA_DIR`, else `opencode` in `XDG_DATA_HOME`, else `~/.local/share/opencode`. */
  readonly opencode: string;
  /** Copilot CLI's file of OpenTelemetry spans, where one is configured. */
  readonly copilot: string | undefined;
  /** pi's folder: `PI_CODING_AGENT_DIR`, else `~/.pi/agent`. */
  readonly pi: string;
}

/** Where the coding agents of this user keep their session logs. */
export function agentFolders(variables: EnvironmentVariables = process.env): AgentFolders {
  const home = userHomeFolder(variables);
  const from = (configured: string | undefined, otherwise: string): string =>
    isBlank(configured) ? otherwise : expandHome(configured, home);
  const configHome = from(variables.XDG_CONFIG_HOME, join(home, ".config"));
  const dataHome = from(variables.XDG_DATA_HOME, join(home, ".local", "share"));
  const claude = (variables.CLAUDE_CONFIG_DIR ?? "")
    .split(",")
    .map((folder) => folder.trim())
    .filter((folder) => folder !== "")
    .map((folder) => expandHome(folder, home));
  const { COPILOT_OTEL_FILE_EXPORTER_PATH: copilot } = variables;
  return {
    claudeCode: claude.length > 0 ? claude : [join(home, ".claude"), join(configHome, "claude")],
    codex: from(variables.CODEX_HOME, join(home, ".codex")),
    geminiCli: join(from(variables.GEMINI_CLI_HOME, home), ".gemini"),
    opencode: from(variables.OPENCODE_DATA_DIR, join(dataHome, "opencode")),
    copilot: isBlank(copilot) ? undefined : expandHome(copilot, home),
    pi: from(variables.PI_CODING_AGENT_DIR, join(home, ".pi", "agent")),
  };
}

/** Folder of copies of remote repositories. */
export function userRepositoriesFolder(variables?: EnvironmentVariables): string {
  return join(userDataFolder(variables), "repositories");
}

/**
 * A credential that the user keeps in the environment, by the name of its variable: `GITHUB_TOKEN` (or `GH_TOKEN`, as GitHub's
 * own tools read it). `undefined` for one that is not set, and for every other name.
 */
export function readCredential(
  name: string,
  variables: EnvironmentVariables = process.env,
): string | undefined {
  if (name !== "GITHUB_TOKEN") return undefined;
  return [variables.GITHUB_TOKEN, variables.GH_TOKEN].find((value) => (value ?? "").trim() !== "");
}

/**
 * Which newer conventions of OpenTelemetry the user opted in to, such as `gen_ai_latest_experimental`:
 * `OTEL_SEMCONV_STABILITY_OPT_IN`, a list with commas.
 */
export function telemetryOptIns(variables: EnvironmentVariables = process.env): readonly string[] {
  return (variables.OTEL_SEMCONV_STABILITY_OPT_IN ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The variables of this process that a child process gets: those that `keeps` holds of by their names. */
export function variablesForChild(
  keeps: (name: string) => boolean,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && keeps(name)) kept[name] = value;
  }
  return kept;
}

/** Database of a project: its index and originals. `projectRoot` defaults to the working folder. */
export function projectRegistryPath(projectRoot = "."): string {
  return join(resolve(projectRoot), PROJECT_FOLDER, "registry.db");
}

function homeFolder(variables: EnvironmentVariables): string {
  const { TOKENPAK_HOME: configured } = variables;
  const home = userHomeFolder(variables);
  return isBlank(configured) ? join(home, PROJECT_FOLDER) : expandHome(configured, home);
}

function isBlank(value: string | undefined): value is undefined | "" {
  return value === undefined || value.trim() === "";
}

// A value from a file (.env, a service unit) has seen no shell that would expand the tilde.
function expandHome(path: string, home: string): string {
  if (path === "~") return home;
  return path.startsWith("~/") ? join(home, path.slice(2)) : resolve(path);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}
