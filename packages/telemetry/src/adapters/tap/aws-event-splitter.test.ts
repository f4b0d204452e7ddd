import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anthropicStream } from "../../../tests/samples/anthropic-samples.ts";
import { cutBytes, splitEvents } from "../../../tests/split-events.ts";
import { feed } from "../../../tests/wire-events.ts";
import { anthropicMessages } from "../anthropic/anthropic-messages-adapter.ts";
import { bedrockConverse } from "../bedrock/bedrock-converse-adapter.ts";
import type { ProviderAdapter } from "../provider-adapter.ts";
import { createUsageTap } from "../usage-tap.ts";
import { AwsEventSplitter } from "./aws-event-splitter.ts";

const header = (name: string, value: string) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  const start = [Buffer.from([name.length]), Buffer.from(name), Buffer.from([7])];
  return Buffer.concat([...start, length, Buffer.from(value)]);
};

/** A header with a time, which is no text. */
const DATE = Buffer.concat([
  Buffer.from([5]),
  Buffer.from(":date"),
  Buffer.from([8]),
  Buffer.alloc(8),
]);

/** A message with checksums of zeros. */
function message(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const named = Object.entries(headers).map(([name, value]) => header(name, value));
  const head = Buffer.concat([DATE, ...named]);
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + head.length + Buffer.byteLength(payload) + 4);
  prelude.writeUInt32BE(head.length, 4);
  return Buffer.concat([prelude, head, Buffer.from(payload), Buffer.alloc(4)]);
}

const event = (type: string, payload: unknown) =>
  message({ ":message-type": "event", ":event-type": type }, JSON.stringify(payload));

const delta = { contentBlockIndex: 0, delta: { text: "größe 日本" } };
const metadata = { usage: { inputTokens: 61, outputTokens: 25, totalTokens: 86 } };

const converse = Buffer.concat([
  event("messageStart", { role: "assistant" }),
  event("contentBlockDelta", delta),
  event("messageStop", { stopReason: "end_turn" }),
  event("metadata", metadata),
]);

function tapped(adapter: ProviderAdapter, bytes: Uint8Array) {
  const tap = createUsageTap(adapter);
  tap.write(bytes);
  return tap.result();
}

describe("AwsEventSplitter", () => {
  it("finds events by their type, whatever the chunks", () => {
    fc.assert(
      fc.property(cutBytes(converse), (chunks) => {
        expect(splitEvents(AwsEventSplitter, chunks)).toEqual({
          events: [
            { event: "messageStart", data: '{"role":"assistant"}' },
            { event: "contentBlockDelta", data: JSON.stringify(delta) },
            { event: "messageStop", data: '{"stopReason":"end_turn"}' },
            { event: "metadata", data: JSON.stringify(metadata) },
          ],
          lost: 0,
        });
      }),
      { numRuns: 100 },
    );
  });

  it("unwraps the events of invoke", () => {
    const chunks = anthropicStream.map(({ data }) =>
      event("chunk", { bytes: Buffer.from(data).toString("base64") }),
    );
    expect(tapped(anthropicMessages, Buffer.concat(chunks))).toEqual(
      feed(anthropicMessages.usageStream(), anthropicStream).result(),
    );
    expect(splitEvents(AwsEventSplitter, [event("chunk", { none: 1 })]).events).toEqual([
      { data: "" },
    ]);
  });

  it("is read by a tap, exceptions in mid-stream too", () => {
    expect(tapped(bedrockConverse, converse)).toMatchObject({
      usage: { uncachedInput: 61, output: 25, partial: false },
      finishReason: "stop",
      complete: true,
    });
    const exception = message(
      { ":message-type": "exception", ":exception-type": "throttlingException" },
      JSON.stringify({ message: "Too many tokens" }),
    );
    const started = event("messageStart", { role: "assistant" });
    expect(tapped(bedrockConverse, Buffer.concat([started, exception]))).toMatchObject({
      error: { message: "Too many tokens" },
      finishReason: "error",
      complete: false,
    });
  });

  it("leaves out messages over the limit, and those alone, whatever the chunks", () => {
    const long = event("contentBlockDelta", { delta: { text: "x".repeat(300) } });
    const bytes = Buffer.concat([long, converse, long, long]);
    fc.assert(
      fc.property(cutBytes(bytes), (chunks) => {
        const { events, lost } = splitEvents(AwsEventSplitter, chunks, 250);
        expect([events.length, lost]).toEqual([4, 3]);
      }),
      { numRuns: 100 },
    );
  });

  it("reads damaged bytes alike whatever the chunks, and stops where lengths contradict", () => {
    const damaged = fc
      .record({ place: fc.nat({ max: converse.length - 1 }), byte: fc.nat({ max: 255 }) })
      .map(({ place, byte }) => Buffer.from(converse).fill(byte, place, place + 1));
    fc.assert(
      fc.property(
        damaged.chain((bytes) => fc.tuple(fc.constant(bytes), cutBytes(bytes))),
        ([bytes, chunks]) => {
          expect(splitEvents(AwsEventSplitter, chunks, 9_999)).toEqual(
            splitEvents(AwsEventSplitter, [bytes], 9_999),
          );
        },
      ),
      { numRuns: 150 },
    );
    const short = Buffer.concat([Buffer.from([0, 0, 0, 15]), Buffer.alloc(40)]);
    expect(splitEvents(AwsEventSplitter, [short, converse])).toEqual({ events: [], lost: 1 });
    expect(splitEvents(AwsEventSplitter, [converse.subarray(0, -1)]).events).toHaveLength(3);
  });
});
