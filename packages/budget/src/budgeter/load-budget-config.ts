import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { TokenPakError } from "@tokenpak/core";
import type { BudgetConfig } from "./budget-config.ts";
import { checkBudgetConfig } from "./check-budget-config.ts";
import { readBudgetConfig } from "./read-budget-config.ts";

/**
 * The configuration in a file, read at once. Without a path: `budget_config.yaml` in the working folder, or the defaults
 * where there is none. Throws `PATH_NOT_FOUND` for a path that was given and is not there, `PATH_UNREADABLE`, `TEXT_NOT_UTF8`, and
 * `CONFIG_INVALID` as {@link readBudgetConfig} does.
 */
export function loadBudgetConfig(path?: string): BudgetConfig {
  const file = path ?? "budget_config.yaml";
  const bytes = bytesOf(file);
  if (bytes === undefined) {
    if (path === undefined) return checkBudgetConfig();
    throw new TokenPakError(
      "PATH_NOT_FOUND",
      `${path} does not exist. Check the path, or give none for the defaults.`,
    );
  }
  if (bytes.length > MOST_BYTES) throw tooLarge(file);
  if (isUtf8(bytes)) return readBudgetConfig(bytes.toString("utf8"), { file });
  throw new TokenPakError(
    "TEXT_NOT_UTF8",
    `${file} is not UTF-8. Save it as UTF-8, for example with iconv -t UTF-8.`,
  );
}

/** `undefined` where there is none. No more than what is refused is read: a device has no end. */
function bytesOf(file: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let size = 0;
    for (let more = 1; more > 0; size += more) {
      more = readSync(descriptor, bytes, size, bytes.length - size, null);
    }
    return bytes.subarray(0, size);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (descriptor === undefined && (code === "ENOENT" || code === "ENOTDIR")) return undefined;
    throw unreadable(file, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const MOST_BYTES = 1_000_000;

function tooLarge(file: string): TokenPakError {
  return new TokenPakError(
    "CONFIG_INVALID",
    `${file}:1: the file is over 1 MB; a budget configuration is a few lines.`,
  );
}

function unreadable(file: string, cause: unknown): TokenPakError {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code === "EISDIR" ? "it is a folder" : code;
  return new TokenPakError(
    "PATH_UNREADABLE",
    `${file} cannot be read (${why}). Give a file that this user may read.`,
    { cause },
  );
}
