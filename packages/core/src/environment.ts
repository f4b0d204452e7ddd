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
  readonly GITHUB_TOKEN?: string | undefined;
  readonly GH_TOKEN?: string | undefined;
}

/** Reads the environment. `variables` default to those of the process. */
export function readEnvironment(variables: EnvironmentVariables = process.env): Environment {
  return {
    tokenpakHome: homeFolder(variables.TOKENPAK_HOME),
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

/** Database of the originals that belong to no project. */
export function userOriginalsPath(variables?: EnvironmentVariables): string {
  return join(userDataFolder(variables), "originals.db");
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

function homeFolder(configured: string | undefined): string {
  if (configured === undefined || configured.trim() === "") {
    return join(homedir(), PROJECT_FOLDER);
  }
  // A value from a file (.env, a service unit) has seen no shell that would expand the tilde.
  if (configured === "~") return homedir();
  return configured.startsWith("~/") ? join(homedir(), configured.slice(2)) : resolve(configured);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}
