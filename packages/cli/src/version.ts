import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Version of this package. Its package.json lies one folder up, from `src` as from `dist`. */
export function cliVersion(): string {
  return (require("../package.json") as { version: string }).version;
}

/** Version of the package of the engines. */
export function enginesVersion(): string {
  return (require("@tokenpak/engines/package.json") as { version: string }).version;
}
