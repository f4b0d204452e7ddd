export {
  createOtelExporter,
  type OtelExporter,
  type OtelExporterOptions,
} from "./exporters/otel-exporter.ts";
