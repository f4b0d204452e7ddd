import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder with public benchmark data: what `TOKENPAK_BENCH_DATA` names, else `../shared/data` beside the repository.
 * `undefined` where neither exists.
 */
export function readDataFolder(): string | undefined {
  const root = resolve(fileURLToPath(import.meta.url), "../../../..");
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const named = process.env["TOKENPAK_BENCH_DATA"];
  const folder = named ?? resolve(root, "../shared/data");
  return existsSync(folder) ? folder : undefined;
}
