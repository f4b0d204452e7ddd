import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasRecordedTraffic,
  recordedBodies,
  recordedStreams,
} from "../../tests/recorded-traffic.ts";
import {
  anthropicCachedResponse,
  anthropicError,
  anthropicStream,
} from "../../tests/samples/anthropic-samples.ts";
import { feed } from "../../tests/wire-events.ts";
import { anthropicMessages } from "./anthropic/anthropic-messages-adapter.ts";
import type { ProviderAdapter, WireEvent } from "./provider-adapter.ts";
import { unknownAdapter } from "./unknown-adapter.ts";
import { createUsageTap, type UsageTapOptions } from "./usage-tap.ts";

type Chunk = Uint8Array | string;

const tapped = (chunks: readonly Chunk[], options?: UsageTapOptions) => {
  const tap = createUsageTap(anthropicMessages, options);
  for (const chunk of chunks) tap.write(chunk);
  return tap.result();
};

const sse = (events: readonly WireEvent[], lineEnd = "\n") =>
  events
    .map(({ event, data }) => [...(event ? [`event: ${event}`] : []), `data: ${data}`, "", ""])
    .map((lines) => lines.join(lineEnd))
    .join("");

const direct = (events: readonly WireEvent[]) =>
  feed(anthropicMessages.usageStream(), events).result();

/** A text in two scripts and with a character of four bytes, so that cuts fall into characters. */
const withUnicode: readonly WireEvent[] = [
  { data: '{"type":"ping","note":"größe 日本 😀"}' },
  ...anthropicStream,
];

/** The bytes of a text, or the text, cut at random places. */
function chunksOf(text: string): fc.Arbitrary<readonly Chunk[]> {
  const cuts = fc.array(fc.nat(), { maxLength: 40 });
  return fc.record({ cuts, asText: fc.boolean() }).map(({ cuts: places, asText }) => {
    const whole = asText ? text : Buffer.from(text);
    const bounds = [0, ...places.map((place) => place % (whole.length + 1)), whole.length];
    bounds.sort((left, right) => left - right);
    return bounds.slice(1).map((end, index) => whole.slice(bounds[index], end));
  });
}

describe("createUsageTap", () => {
  it("finds what the adapter finds in the events, whatever the line ends and chunks", () => {
    const expected = direct(withUnicode);
    expect(expected.usage).toMatchObject({ uncachedInput: 61, output: 25, partial: false });
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      const text = `\ufeff${sse(withUnicode, lineEnd)}`;
      fc.assert(
        fc.property(chunksOf(text), (chunks) => {
          expect(tapped(chunks)).toEqual(expected);
        }),
        { numRuns: 60 },
      );
      expect(tapped([...Buffer.from(text)].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
    }
  });

  it("finds what the adapter finds in a whole answer, whatever the chunks", () => {
    const { usage, id, finishReason } =
      anthropicMessages.toCanonicalResponse(anthropicCachedResponse);
    const text = ` \r\n${JSON.stringify({ ...anthropicCachedResponse, note: "größe 日本 😀" }, null, 1)}\n`;
    fc.assert(
      fc.property(chunksOf(text), (chunks) => {
        expect(tapped(chunks)).toMatchObject({ usage, id, finishReason, complete: true });
      }),
      { numRuns: 60 },
    );
  });

  it("reads a JSON array item by item, whatever the chunks", () => {
    const items = withUnicode.map(({ data }) => JSON.parse(data));
    const expected = direct(withUnicode);
    for (const text of [JSON.stringify(items), JSON.stringify(items, null, 2)]) {
      fc.assert(
        fc.property(chunksOf(text), (chunks) => {
          expect(tapped(chunks)).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    }
    const cut = JSON.stringify(items).slice(0, -10);
    expect(tapped([cut])).toMatchObject({ complete: false, usage: { output: 25, partial: true } });
  });

  it("reads an error body, of unknown usage", () => {
    expect(tapped([JSON.stringify(anthropicError)])).toMatchObject({
      finishReason: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
      usage: { usageSource: "unknown" },
    });
  });

  it("takes an event that the end of the body cuts short of its blank line", () => {
    const text = sse(anthropicStream).trimEnd();
    expect(tapped([text]).complete).toBe(true);
    expect(tapped([`${text}\r`]).complete).toBe(true);
  });

  it("knows less, and says so, of a body that was cut off", () => {
    for (const text of ["", "  \n", "{", JSON.stringify(anthropicCachedResponse).slice(0, -1)]) {
      expect(tapped([text])).toMatchObject({
        complete: false,
        usage: { usageSource: "unknown", partial: true, confidence: "low" },
      });
    }
    const text = sse(anthropicStream);
    const cut = tapped([text.slice(0, text.indexOf("message_delta"))]);
    expect(cut).toMatchObject({ complete: false, usage: { uncachedInput: 43, partial: true } });
  });

  it("passes over what is written after the end", () => {
    const tap = createUsageTap(anthropicMessages);
    tap.write(sse(anthropicStream.slice(0, 3)));
    const result = tap.result();
    tap.write(sse(anthropicStream.slice(3)));
    expect(tap.result()).toEqual(result);
  });

  it("leaves out an event over the limit, in every chunking, and is partial", () => {
    const mostBytes = 600;
    const large = { data: `{"type":"content_block_start","text":"${"x".repeat(mostBytes)}"}` };
    const events = [...anthropicStream.slice(0, 2), large, ...anthropicStream.slice(2)];
    const { usage } = direct(anthropicStream);
    const items = `[${events.map(({ data }) => data).join(",\n")}]`;
    for (const text of [sse(events), sse(events, "\r\n"), items]) {
      fc.assert(
        fc.property(chunksOf(text), (chunks) => {
          expect(tapped(chunks, { mostBytes })).toMatchObject({
            usage: { output: usage.output, partial: true, confidence: "low" },
            complete: true,
          });
        }),
        { numRuns: 40 },
      );
    }
  });

  it("does not know a whole answer over the limit", () => {
    const text = JSON.stringify(anthropicCachedResponse);
    fc.assert(
      fc.property(chunksOf(text), (chunks) => {
        expect(tapped(chunks, { mostBytes: text.length }).complete).toBe(true);
        expect(tapped(chunks, { mostBytes: text.length - 1 })).toMatchObject({
          complete: false,
          usage: { usageSource: "unknown", partial: true },
        });
      }),
      { numRuns: 20 },
    );
  });

  it("throws for no bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array(), fc.string())), (chunks) => {
        expect(tapped(chunks).usage.partial).toBe(true);
      }),
      { numRuns: 60 },
    );
    for (const text of ["[".repeat(100_000), `{"usage":${"[".repeat(100_000)}`, "]".repeat(9)]) {
      expect(tapped([text]).complete).toBe(false);
    }
  });

  it("throws for no adapter that does, and says that it does not know", () => {
    const fail = () => {
      throw new Error("broken");
    };
    const broken: ProviderAdapter[] = [
      { ...unknownAdapter, usageStream: fail, toCanonicalResponse: fail },
      { ...unknownAdapter, usageStream: () => ({ write: fail, result: fail }) },
      {
        ...anthropicMessages,
        usageStream: () => ({ write: fail, result: () => direct(anthropicStream) }),
      },
    ];
    for (const adapter of broken) {
      for (const text of [sse(anthropicStream), "[{}]"]) {
        const tap = createUsageTap(adapter);
        tap.write(text);
        expect(tap.result().usage).toMatchObject({ partial: true, confidence: "low" });
      }
    }
  });

  it("takes time in proportion to a body, even of nothing but line ends", () => {
    const line = "\r".repeat(500_000);
    expect(tapped([line, sse(anthropicStream, "\r"), line]).complete).toBe(true);
  });
});

describe.skipIf(!hasRecordedTraffic)(
  "createUsageTap on recorded traffic (which is not here)",
  () => {
    it("finds what the adapter finds", () => {
      for (const { content } of recordedStreams("anthropic")) {
        expect(tapped([sse(content)])).toEqual(direct(content));
      }
      for (const { content } of recordedBodies("anthropic")) {
        const { usage } = anthropicMessages.toCanonicalResponse(content);
        expect(tapped([JSON.stringify(content)]).usage).toEqual(usage);
      }
    });
  },
);
