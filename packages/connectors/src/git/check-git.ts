import { TokenPakError } from "@tokenpak/core";
import { gitIn } from "./git.ts";

/** The first that takes its configuration from variables (https://github.com/git/git/blob/master/Documentation/RelNotes/2.31.0.txt). */
const OLDEST = [2, 31] as const;

/** Whether this process has asked git already: it takes as long as reading a small repository. */
let isKnown = false;

/** Whether there is a git that can do all that is asked of it. Throws `DEPENDENCY_MISSING`. */
export async function checkGit(signal: AbortSignal): Promise<void> {
  if (isKnown) return;
  const git = gitIn({ folder: "/", ceiling: "/", shown: "its version", protocols: [], signal });
  const said = await git.read(["version"]);
  isKnown = isNewEnough(said);
  if (isKnown) return;
  throw new TokenPakError(
    "DEPENDENCY_MISSING",
    `Git is too old (${said}). Install 2.31 or newer (https://git-scm.com/downloads).`,
  );
}

/** Of a text such as `git version 2.39.5 (Apple Git-154)`. */
export function isNewEnough(said: string): boolean {
  const [, major, minor] = /^git version ([0-9]{1,4})\.([0-9]{1,4})/.exec(said) ?? [];
  const [oldMajor, oldMinor] = OLDEST;
  return Number(major) > oldMajor || (Number(major) === oldMajor && Number(minor) >= oldMinor);
}
