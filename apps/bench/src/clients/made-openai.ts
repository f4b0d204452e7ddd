import { type Answer, type StreamEnd, streamedAnswer, wholeAnswer } from "./answer.ts";

/** Answers of Chat Completions and of the Responses API that the recordings lack. */
export function madeOpenaiAnswers(): readonly Answer[] {
  return [...chatAnswers(), ...responsesAnswers()];
}

type Fields = Readonly<Record<string, unknown>>;

function chatAnswers(): readonly Answer[] {
  const usages: Readonly<Record<string, Fields>> = {
    "cache reads and writes": {
      ...chatUsage(1_500, 25),
      prompt_tokens_details: { cached_tokens: 1_024, cache_write_tokens: 256, audio_tokens: 0 },
    },
    "reasoning and rejected predictions": {
      ...chatUsage(40, 900),
      completion_tokens_details: { reasoning_tokens: 700, rejected_prediction_tokens: 30 },
    },
    audio: {
      ...chatUsage(400, 300),
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 350, text_tokens: 50 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 240, text_tokens: 60 },
    },
    "no details": chatUsage(9, 3),
    "details of null": {
      ...chatUsage(9, 3),
      prompt_tokens_details: null,
      completion_tokens_details: null,
    },
  };
  const chunks = [chunk({ role: "assistant", content: "hel" }), chunk({ content: "lo ☀️" })];
  const finished = [...chunks, chunk({}, { finish: "stop" })];
  const usage = chatUsage(30, 12);
  const call = {
    index: 0,
    id: "call_1",
    type: "function",
    function: { name: "get_weather", arguments: '{"city":"Köln"}' },
  };
  return [
    ...Object.entries(usages).flatMap(([name, stated]) => [
      wholeAnswer("openai-chat", name, completion({ usage: stated })),
      chatStream(name, [...finished, lastChunk(stated)]),
    ]),
    chatStream("tool use", [
      chunk({ role: "assistant", tool_calls: [call] }),
      chunk({}, { finish: "tool_calls" }),
      lastChunk(usage),
    ]),
    wholeAnswer(
      "openai-chat",
      "refusal",
      completion({ usage, message: { role: "assistant", content: null, refusal: "No." } }),
    ),
    chatStream("refusal", [
      chunk({ role: "assistant", refusal: "No." }),
      chunk({}, { finish: "stop" }),
      lastChunk(usage),
    ]),
    chatStream("no usage", finished),
    chatStream("usage with the reason to finish", [
      ...chunks,
      { ...chunk({}, { finish: "stop" }), usage },
    ]),
    chatStream("cut off", [...finished, lastChunk(usage)], { brokenAt: 0.5 }),
    chatStream("an error in mid-stream", [
      ...chunks,
      { error: { message: "The server had an error", type: "server_error", code: null } },
    ]),
    chatStream("ended without its end", [...finished, lastChunk(usage)], { bare: true }),
  ];
}

function chatUsage(input: number, output: number): Fields {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

const CHAT = { id: "chatcmpl-made", created: 1_790_000_000, model: "gpt-5.6-sol" };

function completion({ usage, message }: { usage: Fields; message?: Fields }): Fields {
  const said = message ?? { role: "assistant", content: "hello ☀️", refusal: null };
  const choices = [{ index: 0, message: said, logprobs: null, finish_reason: "stop" }];
  return { ...CHAT, object: "chat.completion", choices, usage };
}

function chunk(delta: Fields, { finish = null }: { finish?: string | null } = {}): Fields {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return { ...CHAT, object: "chat.completion.chunk", choices, usage: null };
}

function lastChunk(usage: Fields): Fields {
  return { ...CHAT, object: "chat.completion.chunk", choices: [], usage };
}

function chatStream(name: string, chunks: readonly Fields[], end?: StreamEnd): Answer {
  const events = chunks.map((event) => JSON.stringify(event));
  return streamedAnswer({ format: "openai-chat", name }, events, end);
}

function responsesAnswers(): readonly Answer[] {
  const cached = responsesUsage(
    [1_500, 25],
    { cached_tokens: 1_024, cache_write_tokens: 256 },
    { reasoning_tokens: 0 },
  );
  const reasoned = responsesUsage([40, 900], { cached_tokens: 0 }, { reasoning_tokens: 700 });
  const limit = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
  return [
    wholeAnswer("openai-responses", "cache reads and writes", response({ usage: cached })),
    responsesStream("cache reads and writes", ["completed", { usage: cached }]),
    wholeAnswer("openai-responses", "reasoning", response({ usage: reasoned })),
    responsesStream("reasoning, cut at its limit", ["incomplete", { ...limit, usage: reasoned }]),
    responsesStream("failed", ["failed", { status: "failed", error: FAILURE, usage: null }]),
    responsesStream("failed, with usage", [
      "failed",
      { status: "failed", error: FAILURE, usage: cached },
    ]),
    responsesStream("ended without its end", undefined),
    responsesStream("cut off", ["completed", { usage: cached }], { brokenAt: 0.7 }),
  ];
}

const FAILURE = { code: "server_error", message: "The model had an error" };

function responsesUsage([input, output]: [number, number], read: Fields, said: Fields): Fields {
  return {
    input_tokens: input,
    input_tokens_details: read,
    output_tokens: output,
    output_tokens_details: said,
    total_tokens: input + output,
  };
}

const TEXT = { type: "output_text", text: "hello ☀️", annotations: [], logprobs: [] };

const MESSAGE = { id: "msg_made", type: "message", role: "assistant", status: "completed" };

function response(changes: Fields): Fields {
  return {
    id: "resp_made",
    object: "response",
    created_at: 1_790_000_000,
    status: "completed",
    error: null,
    incomplete_details: null,
    model: "gpt-5.6-sol",
    output: [{ ...MESSAGE, content: [TEXT] }],
    parallel_tool_calls: true,
    tool_choice: "auto",
    tools: [],
    service_tier: "default",
    ...changes,
  };
}

function responsesStream(
  name: string,
  last: [string, Fields] | undefined,
  end?: StreamEnd,
): Answer {
  const begun = response({ status: "in_progress", output: [], usage: null });
  const at = { item_id: MESSAGE.id, output_index: 0, content_index: 0 };
  const events: readonly Fields[] = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { ...MESSAGE, status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...at, part: { ...TEXT, text: "" } },
    { type: "response.output_text.delta", ...at, delta: "hello ☀️", logprobs: [] },
    { type: "response.output_text.done", ...at, text: TEXT.text, logprobs: [] },
    { type: "response.content_part.done", ...at, part: TEXT },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { ...MESSAGE, content: [TEXT] },
    },
    ...(last === undefined ? [] : [{ type: `response.${last[0]}`, response: response(last[1]) }]),
  ];
  const texts = events.map((event, index) => JSON.stringify({ ...event, sequence_number: index }));
  return streamedAnswer({ format: "openai-responses", name }, texts, end);
}
