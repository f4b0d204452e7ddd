import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";
import { OUTPUT_CLOSED } from "../cli-io.ts";

const CSV = ["cost", "--since", "all", "--logs", "events", "--csv"];

function events(...models: readonly string[]): string {
  const at = "2026-11-20T00:00:00Z";
  const lines = models.map((model) => JSON.stringify({ model, tokensIn: 1, tokensOut: 1, at }));
  return testFolder({ "events/a.jsonl": `${lines.join("\n")}\n` });
}

describe("tokenpak cost --records", () => {
  it("writes CSV that steers no terminal, and changes nothing for files", async () => {
    const cwd = events("a\u001b]0;x\u0007");
    for (const flags of [[], ["--records"]]) {
      const onTerminal = await runCli([...CSV, ...flags], { cwd, tty: true });
      expect(onTerminal.stdout).toContain("a?]0;x?");
      expect((await runCli([...CSV, ...flags], { cwd })).stdout).toContain("a\u001b]0;x\u0007");
    }
  });

  it("stops without a word where nobody reads on, and with one at Ctrl-C", async () => {
    const cwd = events("a", "b", "c");
    const stopped = async (reason?: string) => {
      const stop = new AbortController();
      const onOutput = () => stop.abort(reason);
      return runCli([...CSV, "--records"], { cwd, signal: stop.signal, onOutput });
    };
    expect(await stopped(OUTPUT_CLOSED)).toMatchObject({ code: 0, stderr: "" });
    expect(await stopped()).toMatchObject({
      code: 130,
      stderr: expect.stringContaining("Stopped"),
    });
  });
});
