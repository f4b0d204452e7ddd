import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The text of a data file; `.gz` is unpacked. */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The lines of a data file that are not empty. */
export function linesOf(path: string): string[] {
  return readText(path)
    .split("\n")
    .filter((line) => line !== "");
}
