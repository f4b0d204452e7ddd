import { TokenPakError, type TokenPakErrorCode } from "@tokenpak/core";

/** What a run of git that failed is told by. */
export interface FailedRun {
  /** The repository for people, without credentials. */
  readonly shown: string;
  /** What git wrote to its error output. */
  readonly stderr: string;
  /** Texts that no message may hold, for example a URL with a password in it. */
  readonly secrets: readonly string[];
}

interface Kind {
  readonly code: TokenPakErrorCode;
  readonly sign: RegExp;
  readonly fix: string;
}

/** Git has no codes for its errors; these are its own words, in English by `LC_ALL=C`. The first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    code: "SOURCE_DENIED",
    sign: /dubious ownership/,
    fix: "Another user owns that folder. If you trust it, name it to git: git config --global --add safe.directory, and the folder.",
  },
  {
    code: "SOURCE_DENIED",
    sign: /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied|Host key verification failed|returned error: 40[13]/i,
    fix: "Let git reach it first: set up a credential helper or an SSH key, and try git ls-remote.",
  },
  {
    code: "SOURCE_NOT_FOUND",
    sign: /not a git repository|not appear to be a git repository|repository not (?:found|exported)|repository '.{0,1000}' not found|does not exist|returned error: 404|no such remote ref|couldn't find remote ref|not our ref/i,
    fix: "Check the address and the ref. Of a working tree, give the top folder; some servers also say this of what they do not show.",
  },
];

const OTHER: Omit<Kind, "sign"> = {
  code: "SOURCE_UNAVAILABLE",
  fix: "Check the address and the network, and try git ls-remote or git fsck.",
};

/** The error for a run of git that failed: what git said, without credentials, and what to do. */
export function gitFailure({ shown, stderr, secrets }: FailedRun): TokenPakError {
  const { code, fix } = KINDS.find(({ sign }) => sign.test(stderr)) ?? OTHER;
  const said = withoutSecrets(lastWords(stderr), secrets);
  return new TokenPakError(
    code,
    `Git cannot read ${shown}${said === "" ? "" : ` (${said})`}. ${fix}`,
  );
}

/** The error for a program that is not there, or cannot be started. */
export function gitNotStarted(cause: NodeJS.ErrnoException): TokenPakError {
  const { code } = cause;
  if (code !== undefined && code !== "ENOENT") {
    return new TokenPakError(
      "SOURCE_UNAVAILABLE",
      `Git cannot be started (${code}). Check its permissions and the limits of this process.`,
      { cause },
    );
  }
  return new TokenPakError(
    "DEPENDENCY_MISSING",
    "Git cannot be started. Install git 2.31 or newer (https://git-scm.com/downloads) and see that it is in PATH.",
    { cause },
  );
}

/** The error for a run that the caller's signal ended. */
export function gitAborted(cause: unknown): TokenPakError {
  return new TokenPakError(
    "ABORTED",
    "Reading the repository was stopped. What was committed is kept; run it again to finish.",
    { cause },
  );
}

/** The line that says why, which is the first that git calls fatal, or else the last one. */
function lastWords(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const fatal = lines.find((line) => line.startsWith("fatal:"));
  return (fatal ?? lines.findLast((line) => line !== "") ?? "").slice(0, 500).replace(/\.$/, "");
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "[credential]");
  // Whatever still stands between // and @, for example in a URL that git rewrote.
  return clean.replace(/\/\/[^\s/@]{1,500}@/g, "//");
}
