/*
 * How to use: in the test of an adapter,
 *
 *   adapterContract({
 *     adapter: anthropicMessages,
 *     requests: [...],             // parsed bodies; their body alone, without a path, gives the format away
 *     responses: [...],            // whole answers with usage, likewise
 *     errors: [...],               // error bodies that are this format's alone; leave out where formats share them
 *     streams: [...],              // complete streams: wireEvents([{ type: "message_start", ... }, ...]) of `wire-events.ts`
 *     asStream: (response) => ..., // the events with which the provider would have streamed a whole answer
 *     foreign: [...],              // bodies of other formats: it must abstain
 *   });
 *
 * Recorded answers come from `recorded-traffic.ts`: add them to `responses` and `streams` where they are at hand (both lists are then
 * longer; the fixtures written in the test remain, so that it tests something without them).
 */
import {
  type CanonicalUsage,
  cacheWriteTokens,
  TOKEN_COUNTS,
  type TokenCounts,
  totalTokens,
} from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderAdapter, WireEvent } from "../src/adapters/provider-adapter.ts";
import { CanonicalRequest } from "../src/canonical/canonical-request.ts";
import { CanonicalResponse } from "../src/canonical/canonical-response.ts";
import { DEEP, DEEP_TEXT, deepVariants, hostileJson } from "./hostile-json.ts";
import { feed } from "./wire-events.ts";

/** An adapter, and samples of what it reads. */
export interface AdapterSubject {
  readonly adapter: ProviderAdapter;
  readonly requests: readonly unknown[];
  /** At least one of them with usage. */
  readonly responses: readonly unknown[];
  readonly errors?: readonly unknown[];
  readonly streams: readonly (readonly WireEvent[])[];
  asStream(response: unknown): readonly WireEvent[];
  readonly foreign: readonly unknown[];
}

/** What every ProviderAdapter must do. */
export function adapterContract(subject: AdapterSubject): void {
  describe(`${subject.adapter.name}: ProviderAdapter contract`, () => {
    detection(subject);
    reading(subject);
    streaming(subject);
    hostility(subject);
  });
}

/** Holds a usage to the rules of its type: integers, disjoint counts, parts that add up. */
export function expectSoundUsage(usage: CanonicalUsage): void {
  for (const field of TOKEN_COUNTS) {
    if (!Number.isSafeInteger(usage[field]) || usage[field] < 0) expect(usage[field]).toBe(field);
  }
  expect(Number.isSafeInteger(totalTokens(usage))).toBe(true);
  expect(usage.reasoning).toBeLessThanOrEqual(usage.output);
  expect(usage.audioOutput + usage.imageOutput).toBeLessThanOrEqual(usage.output);
  expect(usage.audioInput + usage.imageInput).toBeLessThanOrEqual(usage.uncachedInput);
  if (usage.partial || usage.usageSource === "unknown") expect(usage.confidence).toBe("low");
  if (usage.usageSource === "unknown") expect(totalTokens(usage)).toBe(0);
  if (usage.parts === undefined) return;
  for (const field of TOKEN_COUNTS) {
    expect(usage.parts.reduce((sum, part) => sum + part[field], 0)).toBe(usage[field]);
  }
}

function detection({ adapter, requests, responses, errors = [], foreign }: AdapterSubject): void {
  it("knows its own requests, answers and errors by their body", () => {
    for (const raw of [...requests, ...responses, ...errors]) {
      expect(adapter.detect(raw), JSON.stringify(raw).slice(0, 300)).toBeGreaterThanOrEqual(0.5);
    }
  });

  it("abstains from bodies of other formats", () => {
    for (const raw of foreign) {
      expect(adapter.detect(raw), JSON.stringify(raw).slice(0, 300)).toBeLessThan(0.5);
    }
  });

  it("abstains from what is no body", () => {
    for (const raw of [undefined, null, 0, "", "text", true, [], {}, [[]], [{}]]) {
      expect(adapter.detect(raw)).toBeLessThan(0.5);
    }
  });
}

function reading({ adapter, requests, responses, errors = [] }: AdapterSubject): void {
  it("reads requests into the canonical form, with their raw body", () => {
    for (const raw of requests) {
      const request = adapter.toCanonicalRequest(raw);
      expect(CanonicalRequest.parse(request)).toEqual(request);
      expect(request.raw).toBe(raw);
      expect(request.messages.length).toBeGreaterThan(0);
    }
  });

  it("reads answers into the canonical form, with their raw body and usage", () => {
    for (const raw of responses) {
      const response = adapter.toCanonicalResponse(raw);
      expect(CanonicalResponse.parse(response)).toEqual(response);
      expect(response.raw).toBe(raw);
      expect(response.usage).toEqual(adapter.extractUsage(raw));
      expectSoundUsage(response.usage);
    }
    expect(responses.some((raw) => totalTokens(adapter.extractUsage(raw)) > 0)).toBe(true);
  });

  it("reads errors as errors, of unknown usage", () => {
    for (const raw of errors) {
      const response = adapter.toCanonicalResponse(raw);
      expect(CanonicalResponse.parse(response)).toEqual(response);
      expect(response.error?.message).toEqual(expect.any(String));
      expect(response.finishReason).toBe("error");
      expect(response.usage.usageSource).toBe("unknown");
    }
  });

  it("changes nothing of what it reads", () => {
    for (const raw of [...requests, ...responses, ...errors]) {
      const before = JSON.stringify(raw);
      adapter.toCanonicalRequest(raw);
      adapter.toCanonicalResponse(raw);
      expect(JSON.stringify(raw)).toBe(before);
    }
  });
}

function streaming({ adapter, responses, streams, asStream }: AdapterSubject): void {
  const read = (events: readonly WireEvent[]) => feed(adapter.usageStream(), events).result();

  it("finds the same usage in an answer and in its stream", () => {
    for (const raw of responses) {
      const { usage, id, model, finishReason, complete } = read(asStream(raw));
      const whole = adapter.toCanonicalResponse(raw);
      expect(usage).toEqual(whole.usage);
      expect({ id, model, finishReason, complete }).toEqual({
        id: whole.id,
        model: whole.model,
        finishReason: whole.finishReason,
        complete: true,
      });
    }
  });

  it("says of a stream that is cut after any event that it is partial, with no more than its final counts", () => {
    for (const events of [...streams, ...responses.map(asStream)]) {
      const stream = adapter.usageStream();
      const { usage: final } = read(events);
      expectSoundUsage(final);
      for (const event of events) {
        const { usage, complete } = stream.result();
        if (complete) break;
        expect([usage.partial, usage.confidence]).toEqual([true, "low"]);
        if (!isWithin(usage, final)) expect(usage).toEqual(final);
        stream.write(event);
      }
    }
  });

  it("reads complete streams as complete", () => {
    for (const events of streams) expect(read(events).complete).toBe(true);
  });

  it("passes over events that it does not understand", () => {
    const strange = ["", "[DONE]x", "{", "null", "[]", '"text"', '{"type":"new_event"}', "{}"];
    for (const events of streams) {
      const disturbed = events.flatMap((event) => [...strange.map((data) => ({ data })), event]);
      expect(read(disturbed)).toEqual(read(events));
    }
  });
}

function hostility({ adapter, requests, responses, errors = [], streams }: AdapterSubject): void {
  const bodies = [...requests, ...responses, ...errors].filter(isSmall);
  const events = streams.flat().filter(({ data }) => data.length < 4_000);
  const every = [...bodies, ...events.slice(0, 200).map(({ data }) => tryJson(data))];

  it("throws for no JSON, and keeps its word on what it reads of it", () => {
    fc.assert(
      fc.property(hostileJson(every), (raw) => {
        const score = adapter.detect(raw);
        expect(score >= 0 && score <= 1).toBe(true);
        const request = adapter.toCanonicalRequest(raw);
        expect(CanonicalRequest.safeParse(request).error).toBe(undefined);
        expect(request.raw).toBe(raw);
        const response = adapter.toCanonicalResponse(raw);
        expect(CanonicalResponse.safeParse(response).error).toBe(undefined);
        expect(response.raw).toBe(raw);
        expectSoundUsage(response.usage);
        expect(response.usage).toEqual(adapter.extractUsage(raw));
      }),
      { numRuns: 200 },
    );
  });

  it("throws for no event, and counts soundly whatever came", () => {
    fc.assert(
      fc.property(fc.array(hostileJson(every), { maxLength: 6 }), (raws) => {
        const stream = adapter.usageStream();
        for (const raw of raws) stream.write({ data: JSON.stringify(raw) });
        expectSoundUsage(stream.result().usage);
      }),
      { numRuns: 100 },
    );
  });

  it("reads what is nested deeper than any stack", () => {
    const deep: unknown[] = [DEEP, ...bodies.slice(0, 6).flatMap(deepVariants)];
    for (const raw of deep) {
      adapter.detect(raw);
      adapter.toCanonicalRequest(raw);
      adapter.toCanonicalResponse(raw);
      expectSoundUsage(adapter.extractUsage(raw));
    }
    const stream = adapter.usageStream();
    for (const data of [DEEP_TEXT, `{"usage":${DEEP_TEXT}}`, `{"type":${DEEP_TEXT}}`]) {
      stream.write({ data });
    }
    expectSoundUsage(stream.result().usage);
  });
}

/** Of writes the sum counts: for how long they live is said last. */
function isWithin(counts: TokenCounts, final: TokenCounts): boolean {
  return (
    counts.uncachedInput <= final.uncachedInput &&
    counts.cacheRead <= final.cacheRead &&
    cacheWriteTokens(counts) <= cacheWriteTokens(final) &&
    counts.output <= final.output &&
    counts.reasoning <= final.reasoning
  );
}

function isSmall(body: unknown): boolean {
  return JSON.stringify(body).length < 20_000;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
