import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type EnvironmentVariables, userDataFolder } from "@tokenpak/core/environment";
import type { Finding } from "./finding.ts";

/** The user's own folder, where `compress` keeps originals outside of a project: whether it can be written or created. */
export function checkUserFolder(env?: EnvironmentVariables): readonly Finding[] {
  const folder = userDataFolder(env);
  const name = "user folder";
  const exists = existsSync(folder);
  const nearest = exists ? folder : existingParent(folder);
  if (statSync(nearest).isDirectory() && isWritable(nearest)) {
    const detail = exists ? `${folder} is writable` : `${folder} will be created when it is needed`;
    return [{ name, status: "ok", detail }];
  }
  return [
    {
      name,
      status: "fail",
      detail: `${folder} cannot be written, so compress gives exact outputs only`,
      fix: `Make ${nearest} a folder that this user may write, or set TOKENPAK_HOME to one.`,
    },
  ];
}

function existingParent(folder: string): string {
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  return parent;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["EACCES", "EPERM", "EROFS"].includes(code)) return false;
    throw error;
  }
}
