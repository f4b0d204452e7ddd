export {
  createPrometheusRegistry,
  type PrometheusRegistry,
  type PrometheusRegistryOptions,
} from "./exporters/prometheus-registry.ts";
export { PROMETHEUS_CONTENT_TYPE } from "./exporters/prometheus-text.ts";
