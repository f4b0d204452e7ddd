import { fileURLToPath } from "node:url";

/** Absolute path of something in this repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
