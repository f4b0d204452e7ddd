import type { UsageStream, WireEvent } from "../src/adapters/provider-adapter.ts";

/** Events of a stream, of which each says `data` as JSON, and its `type`, where it has one, as its name. */
export function wireEvents(data: readonly unknown[]): readonly WireEvent[] {
  return data.map((value) => {
    const type = (value as { type?: unknown } | null)?.type;
    const text = JSON.stringify(value);
    return typeof type === "string" ? { event: type, data: text } : { data: text };
  });
}

/** Writes every event to a stream, in order. */
export function feed<T extends UsageStream>(stream: T, events: readonly WireEvent[]): T {
  for (const event of events) stream.write(event);
  return stream;
}
