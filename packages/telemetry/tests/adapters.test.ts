import { describe, expect, it } from "vitest";
import { AdapterRegistry } from "../src/adapters/adapter-registry.ts";
import type { ProviderAdapter, WireEvent } from "../src/adapters/provider-adapter.ts";
import { createUsageTap } from "../src/adapters/usage-tap.ts";
import { parseJson } from "../src/adapters/wire/parse-json.ts";
import { hasRecordedTraffic, recordedBodies, recordedStreams } from "./recorded-traffic.ts";
import {
  anthropicAgentRequest,
  anthropicCachedResponse,
  anthropicError,
  anthropicIteratedResponse,
  anthropicPlainRequest,
  anthropicStream,
} from "./samples/anthropic-samples.ts";
import { feed } from "./wire-events.ts";

const registry = AdapterRegistry.buildDefault();

const user = { role: "user", content: "Hi" };
const calls = [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }];

/** Bodies that tell their format by themselves, and paths that tell it whatever the body. */
const SAMPLES: Readonly<Record<string, { paths: readonly string[]; bodies: readonly unknown[] }>> =
  {
    "anthropic-messages": {
      paths: ["/v1/messages", "/anthropic/v1/messages?beta=true"],
      bodies: [
        anthropicAgentRequest,
        anthropicPlainRequest,
        { model: "claude-opus-4-8", max_tokens: 9, messages: [user] },
        anthropicCachedResponse,
        anthropicIteratedResponse,
        anthropicError,
        ...anthropicStream.map(({ data }) => JSON.parse(data)),
      ],
    },
    "openai-chat": {
      paths: ["/v1/chat/completions", "/openai/deployments/d/chat/completions?api-version=1"],
      bodies: [
        { model: "gpt-5.6", messages: [user] },
        { model: "gpt-5.6", max_tokens: 9, messages: [user] },
        { model: "gpt-5.6", messages: [{ role: "developer", content: "x" }, user], n: 1 },
        { model: "o3", messages: [user, { role: "assistant", content: null, tool_calls: calls }] },
        {
          id: "chatcmpl-1",
          object: "chat.completion",
          model: "gpt-5.6",
          choices: [
            { index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" },
          ],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        },
        {
          id: "chatcmpl-1",
          object: "chat.completion.chunk",
          model: "gpt-5.6",
          choices: [],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        },
      ],
    },
    "openai-compatible": {
      paths: [],
      bodies: [
        { model: "deepseek-chat", messages: [{ role: "system", content: "x" }, user] },
        { model: "qwen3", messages: [user], stream: true, stream_options: { include_usage: true } },
      ],
    },
    "openai-responses": {
      paths: ["/v1/responses", "/openai/v1/responses?api-version=preview"],
      bodies: [
        { model: "gpt-5.6", input: "Hi", instructions: "Be brief." },
        { model: "gpt-5.6", input: [{ type: "message", role: "user", content: "Hi" }] },
        { model: "gpt-5.6", input: "Hi" },
        {
          id: "resp_1",
          object: "response",
          status: "completed",
          output: [],
          usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
        },
        { type: "response.output_text.delta", sequence_number: 4, delta: "Hi" },
        { type: "error", sequence_number: 5, error: { type: "a", message: "b" } },
      ],
    },
    gemini: {
      paths: [
        "/v1beta/models/gemini-3-pro:generateContent",
        "/v1/models/gemini-3-pro:streamGenerateContent?alt=sse",
      ],
      bodies: [
        { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
        { candidates: [], usageMetadata: { promptTokenCount: 1, totalTokenCount: 1 } },
        { error: { code: 429, message: "Quota", status: "RESOURCE_EXHAUSTED" } },
      ],
    },
    "bedrock-converse": {
      paths: ["/model/anthropic.claude-opus-4-8/converse"],
      bodies: [
        {
          messages: [{ role: "user", content: [{ text: "Hi" }] }],
          system: [{ text: "Be brief." }],
          inferenceConfig: { maxTokens: 9 },
        },
        {
          output: { message: { role: "assistant", content: [{ text: "Hi" }] } },
          stopReason: "end_turn",
          usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
        },
      ],
    },
  };

/** Which adapter takes recordings of which folder. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ["anthropic-messages"],
  google: ["gemini"],
  "openai-chat": ["openai-chat"],
  // An error body of OpenAI's is the same from both of its formats.
  "openai-responses": ["openai-responses", "openai-chat"],
};

describe("adapters of the default registry", () => {
  it("have a name each", () => {
    const names = registry.adapters.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(Object.keys(SAMPLES)));
    expect(new Set(names).size).toBe(names.length);
  });

  it("are found by body, and every other one is less sure", () => {
    for (const [name, { bodies }] of Object.entries(SAMPLES)) {
      for (const raw of bodies) {
        const [first, second] = registry.rank(raw);
        const what = `${name} ${JSON.stringify(raw).slice(0, 200)}`;
        expect(first?.adapter.name, what).toBe(name);
        expect(first?.score, what).toBeGreaterThan(second?.score ?? 0);
        expect(registry.detect(raw).name, what).toBe(name);
      }
    }
  });

  it("are found by path, whatever the body", () => {
    const bodies = [undefined, {}, ...Object.values(SAMPLES).flatMap((sample) => sample.bodies)];
    for (const [name, { paths }] of Object.entries(SAMPLES)) {
      for (const path of paths) {
        for (const raw of bodies) {
          const found = registry.detect(raw, { path, host: "api.openai.com" }).name;
          expect(found, `${path} ${JSON.stringify(raw)?.slice(0, 200)}`).toBe(name);
        }
      }
    }
  });

  it("are found by body where a path is nobody's", () => {
    for (const [name, { bodies }] of Object.entries(SAMPLES)) {
      for (const raw of bodies) expect(registry.detect(raw, { path: "/llm" }).name).toBe(name);
    }
  });

  it("read each other's bodies without a fault, and count nothing that is no count", () => {
    const bodies = Object.values(SAMPLES).flatMap((sample) => sample.bodies);
    for (const adapter of registry.adapters) {
      for (const raw of bodies) {
        expect(adapter.toCanonicalRequest(raw).raw).toBe(raw);
        expect(adapter.toCanonicalResponse(raw).usage).toEqual(adapter.extractUsage(raw));
      }
    }
  });
});

describe.skipIf(!hasRecordedTraffic)("adapters on recorded traffic (which is not at hand)", () => {
  it("are found by every whole answer", () => {
    for (const [folder, names] of Object.entries(FOLDERS)) {
      const recordings = recordedBodies(folder);
      expect(recordings.length).toBeGreaterThan(0);
      for (const { file, content } of recordings) {
        expect(names, file).toContain(registry.detect(content).name);
      }
    }
  });

  it("are found by every single event", () => {
    for (const [folder, [name = ""]] of Object.entries(FOLDERS)) {
      const found = new Map<string, number>();
      for (const { data } of recordedStreams(folder).flatMap(({ content }) => content)) {
        const raw = parseJson(data);
        if (raw === undefined) continue;
        const { name: adapter } = registry.detect(raw);
        found.set(adapter, (found.get(adapter) ?? 0) + 1);
      }
      expect([...found.keys()], folder).toEqual([name]);
    }
  });

  it("find through a tap what they find in the events, in chunks of every size", () => {
    for (const [folder, [name = ""]] of Object.entries(FOLDERS)) {
      const adapter = registry.adapters.find((one) => one.name === name) as ProviderAdapter;
      recordedStreams(folder).forEach(({ file, content }, index) => {
        const expected = feed(adapter.usageStream(), content).result();
        expect(tapped(adapter, content, 7 + 13 * index), file).toEqual(expected);
      });
    }
  });
});

function tapped(adapter: ProviderAdapter, events: readonly WireEvent[], size: number) {
  const bytes = Buffer.from(events.map(({ data }) => `data: ${data}\n\n`).join(""));
  const tap = createUsageTap(adapter);
  for (let at = 0; at < bytes.length; at += size) tap.write(bytes.subarray(at, at + size));
  return tap.result();
}
