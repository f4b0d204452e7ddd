import type { JsonValue } from "@tokenpak/core";
import { type Fields, fieldsOf, itemsOf } from "../../adapters/wire/fields.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";

/** A span or a log record of OpenTelemetry. */
export interface OtelRecord {
  /** Empty where it has none. */
  readonly name: string;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** Milliseconds since 1970. */
  readonly begin: number | undefined;
  readonly end: number | undefined;
  /** Its status is "error". */
  readonly failed: boolean;
  readonly attributes: Fields;
  /** Attributes of the resource. */
  readonly resource: Fields;
}

/**
 * The records of a line: one as the exporters of the JavaScript SDK print it, or all of an OTLP/JSON message (`resourceSpans`,
 * `resourceLogs`). Nothing where it is neither.
 */
export function otelRecords(value: JsonValue): readonly OtelRecord[] {
  const line = fieldsOf(value);
  const { resourceSpans, resourceLogs, resource, attributes } = line;
  if (resourceSpans === undefined && resourceLogs === undefined) {
    return attributes === undefined ? [] : [recordOf(line, resourceOf(resource))];
  }
  const records: OtelRecord[] = [];
  for (const group of [...itemsOf(resourceSpans), ...itemsOf(resourceLogs)]) {
    const { resource: shared, scopeSpans, scopeLogs } = fieldsOf(group);
    const common = resourceOf(shared);
    for (const scope of [...itemsOf(scopeSpans), ...itemsOf(scopeLogs)]) {
      const { spans, logRecords } = fieldsOf(scope);
      for (const item of itemsOf(spans)) records.push(recordOf(fieldsOf(item), common));
      for (const item of itemsOf(logRecords)) records.push(recordOf(fieldsOf(item), common));
    }
  }
  return records;
}

function recordOf(record: Fields, resource: Fields): OtelRecord {
  const { name, traceId, spanId, spanContext, status, attributes, startTime, endTime } = record;
  const { hrTime, time, timestamp, startTimeUnixNano, endTimeUnixNano, timeUnixNano } = record;
  const context = fieldsOf(spanContext);
  const { traceId: contextTrace, spanId: contextSpan } = context;
  const { code } = fieldsOf(status);
  return {
    name: nameOf(name) ?? "",
    traceId: nameOf(traceId) ?? nameOf(contextTrace),
    spanId: nameOf(spanId) ?? nameOf(contextSpan),
    begin: firstTime([startTime, startTimeUnixNano]),
    end: firstTime([endTime, endTimeUnixNano, hrTime, time, timestamp, timeUnixNano]),
    failed: code === 2 || code === "STATUS_CODE_ERROR" || code === "ERROR",
    attributes: attributesOf(attributes),
    resource,
  };
}

function resourceOf(resource: JsonValue | undefined): Fields {
  const { attributes, _attributes } = fieldsOf(resource);
  return attributesOf(attributes ?? _attributes);
}

/** Attributes by name: as the SDK prints them, or as OTLP lists them. */
function attributesOf(attributes: JsonValue | undefined): Fields {
  if (!Array.isArray(attributes)) return fieldsOf(attributes);
  const named = new Map<string, JsonValue>();
  for (const item of attributes) {
    const { key, value } = fieldsOf(item);
    const { stringValue, intValue, doubleValue, boolValue } = fieldsOf(value);
    // 64-bit integers are text in OTLP/JSON.
    const number = typeof intValue === "string" ? Number(intValue) : intValue;
    const said = stringValue ?? number ?? doubleValue ?? boolValue;
    if (typeof key === "string" && said !== undefined) named.set(key, said);
  }
  return Object.fromEntries(named);
}

function firstTime(values: readonly (JsonValue | undefined)[]): number | undefined {
  for (const value of values) {
    const at = Array.isArray(value) ? hrTime(value) : readTime(value);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** Seconds and nanoseconds, as the SDK keeps a time. */
function hrTime([seconds, nanoseconds]: readonly JsonValue[]): number | undefined {
  if (typeof seconds !== "number" || typeof nanoseconds !== "number") return undefined;
  return readTime(seconds * 1000 + Math.floor(nanoseconds / 1e6));
}
