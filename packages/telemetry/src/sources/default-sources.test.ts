import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultSources } from "./default-sources.ts";

describe("defaultSources", () => {
  it("are the agents' own folders in the home folder, Copilot's file only where one is configured", () => {
    const sources = defaultSources({ HOME: "/home/dev" });
    const roots = Object.fromEntries(sources.map(({ name, roots: [first] }) => [name, first]));
    expect(roots).toEqual({
      "claude-code": join("/home/dev/.claude/projects"),
      codex: join("/home/dev/.codex/sessions"),
      "gemini-cli": join("/home/dev/.gemini/tmp"),
      opencode: join("/home/dev/.local/share/opencode/opencode.db"),
      pi: join("/home/dev/.pi/agent/sessions"),
    });
    const variables = { HOME: "/home/dev", COPILOT_OTEL_FILE_EXPORTER_PATH: "~/otel.jsonl" };
    expect(defaultSources(variables).at(-1)).toMatchObject({
      name: "copilot",
      roots: [join("/home/dev/otel.jsonl")],
    });
  });
});
