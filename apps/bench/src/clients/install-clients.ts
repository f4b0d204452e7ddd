import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Ask, Client } from "./client.ts";

/**
 * Installs what a client needs into a folder of its own, without running scripts of the packages, and loads it from there; `undefined`
 * where npm cannot install it, or it does not load.
 */
export async function installClient(client: Client, parent: string): Promise<Ask | undefined> {
  const folder = join(parent, client.packages.join("+").replace(/[^a-z0-9]+/g, "-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}');
  const require = createRequire(join(folder, "package.json"));
  try {
    await run("npm", ["install", "--prefix", folder, ...QUIETLY, ...client.packages], {
      timeout: 180_000,
    });
    return client.connect(require);
  } catch {
    return undefined;
  }
}

const QUIETLY = [
  "--no-audit",
  "--no-fund",
  "--ignore-scripts",
  "--silent",
  "--fetch-retries=1",
  "--fetch-retry-maxtimeout=2000",
  "--fetch-retry-mintimeout=1000",
];

const run = promisify(execFile);
