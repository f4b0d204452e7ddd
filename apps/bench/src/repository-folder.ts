import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The git repository whose history makes retrieval cases: what `TOKENPAK_BENCH_REPOSITORY` names, else this one. */
export function readRepositoryFolder(): string {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const named = process.env["TOKENPAK_BENCH_REPOSITORY"];
  return resolve(named ?? fileURLToPath(new URL("../../..", import.meta.url)));
}
