import { createRequire } from "node:module";
import { TokenPakError } from "@tokenpak/core";

/** What the exporter needs of the package at run time, where it is not handed a meter and a tracer. */
export type OpenTelemetryApi = Pick<typeof import("@opentelemetry/api"), "metrics" | "trace">;

/**
 * Loads @opentelemetry/api, an optional peer. Required here and not imported above, so that its absence is an error in words
 * (`DEPENDENCY_MISSING`) instead of one of the module loader. All copies of it share one global registration.
 */
export function loadOpenTelemetry(
  load: (name: string) => unknown = createRequire(import.meta.url),
): OpenTelemetryApi {
  try {
    return load("@opentelemetry/api") as OpenTelemetryApi;
  } catch (cause) {
    throw new TokenPakError(
      "DEPENDENCY_MISSING",
      "The OpenTelemetry exporter needs @opentelemetry/api. Run: npm install @opentelemetry/api",
      { cause },
    );
  }
}
