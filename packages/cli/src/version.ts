import { createRequire } from "node:module";

/** Version of this package. Its package.json lies one folder up, from `src` as from `dist`. */
export function cliVersion(): string {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  return version;
}
