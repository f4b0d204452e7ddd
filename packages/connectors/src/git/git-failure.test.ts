import { describe, expect, it } from "vitest";
import { gitFailure } from "./git-failure.ts";

const SAID = [
  ["SOURCE_DENIED", "fatal: Authentication failed for 'https://example.org/x/'"],
  [
    "SOURCE_DENIED",
    "fatal: could not read Username for 'https://example.org': terminal prompts disabled",
  ],
  [
    "SOURCE_DENIED",
    "git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.",
  ],
  [
    "SOURCE_DENIED",
    "fatal: detected dubious ownership in repository at '/srv/x'\nTo add an exception…",
  ],
  ["SOURCE_NOT_FOUND", "fatal: not a git repository (or any of the parent directories): .git"],
  ["SOURCE_NOT_FOUND", "fatal: remote error: access denied or repository not exported: /x"],
  [
    "SOURCE_NOT_FOUND",
    "remote: Repository not found.\nfatal: repository 'https://example.org/x/' not found",
  ],
  ["SOURCE_NOT_FOUND", "fatal: remote error: upload-pack: not our ref 1234"],
  [
    "SOURCE_UNAVAILABLE",
    "fatal: unable to access 'https://example.org/x/': Could not resolve host: example.org",
  ],
  ["SOURCE_UNAVAILABLE", ""],
] as const;

describe("gitFailure", () => {
  it.each(SAID)("is %s for %j", (code, stderr) => {
    const error = gitFailure({ shown: "example.org/x", stderr, secrets: [] });
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^Git cannot read example\.org\/x/);
  });

  it("says why in git's words, and nothing secret", () => {
    const stderr =
      "warning: x\nfatal: no 'https://ada:tuskers@example.org/x' and https://eve:pw@example.org.\n";
    const { message } = gitFailure({ shown: "x", stderr, secrets: ["ada:tuskers", "tuskers"] });
    expect(message).toContain("(fatal: no 'https://example.org/x' and https://example.org)");
  });

  it("takes no long time for long lines", () => {
    const stderr = `fatal: repository '${"'//@".repeat(200_000)}`;
    expect(gitFailure({ shown: "x", stderr, secrets: [] }).message.length).toBeLessThan(1000);
  });
});
