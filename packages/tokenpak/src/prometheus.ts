export * from "@tokenpak/telemetry/prometheus";
