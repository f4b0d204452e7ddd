import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText, JSON_WRITERS } from "../../../tests/json-writers.ts";
import { lineFormatOf, readLogLines } from "../../../tests/read-log-lines.ts";
import { claudeCodeSource } from "./claude-code-source.ts";

const source = claudeCodeSource(["/home/dev/.claude", "/home/dev/.config/claude"]);
const PATH = "-home-dev-shop/5f3a.jsonl";

describe("claudeCodeSource", () => {
  it("looks into the sessions of every configuration folder", () => {
    expect(source.name).toBe("claude-code");
    expect(source.roots).toEqual([
      "/home/dev/.claude/projects",
      "/home/dev/.config/claude/projects",
    ]);
  });

  it("reads sessions and those of sub-agents, and nothing else", () => {
    expect(source.formatOf(PATH)?.kind).toBe("lines");
    expect(source.formatOf("-home-dev-shop/5f3a/subagents/agent-a5cf.jsonl")?.kind).toBe("lines");
    expect(source.formatOf("-home-dev-shop/5f3a/subagents/agent-a5cf.meta.json")).toBeUndefined();
    expect(source.formatOf("-home-dev-shop/memory/MEMORY.md")).toBeUndefined();
  });

  it("never passes over a line that says something, whoever wrote it", () => {
    const { mayMatter } = lineFormatOf(source, PATH);
    fc.assert(
      fc.property(
        anyText,
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(...JSON_WRITERS),
        (text, unknown, writer) => {
          const line = writer({
            unknown,
            timestamp: "2026-11-20T10:00:00.000Z",
            cwd: text,
            message: {
              content: [{ type: "text", text }],
              model: "claude-sonnet-5",
              usage: { output_tokens: 3, unknown },
            },
            type: "assistant",
          });
          expect(mayMatter?.(Buffer.from(line))).toBe(true);
          expect(readLogLines(source, { path: PATH, lines: [line] })).toHaveLength(1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("passes over other lines unread, whatever they talk about", () => {
    const { mayMatter } = lineFormatOf(source, PATH);
    const content = 'He wrote {"type":"assistant","message":{"usage":{"output_tokens":3}}}';
    for (const writer of JSON_WRITERS) {
      const line = writer({ type: "user", message: { role: "user", content } });
      expect(mayMatter?.(Buffer.from(line))).toBe(false);
    }
  });
});
