import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExposition } from "./__fixtures__/parse-exposition.ts";
import { recordOf, savingOf } from "./__fixtures__/record-of.ts";
import { createPrometheusRegistry } from "./prometheus-registry.ts";

function sumOf(text: string, name: string, labels: Record<string, string> = {}): number {
  return parseExposition(text)
    .samples.filter((sample) => sample.name === name)
    .filter((sample) =>
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

describe("createPrometheusRegistry", () => {
  it("counts requests by provider, model, agent and outcome", () => {
    const registry = createPrometheusRegistry();
    const { costNanos: _, ...unpriced } = recordOf({ outcome: "error" });
    registry.record({ completions: [recordOf(), recordOf(), unpriced] });
    expect(registry.text()).toContain(
      'tokenpak_requests_total{provider="anthropic",model="claude-opus-5-5",agent="claude-code",outcome="ok"} 2\n',
    );
    const value = (name: string) => sumOf(registry.text(), `tokenpak_${name}_total`);
    expect(value("requests")).toBe(3);
    expect(value("unpriced_requests")).toBe(1);
    expect(value("uncached_input_tokens")).toBe(36);
    expect(value("cache_read_tokens")).toBe(6000);
    expect(value("cache_write_tokens")).toBe(300);
    expect(value("output_tokens")).toBe(21);
    expect(value("cost_usd")).toBe(0.002416);
  });

  it("makes a histogram of durations, each bucket with what is below it", () => {
    const registry = createPrometheusRegistry({ durationBounds: [1, 2.5, 10] });
    const { latencyMs: _, ...untimed } = recordOf();
    registry.record({
      completions: [500, 2500, 2501, 60_000].map((latencyMs) => recordOf({ latencyMs })),
    });
    registry.record({ completions: [untimed, recordOf({ latencyMs: Number.NaN })] });
    const bucket = (le: string) =>
      sumOf(registry.text(), "tokenpak_request_duration_seconds_bucket", { le });
    expect(["1", "2.5", "10", "+Inf"].map(bucket)).toEqual([1, 2, 3, 4]);
    expect(sumOf(registry.text(), "tokenpak_request_duration_seconds_count")).toBe(4);
    expect(sumOf(registry.text(), "tokenpak_request_duration_seconds_sum")).toBeCloseTo(65.501, 9);
  });

  it("counts savings, and what they are worth as a gauge that may fall below zero", () => {
    const registry = createPrometheusRegistry();
    registry.record({ savings: [savingOf(), savingOf({ savedNanos: -5_000_000 })] });
    const { types } = parseExposition(registry.text());
    expect(types.get("tokenpak_saved_usd")).toBe("gauge");
    expect(sumOf(registry.text(), "tokenpak_saved_usd")).toBeCloseTo(-0.0022, 12);
    expect(sumOf(registry.text(), "tokenpak_packed_input_tokens_total")).toBe(2000);
    expect(sumOf(registry.text(), "tokenpak_packed_output_tokens_total")).toBe(500);
    expect(sumOf(registry.text(), "tokenpak_fetched_back_tokens_total")).toBe(100);
  });

  it("never has more sets of labels than its limit, and loses no count", () => {
    const registry = createPrometheusRegistry({ maxSeries: 10 });
    for (let index = 0; index < 1000; index += 1) {
      registry.record({ completions: [recordOf({ model: `model-${index}` })] });
    }
    registry.record({ completions: [recordOf({ model: "model-0" })] });
    const requests = parseExposition(registry.text()).samples.filter(
      ({ name }) => name === "tokenpak_requests_total",
    );
    expect(requests).toHaveLength(10);
    expect(sumOf(registry.text(), "tokenpak_requests_total")).toBe(1001);
    expect(sumOf(registry.text(), "tokenpak_requests_total", { model: "model-0" })).toBe(2);
    expect(sumOf(registry.text(), "tokenpak_requests_total", { model: "other" })).toBe(991);
  });

  it("says nothing of sessions, projects and ids", () => {
    const registry = createPrometheusRegistry();
    registry.record({ completions: [recordOf({ project: "/home/jane" })], savings: [savingOf()] });
    expect(registry.text()).not.toMatch(/jane|session-1|msg_1|saving-1/);
  });

  it("is valid for whatever a name or a number is", () => {
    const names = fc.string({ unit: "binary", maxLength: 300 });
    const numbers = fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names, numbers, numbers)), (rows) => {
        const registry = createPrometheusRegistry({ maxSeries: 20 });
        for (const [model, agent, latencyMs, costNanos] of rows) {
          registry.record({
            completions: [recordOf({ model, agent, latencyMs, costNanos })],
            savings: [savingOf({ model, savedNanos: costNanos })],
          });
        }
        const text = registry.text();
        const { samples } = parseExposition(text);
        expect(samples.every(({ value }) => Number.isFinite(value))).toBe(true);
        expect(sumOf(text, "tokenpak_requests_total")).toBe(rows.length);
        expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps quotes, backslashes and line ends in the values of labels", () => {
    const registry = createPrometheusRegistry();
    const model = 'a"b\\c\nd\\n{}= ,é';
    registry.record({ completions: [recordOf({ model })] });
    expect(sumOf(registry.text(), "tokenpak_requests_total", { model })).toBe(1);
  });

  it("counts names together that are the same once they can be written", () => {
    const registry = createPrometheusRegistry();
    const long = "x".repeat(119);
    const models = ["\ud800", "\udfff", `${long}\u{1f600}`, `${long}\u{1f601}`, "", "unknown"];
    registry.record({ completions: models.map((model) => recordOf({ model })) });
    const { samples } = parseExposition(registry.text());
    expect(samples.filter(({ name }) => name === "tokenpak_requests_total")).toHaveLength(3);
  });

  it("gives the same text for the same counts, in whatever order they came", () => {
    const records = ["b", "a", "c"].map((model) => recordOf({ model }));
    const text = (completions: typeof records): string => {
      const registry = createPrometheusRegistry();
      registry.record({ completions });
      return registry.text();
    };
    expect(text(records.toReversed())).toBe(text(records));
  });

  it("refuses limits that are none", () => {
    for (const options of [
      { maxSeries: 0 },
      { durationBounds: [2, 1] },
      { durationBounds: [-1] },
    ]) {
      expect(() => createPrometheusRegistry(options)).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION" }),
      );
    }
  });
});

const CHECKER = "promtool";
const hasChecker = spawnSync(CHECKER, ["--version"]).status === 0;

describe.skipIf(!hasChecker)("the text, by Prometheus' own checker (needs promtool)", () => {
  it("is without an error", () => {
    const registry = createPrometheusRegistry();
    registry.record({ completions: [recordOf()], savings: [savingOf()] });
    const { status, stderr } = spawnSync(CHECKER, ["check", "metrics"], {
      input: registry.text(),
    });
    expect(`${status} ${stderr}`).toBe("0 ");
  });
});
