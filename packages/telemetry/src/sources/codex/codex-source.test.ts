import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText, JSON_WRITERS } from "../../../tests/json-writers.ts";
import { lineFormatOf, readLogLines } from "../../../tests/read-log-lines.ts";
import { codexSource } from "./codex-source.ts";

const source = codexSource("/home/dev/.codex");
const PATH = "2026/11/20/rollout-2026-11-20T10-00-00-01a20500-0000-7000-8000-000000000001.jsonl";
const USAGE = { input_tokens: 10, cached_input_tokens: 4, output_tokens: 3 };

describe("codexSource", () => {
  it("looks into sessions and their archive", () => {
    expect(source.name).toBe("codex");
    expect(source.roots).toEqual([
      "/home/dev/.codex/sessions",
      "/home/dev/.codex/archived_sessions",
    ]);
  });

  it("reads rollouts and nothing else", () => {
    expect(source.formatOf(PATH)?.kind).toBe("lines");
    expect(source.formatOf(PATH.split("/").at(-1) ?? "")?.kind).toBe("lines");
    expect(source.formatOf("2026/11/20/notes.jsonl")).toBeUndefined();
    expect(source.formatOf(`${PATH}.zst`)).toBeUndefined();
  });

  it("never passes over a line that says something, whoever wrote it", () => {
    const { mayMatter } = lineFormatOf(source, PATH);
    fc.assert(
      fc.property(
        anyText,
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(...JSON_WRITERS),
        (text, unknown, writer) => {
          const line = (type: string, payload: object) =>
            writer({
              unknown,
              timestamp: "2026-11-20T10:00:00.000Z",
              payload: { unknown, ...payload },
              type,
            });
          const turn = { turn_id: `t${text}` };
          const lines = [
            line("session_meta", { cwd: text, id: `i${text}` }),
            line("event_msg", { ...turn, type: "task_started" }),
            line("turn_context", { ...turn, model: "gpt-5.5" }),
            line("event_msg", { type: "token_count", info: { last_token_usage: USAGE } }),
            line("token_usage_record", { ...turn, response_id: "resp_1", usage: USAGE }),
            line("event_msg", { ...turn, type: "task_complete", duration_ms: 7 }),
          ];
          for (const each of lines) expect(mayMatter?.(Buffer.from(each))).toBe(true);
          const entries = readLogLines(source, { path: PATH, lines });
          expect(entries.map(({ model }) => model)).toEqual(["gpt-5.5", "gpt-5.5"]);
          expect(entries[1]?.supersedes).toEqual([entries[0]?.id]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("passes over other lines unread, whatever they talk about", () => {
    const { mayMatter } = lineFormatOf(source, PATH);
    const text = '{"type":"event_msg","payload":{"type":"token_count"}}';
    for (const writer of JSON_WRITERS) {
      const line = writer({
        type: "response_item",
        payload: { type: "message", content: [{ text }] },
      });
      expect(mayMatter?.(Buffer.from(line))).toBe(false);
    }
  });
});
