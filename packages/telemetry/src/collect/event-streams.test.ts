import { describe, expect, it } from "vitest";
import { entryOf } from "./__fixtures__/event-lines.ts";
import { EventStreams } from "./event-streams.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";

function eventsOf(count: number): readonly TelemetryEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "completion",
    change: "added",
    record: entryOf(String(index)),
    source: "test",
    file: "/test",
  }));
}

async function idsOf(iterator: AsyncIterator<TelemetryEvent, undefined>): Promise<string[]> {
  const ids: string[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    ids.push(next.value.record.id);
  }
  return ids;
}

/** What a promise is now. */
async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, Promise.resolve().then(() => "waits")]);
}

describe("EventStreams", () => {
  it("gives every reader everything, in order, and ends", async () => {
    const streams = new EventStreams();
    const readers = [streams.open(), streams.open()];
    const early = readers.map(idsOf);
    streams.publish(eventsOf(3));
    streams.publish(eventsOf(2));
    streams.end();
    for (const ids of await Promise.all(early)) expect(ids).toEqual(["0", "1", "2", "0", "1"]);
    expect(await idsOf(streams.open())).toEqual([]);
  });

  it("has room without readers, and with a full one only when it takes or leaves", async () => {
    const streams = new EventStreams();
    streams.publish(eventsOf(5000));
    expect(await streams.room()).toBe(true);
    const reader = streams.open();
    streams.publish(eventsOf(999));
    expect(await streams.room()).toBe(true);
    streams.publish(eventsOf(2));
    const room = streams.room();
    expect(await stateOf(room)).toBe("waits");
    await reader.next();
    expect(await stateOf(room)).toBe("waits");
    await reader.next();
    expect(await room).toBe(true);
    streams.publish(eventsOf(1000));
    const again = streams.room();
    await reader.return?.();
    expect(await again).toBe(true);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it("gives up waiting when the signal is aborted, or nobody takes anything in a hurry", async () => {
    const streams = new EventStreams();
    const reader = streams.open();
    streams.publish(eventsOf(1001));
    const controller = new AbortController();
    const aborted = streams.room(controller.signal);
    controller.abort();
    expect(await aborted).toBe(false);
    expect(await streams.room(controller.signal)).toBe(false);
    const late = streams.room();
    streams.hurry(1);
    expect(await late).toBe(false);
    await reader.next();
    await reader.next();
    expect(await streams.room()).toBe(true);
    streams.end();
    expect(await idsOf(reader)).toHaveLength(999);
  });
});
