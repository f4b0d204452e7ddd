import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rootOfDatabase } from "./project.ts";

/** Keeps a project's `.tokenpak` out of version control, with a .gitignore of its own inside. */
export function ignoreProjectFolder(database: string): void {
  if (rootOfDatabase(database) === undefined) return;
  try {
    writeFileSync(join(dirname(database), ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
