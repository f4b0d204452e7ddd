import { totalTokens, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { adapterContract } from "../../../tests/adapter-contract.ts";
import {
  asChatStream,
  chatAgentRequest,
  chatPlainRequest,
} from "../../../tests/samples/openai-chat-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { openaiChat } from "./openai-chat-adapter.ts";
import { openaiCompatible } from "./openai-compatible-adapter.ts";

const answer = (usage: object, more: object = {}) => ({
  id: "1",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage,
  ...more,
});

const deepseek = answer({
  prompt_tokens: 1500,
  completion_tokens: 30,
  total_tokens: 1530,
  prompt_cache_hit_tokens: 1024,
  prompt_cache_miss_tokens: 476,
});

const openrouter = answer(
  {
    prompt_tokens: 194,
    completion_tokens: 12,
    total_tokens: 206,
    cost: 0.00014,
    cost_details: { upstream_inference_cost: null },
    prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 20 },
    server_tool_use: { web_search_requests: 2 },
  },
  { provider: "Somebody" },
);

adapterContract({
  adapter: openaiCompatible,
  requests: [
    { ...chatAgentRequest, model: "deepseek-reasoner" },
    { ...chatPlainRequest, model: "llama3.2" },
    {
      model: "magistral-medium",
      messages: [
        {
          role: "assistant",
          content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm." }] }],
        },
      ],
    },
    { ...chatPlainRequest, model: "llama3.2", max_tokens: 9 },
    chatPlainRequest,
  ],
  responses: [deepseek, openrouter],
  streams: [asChatStream(deepseek), asChatStream(openrouter)],
  asStream: asChatStream,
  foreign: [
    { model: "claude-opus-5", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] },
    { model: "gpt-5.6", input: "Hi", instructions: "Be brief." },
    { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }] },
  ],
});

const path = "/v1/chat/completions";
const at = (host: string) => ({ host, path });
const extract = (raw: unknown, host = "localhost") => openaiCompatible.extractUsage(raw, at(host));

describe("openaiCompatible", () => {
  it("reads what DeepSeek had cached: 1500 = 1024 + 476", () => {
    expect(extract(deepseek)).toMatchObject({ uncachedInput: 476, cacheRead: 1024, output: 30 });
  });

  it("reads what Moonshot had cached, which it says beside the totals, and in the choice of a stream", () => {
    const usage = {
      prompt_tokens: 2989,
      completion_tokens: 5,
      total_tokens: 2994,
      cached_tokens: 2048,
    };
    const counts = { uncachedInput: 941, cacheRead: 2048, output: 5 };
    expect(extract(answer(usage))).toMatchObject(counts);
    const chunk = { id: "1", choices: [{ index: 0, delta: {}, finish_reason: "stop", usage }] };
    const result = feed(openaiCompatible.usageStream(), wireEvents([chunk])).result();
    expect(result).toMatchObject({ usage: { ...counts, partial: false }, complete: true });
  });

  it("reads what was cached under every name that servers have for it", () => {
    const totals = { prompt_tokens: 801, completion_tokens: 2, total_tokens: 803 };
    const names = [
      { num_cached_tokens: 768 },
      { prompt_token_details: { cached_tokens: 768 } },
      { prompt_tokens_details: { cached_tokens: 768 } },
      { cache_read_input_tokens: 768 },
      { cached_tokens: 768, prompt_tokens_details: null },
    ];
    for (const more of names) {
      expect(extract(answer({ ...totals, ...more }))).toMatchObject({
        uncachedInput: 33,
        cacheRead: 768,
        confidence: "high",
      });
    }
    const writes = [
      { cache_creation_input_tokens: 768 },
      { prompt_tokens_details: { cache_creation_tokens: 768 } },
      { prompt_tokens_details: { cache_creation_input_tokens: 768 } },
    ];
    for (const more of writes) {
      const usage = extract(answer({ ...totals, ...more }));
      expect(usage).toMatchObject({ uncachedInput: 33, cacheWriteOther: 768 });
    }
  });

  it("adds what was cached to a prompt that leaves it out, as bridges to Anthropic have it", () => {
    const cache = { cache_read_input_tokens: 2000, cache_creation_input_tokens: 100 };
    const counts = { uncachedInput: 12, cacheRead: 2000, cacheWriteOther: 100, output: 7 };
    const usage = { prompt_tokens: 12, completion_tokens: 7, ...cache };
    expect(extract(answer({ ...usage, total_tokens: 2119 }))).toMatchObject({
      ...counts,
      confidence: "high",
    });
    expect(extract(answer({ ...usage, total_tokens: 19 }))).toMatchObject({
      ...counts,
      confidence: "low",
    });
  });

  it("reads legacy completions, which have no messages", () => {
    const raw = {
      ...answer({ prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 }),
      object: "text_completion",
      choices: [{ index: 0, text: "Hi", finish_reason: "length" }],
    };
    expect(openaiCompatible.detect(raw)).toBeGreaterThanOrEqual(0.5);
    expect(openaiCompatible.toCanonicalResponse(raw)).toMatchObject({
      output: [{ text: "Hi" }],
      finishReason: "max_tokens",
      usage: { uncachedInput: 5, output: 7 },
    });
  });

  it("adds xAI's reasoning to its completion, to the bill that it states", () => {
    const usage = extract(
      answer({
        prompt_tokens: 10_120,
        completion_tokens: 1499,
        total_tokens: 14_428,
        prompt_tokens_details: { cached_tokens: 128 },
        completion_tokens_details: { reasoning_tokens: 2809 },
        cost_in_usd_ticks: 232_856_000,
      }),
      "api.x.ai",
    );
    expect(usage).toMatchObject({ output: 1499 + 2809, reasoning: 2809, cacheRead: 128 });
    const { uncachedInput, cacheRead, output } = usage;
    expect((uncachedInput * 1.25 + cacheRead * 0.2 + output * 2.5) * 1e4).toBeCloseTo(
      232_856_000,
      3,
    );
  });

  it("leaves reasoning in the completion where the total says that it is there", () => {
    const usage = extract(
      answer({
        prompt_tokens: 10,
        completion_tokens: 50,
        total_tokens: 60,
        completion_tokens_details: { reasoning_tokens: 40 },
      }),
      "api.x.ai",
    );
    expect(usage).toMatchObject({ output: 50, reasoning: 40 });
  });

  it("counts a Gemini bridge's thoughts: 81 = 21 + 60, of which none is in the completion", () => {
    const usage = {
      prompt_tokens: 21,
      completion_tokens: 0,
      total_tokens: 81,
      completion_tokens_details: { reasoning_tokens: 60 },
    };
    expect(extract(answer(usage))).toMatchObject({ output: 60, reasoning: 60 });
  });

  it("counts what Google's own endpoint has in its total alone, and nobody else's", () => {
    const usage = { prompt_tokens: 20, completion_tokens: 198, total_tokens: 623 };
    expect(extract(answer(usage), "generativelanguage.googleapis.com")).toMatchObject({
      output: 603,
      reasoning: 405,
    });
    expect(extract(answer(usage))).toMatchObject({ output: 198, reasoning: 0 });
  });

  it("reads Groq's streams, which state usage in a field of its own", () => {
    const usage = {
      prompt_tokens: 18,
      completion_tokens: 556,
      total_tokens: 574,
      queue_time: 0.01,
    };
    const choices = [{ index: 0, delta: {}, finish_reason: "stop" }];
    const chunk = { id: "1", choices, x_groq: { id: "req_1", usage } };
    const result = feed(openaiCompatible.usageStream(), wireEvents([chunk])).result();
    expect(result).toMatchObject({ usage: { uncachedInput: 18, output: 556 }, complete: true });
  });

  it("takes the last of usages that are summed up in every chunk, and until the end as partial", () => {
    const chunk = (completion_tokens: number, finish_reason: string | null = null) => ({
      id: "1",
      choices: [{ index: 0, delta: { content: "a" }, finish_reason }],
      usage: { prompt_tokens: 7, completion_tokens, total_tokens: 7 + completion_tokens },
    });
    const stream = feed(openaiCompatible.usageStream(), wireEvents([chunk(1), chunk(2)]));
    expect(stream.result()).toMatchObject({
      usage: { uncachedInput: 7, output: 2, partial: true, confidence: "low" },
      complete: false,
    });
    feed(stream, wireEvents([chunk(3, "stop")]));
    expect(stream.result()).toMatchObject({
      usage: { uncachedInput: 7, output: 3, partial: false, confidence: "high" },
      complete: true,
    });
  });

  it("counts by llama.cpp's timings where there is no usage, and what was cached by them", () => {
    const timings = { cache_n: 236, prompt_n: 1, prompt_ms: 30.9, predicted_n: 35 };
    const counts = { uncachedInput: 1, cacheRead: 236, output: 35 };
    expect(extract({ ...answer({}), timings })).toMatchObject(counts);
    const usage = { prompt_tokens: 237, completion_tokens: 35, total_tokens: 272 };
    expect(extract(answer(usage, { timings }))).toMatchObject(counts);
  });

  it("keeps a stated cost in extra, and counts searches", () => {
    const response = openaiCompatible.toCanonicalResponse(openrouter, at("openrouter.ai"));
    expect(response.extra).toMatchObject({ usage: { cost: 0.00014 }, provider: "Somebody" });
    expect(response.usage).toMatchObject({
      uncachedInput: 74,
      cacheRead: 100,
      cacheWriteOther: 20,
      serverTools: { web_search_requests: 2 },
    });
    expect(totalTokens(response.usage)).toBe(206);
  });

  it("reads reasoning that stands beside the content, or among its parts", () => {
    const read = (message: object) =>
      openaiCompatible.toCanonicalResponse({ choices: [{ message }] }).output;
    const reasoning = { type: "reasoning", text: "Hm." };
    expect(read({ content: "Hi", reasoning_content: "Hm." })).toMatchObject([
      reasoning,
      { text: "Hi" },
    ]);
    expect(read({ content: "Hi", reasoning: "Hm." })).toMatchObject([reasoning, { text: "Hi" }]);
    const thinking = [{ type: "thinking", thinking: [{ type: "text", text: "Hm." }] }];
    expect(read({ content: thinking })).toMatchObject([reasoning]);
  });

  it("takes who bills from the host", () => {
    const providers = [
      ["openrouter.ai", "openrouter"],
      ["api.deepseek.com", "deepseek"],
      ["api.moonshot.cn", "moonshotai"],
      ["API.X.AI:443", "x-ai"],
      ["api.groq.com", "groq"],
      ["api.mistral.ai", "mistral"],
      ["api.together.xyz", "together"],
      ["my-resource.openai.azure.com", "azure"],
      ["us-central1-aiplatform.googleapis.com", "google"],
      ["localhost:11434", "unknown"],
      ["evil-openrouter.ai", "unknown"],
    ] as const;
    for (const [host, provider] of providers) {
      expect(openaiCompatible.toCanonicalRequest(chatPlainRequest, at(host)).provider).toBe(
        provider,
      );
    }
    expect(openaiCompatible.toCanonicalRequest(chatPlainRequest).provider).toBe("unknown");
  });

  it("leaves to openaiChat what is OpenAI's or Azure's, by the host or else by the body", () => {
    const chosen = (raw: unknown, host?: string) =>
      openaiChat.detect(raw, { path, host }) > openaiCompatible.detect(raw, { path, host })
        ? "openai-chat"
        : "openai-compatible";
    expect(chosen(chatPlainRequest)).toBe("openai-chat");
    expect(chosen({ model: "mistral-large", messages: [] })).toBe("openai-compatible");
    expect(chosen({ model: "openai/gpt-5", messages: [] })).toBe("openai-compatible");
    expect(chosen({ ...openrouter, model: "gpt-5" })).toBe("openai-compatible");
    expect(chosen({ model: "my-deployment", messages: [] }, "a.openai.azure.com")).toBe(
      "openai-chat",
    );
    expect(chosen(chatPlainRequest, "api.openai.com")).toBe("openai-chat");
    expect(chosen(chatPlainRequest, "openrouter.ai")).toBe("openai-compatible");
    expect(chosen(chatPlainRequest, "127.0.0.1:8000")).toBe("openai-compatible");
  });

  it("reads errors in the forms that servers have for them", () => {
    const errors = [
      { error: "model 'x' not found" },
      { detail: "model 'x' not found" },
      { error: { code: 402, message: "model 'x' not found", metadata: {} } },
      { object: "error", message: "model 'x' not found", type: "NotFoundError", code: 404 },
    ];
    for (const raw of errors) {
      expect(openaiCompatible.toCanonicalResponse(raw)).toMatchObject({
        finishReason: "error",
        error: { message: "model 'x' not found" },
        usage: UNKNOWN_USAGE,
      });
    }
  });
});
