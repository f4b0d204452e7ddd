import { afterEach, describe, expect, it, vi } from "vitest";
import { gitVariables } from "./git-variables.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("gitVariables", () => {
  it("keeps how the user reaches servers, and nothing that leads to a repository", () => {
    const kept = ["GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_CONFIG_GLOBAL", "HOME", "HTTPS_PROXY"];
    const dropped = [
      "GIT_DIR",
      "GIT_NAMESPACE",
      "GIT_CONFIG_PARAMETERS",
      "GIT_EXTERNAL_DIFF",
      "GIT_TRACE",
      "GIT_CONFIG_KEY_99",
    ];
    for (const name of [...kept, ...dropped]) vi.stubEnv(name, "x");
    const variables = gitVariables({ protocols: [] });
    for (const name of kept) expect(variables[name]).toBe("x");
    for (const name of dropped) expect(variables[name]).toBeUndefined();
  });

  it("asks no one, and reaches nothing but what it may", () => {
    expect(gitVariables({ protocols: [] })).toMatchObject({
      GIT_ALLOW_PROTOCOL: "none",
      GIT_ASKPASS: "",
      GIT_NO_LAZY_FETCH: "1",
      GIT_TERMINAL_PROMPT: "0",
      LC_ALL: "C",
    });
    expect(gitVariables({ protocols: ["git", "https"] })).toMatchObject({
      GIT_ALLOW_PROTOCOL: "git:https",
    });
  });

  it("counts the settings that it hands on", () => {
    const variables = gitVariables({ protocols: [], config: { "remote.origin.url": "https://x" } });
    const { GIT_CONFIG_COUNT } = variables;
    const last = Number(GIT_CONFIG_COUNT) - 1;
    expect(variables[`GIT_CONFIG_KEY_${last}`]).toBe("remote.origin.url");
    expect(variables[`GIT_CONFIG_VALUE_${last}`]).toBe("https://x");
    expect(variables[`GIT_CONFIG_KEY_${last + 1}`]).toBeUndefined();
  });
});
