import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Connector } from "@tokenpak/connectors";
import { TokenPakError } from "@tokenpak/core";
import { userRepositoriesFolder } from "@tokenpak/core/environment";
import type { CliIo } from "../cli-io.ts";
import { pathError } from "../path-error.ts";
import type { SourceKind } from "./source-kinds.ts";

/** A source as the command line names it. */
export interface NamedSource {
  readonly from: Exclude<SourceKind, "folder">;
  /** Path, URL or `owner/repo`. */
  readonly given: string;
  readonly ref: string | undefined;
  /** In the paths of its documents. Default: what the connector makes of `given`. */
  readonly name: string | undefined;
}

/** The connector of a source that is no plain folder. Throws `INVALID_OPTION`, `PATH_NOT_FOUND` and the connectors' own errors. */
export async function sourceConnector(
  { from, given, ref, name }: NamedSource,
  io: CliIo,
): Promise<Connector> {
  const connectors = await import("@tokenpak/connectors");
  switch (from) {
    case "git": {
      const path = resolve(io.cwd, given);
      return new connectors.GitConnector({
        repository: existsSync(path) ? path : given,
        ref,
        name,
        cacheFolder: userRepositoriesFolder(io.env),
      });
    }
    case "github":
      return new connectors.GitHubConnector({ ...gitHubName(given), ref });
    case "obsidian":
      return new connectors.ObsidianConnector({ vault: realPath(given, io), name });
  }
}

function realPath(given: string, io: CliIo): string {
  try {
    return realpathSync(resolve(io.cwd, given));
  } catch (error) {
    throw pathError(given, error);
  }
}

/** `owner/repo`, or the address of a repository's page; the one of an Enterprise server names its API too. */
function gitHubName(given: string): { owner: string; repo: string; apiUrl?: string } {
  const url = /^https?:\/\//.test(given) && URL.canParse(given) ? new URL(given) : undefined;
  const path = (url?.pathname ?? given).replace(/^\/|\/$/g, "").replace(/\.git$/, "");
  const [owner = "", repo = "", ...rest] = path.split("/");
  if (owner === "" || repo === "" || rest.length > 0) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `${JSON.stringify(given)} names no repository of GitHub. Give it as owner/repo, or as its address.`,
    );
  }
  const isGitHub = url === undefined || /^(?:www\.)?github\.com$/.test(url.host);
  return isGitHub ? { owner, repo } : { owner, repo, apiUrl: `${url.origin}/api/v3` };
}
