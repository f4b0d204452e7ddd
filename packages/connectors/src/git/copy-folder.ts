import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How a repository names its objects. */
export type ObjectFormat = "sha1" | "sha256";

/** The format that ids of this length belong to. */
export function formatOfHash(hash: string): ObjectFormat {
  return hash.length === 64 ? "sha256" : "sha1";
}

/** Whether there is a copy in the folder. */
export function hasCopy(folder: string): boolean {
  return existsSync(join(folder, "HEAD"));
}

/**
 * Sees to it that there is a bare repository in the folder, in this format, else empty; without a format, in any. Its few files
 * are all that git asks of one (https://git-scm.com/docs/gitrepository-layout), and none of its settings is anyone else's.
 */
export function makeCopy(folder: string, format?: ObjectFormat): void {
  const before = hasCopy(folder) ? formatIn(folder) : undefined;
  const wanted = format ?? before ?? "sha1";
  if (before !== undefined && before !== wanted) removeCopy(folder);
  if (before !== wanted) {
    for (const name of ["objects", "refs"]) {
      mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    }
  }
  writeConfig(folder, wanted);
  // Last: it says that there is a copy.
  if (before !== wanted) writeFileSync(join(folder, "HEAD"), "ref: refs/heads/none\n");
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function writeConfig(folder: string, format: ObjectFormat): void {
  const version = format === "sha256" ? 1 : 0;
  const lines = ["[core]", `\trepositoryformatversion = ${version}`, "\tbare = true"];
  if (format === "sha256") lines.push("[extensions]", "\tobjectFormat = sha256");
  writeFileSync(join(folder, "config"), `${lines.join("\n")}\n`);
}

function formatIn(folder: string): ObjectFormat {
  const config = join(folder, "config");
  const isWide = existsSync(config) && /sha256/i.test(readFileSync(config, "utf8"));
  return isWide ? "sha256" : "sha1";
}
