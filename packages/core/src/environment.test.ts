import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  projectRegistryPath,
  readCredential,
  readEnvironment,
  telemetryOptIns,
  userDataFolder,
  userName,
  userOriginalsPath,
  userRepositoriesFolder,
  variablesForChild,
} from "./environment.ts";

describe("userName", () => {
  it("is what the shell says, if it says anything", () => {
    expect(userName({ USER: "alice", LOGNAME: "bob" })).toBe("alice");
    expect(userName({ USER: " ", LOGNAME: "bob" })).toBe("bob");
    expect(userName({})).toBeUndefined();
  });
});

describe("readEnvironment", () => {
  it("answers defaults for an empty environment", () => {
    expect(readEnvironment({})).toEqual({
      tokenpakHome: join(homedir(), ".tokenpak"),
      noColor: false,
      forceColor: false,
      dumbTerminal: false,
      ci: false,
    });
  });

  it("takes the data folder from TOKENPAK_HOME, absolute and with the tilde expanded", () => {
    expect(readEnvironment({ TOKENPAK_HOME: "/data/tp" }).tokenpakHome).toBe("/data/tp");
    expect(readEnvironment({ TOKENPAK_HOME: "tp" }).tokenpakHome).toBe(resolve("tp"));
    expect(readEnvironment({ TOKENPAK_HOME: "~/tp" }).tokenpakHome).toBe(join(homedir(), "tp"));
    expect(readEnvironment({ TOKENPAK_HOME: "~" }).tokenpakHome).toBe(homedir());
    expect(readEnvironment({ TOKENPAK_HOME: "  " }).tokenpakHome).toBe(
      join(homedir(), ".tokenpak"),
    );
  });

  it("reads switches as their conventions say", () => {
    expect(readEnvironment({ NO_COLOR: "0" }).noColor).toBe(true);
    expect(readEnvironment({ NO_COLOR: "" }).noColor).toBe(false);
    expect(readEnvironment({ TERM: "dumb" }).dumbTerminal).toBe(true);
    expect(readEnvironment({ TERM: "xterm" }).dumbTerminal).toBe(false);
    expect(readEnvironment({ FORCE_COLOR: "1", CI: "true" })).toMatchObject({
      forceColor: true,
      ci: true,
    });
    expect(readEnvironment({ FORCE_COLOR: "0", CI: "False" })).toMatchObject({
      forceColor: false,
      ci: false,
    });
  });
});

describe("userDataFolder", () => {
  it("holds the user's originals", () => {
    const variables = { TOKENPAK_HOME: "/data/tp" };
    expect(userDataFolder(variables)).toBe("/data/tp");
    expect(userOriginalsPath(variables)).toBe("/data/tp/originals.db");
  });
});

describe("projectRegistryPath", () => {
  it("lies in the project's own folder", () => {
    expect(projectRegistryPath("/p")).toBe("/p/.tokenpak/registry.db");
    expect(projectRegistryPath()).toBe(resolve(".tokenpak/registry.db"));
  });
});

describe("readCredential", () => {
  it("reads GitHub's token, from either variable, and nothing else", () => {
    expect(readCredential("GITHUB_TOKEN", { GITHUB_TOKEN: "a", GH_TOKEN: "b" })).toBe("a");
    expect(readCredential("GITHUB_TOKEN", { GITHUB_TOKEN: " ", GH_TOKEN: "b" })).toBe("b");
    expect(readCredential("GITHUB_TOKEN", {})).toBeUndefined();
    expect(readCredential("TOKENPAK_HOME", { TOKENPAK_HOME: "a" })).toBeUndefined();
  });
});

describe("userRepositoriesFolder", () => {
  it("lies in the user's folder", () => {
    expect(userRepositoriesFolder({ TOKENPAK_HOME: "/data/tp" })).toBe("/data/tp/repositories");
  });
});

describe("variablesForChild", () => {
  it("keeps what it is asked to keep, with its values", () => {
    const variables = { PATH: "/bin", GIT_DIR: "/r", EMPTY: "", GONE: undefined };
    const kept = variablesForChild((name) => !name.startsWith("GIT_"), variables);
    expect(kept).toEqual({ PATH: "/bin", EMPTY: "" });
  });
});

describe("telemetryOptIns", () => {
  it("reads a list with commas", () => {
    expect(telemetryOptIns({})).toEqual([]);
    expect(
      telemetryOptIns({ OTEL_SEMCONV_STABILITY_OPT_IN: " http, gen_ai_latest_experimental,," }),
    ).toEqual(["http", "gen_ai_latest_experimental"]);
  });
});
