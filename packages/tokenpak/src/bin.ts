import { createRequire } from "node:module";
import { main } from "@tokenpak/cli";

/** Lies one folder up, from `src` as from `dist`. */
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

process.exitCode = await main(process.argv.slice(2), undefined, { version });
