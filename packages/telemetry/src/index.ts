export type { ProviderAdapter } from "./adapters/provider-adapter.ts";
export { CanonicalRequest } from "./canonical/canonical-request.ts";
export { CanonicalResponse, FINISH_REASONS } from "./canonical/canonical-response.ts";
export { CanonicalUsage } from "./canonical/canonical-usage.ts";
export type { CollectorStore } from "./collect/collector-store.ts";
export type { TelemetrySource } from "./collect/telemetry-source.ts";
