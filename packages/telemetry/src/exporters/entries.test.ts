import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as otel from "../otel.ts";
import * as prometheus from "../prometheus.ts";

const source = join(import.meta.dirname, "..");

describe("the entries of the exporters", () => {
  it("have these names", () => {
    expect(Object.keys(otel)).toEqual(["createOtelExporter"]);
    expect(Object.keys(prometheus).sort()).toEqual([
      "PROMETHEUS_CONTENT_TYPE",
      "createPrometheusRegistry",
    ]);
  });

  it("are what alone imports the exporters: nobody else pays for them", () => {
    const importers = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("exporters"))
      .filter((file) =>
        /from "[^"]*(?:exporters\/|\/otel\.ts|\/prometheus\.ts|@opentelemetry)/.test(
          readFileSync(join(source, file), "utf8"),
        ),
      );
    expect(importers.sort()).toEqual(["otel.ts", "prometheus.ts"]);
  });
});
