export * from "@tokenpak/telemetry";
