export * from "@tokenpak/telemetry/otel";
