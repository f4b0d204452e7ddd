import { type Answer, type StreamEnd, streamedAnswer, wholeAnswer } from "./answer.ts";

/** Answers of the Messages API that the recordings lack. */
export function madeAnthropicAnswers(): readonly Answer[] {
  return [
    ...both("cache reads", { cache_read_input_tokens: 20_480 }),
    ...both("cache writes of 5 minutes and an hour", {
      cache_read_input_tokens: 2_000,
      cache_creation_input_tokens: 456,
      cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 56 },
    }),
    ...both("cache writes without a split", { cache_creation_input_tokens: 3_000 }),
    ...both("cache writes beyond the split", {
      cache_creation_input_tokens: 900,
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      server_tool_use: { web_search_requests: 2 },
    }),
    ...both("thinking", { output_tokens: 900, output_tokens_details: { thinking_tokens: 820 } }),
    ...both("compaction", {
      iterations: [
        { type: "compaction", input_tokens: 180_000, output_tokens: 3_500 },
        { type: "message", input_tokens: 12, output_tokens: 34 },
      ],
    }),
    wholeAnswer(FORMAT, "tool use", {
      ...message({ stop_reason: "tool_use" }),
      content: [{ type: "tool_use", id: "toolu_1", name: "get_weather", input: { city: "Köln" } }],
    }),
    wholeAnswer(FORMAT, "refusal", message({ stop_reason: "refusal" })),
    wholeAnswer(FORMAT, "an error", {
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
    }),
    streamed("an error in mid-stream", {}, [
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    ]),
    streamed("cut off", { cache_read_input_tokens: 100 }, undefined, { brokenAt: 0.6 }),
    streamed("ended without its end", {}, []),
    streamed("two message_delta", {}, [delta(11), delta(29), { type: "message_stop" }]),
    streamed("input in message_delta", {}, [
      delta(40, { input_tokens: 5_000, cache_read_input_tokens: 7, output_tokens: 40 }),
      { type: "message_stop" },
    ]),
    streamed("null in message_delta", { cache_read_input_tokens: 77 }, [
      delta(40, { input_tokens: null, cache_read_input_tokens: null, output_tokens: 40 }),
      { type: "message_stop" },
    ]),
  ];
}

const FORMAT = "anthropic-messages";

type Fields = Readonly<Record<string, unknown>>;

function both(name: string, usage: Fields): readonly Answer[] {
  const whole = { input_tokens: 12, output_tokens: 34, ...usage };
  const { output_tokens, output_tokens_details, server_tool_use, iterations } = whole as Fields;
  const last = { output_tokens, output_tokens_details, server_tool_use, iterations };
  const end = [delta(0, last), { type: "message_stop" }];
  return [
    wholeAnswer(FORMAT, name, message({ usage: whole })),
    streamed(name, { ...usage, output_tokens_details: undefined, iterations: undefined }, end),
  ];
}

function message(changes: Fields = {}): Fields {
  return {
    id: "msg_made",
    type: "message",
    role: "assistant",
    model: "claude-opus-4-8",
    content: [{ type: "text", text: "hello ☀️" }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 34 },
    ...changes,
  };
}

function delta(output: number, usage: Fields = { output_tokens: output }): Fields {
  return { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage };
}

function streamed(
  name: string,
  usage: Fields,
  ...[end = [delta(34), { type: "message_stop" }], how]: [(readonly Fields[])?, StreamEnd?]
): Answer {
  const started = {
    ...message({ content: [], stop_reason: null }),
    usage: { input_tokens: 12, ...usage, output_tokens: 1 },
  };
  const events = [
    { type: "message_start", message: started },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "ping" },
    ...["hel", "lo ", "☀️"].map((text) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text },
    })),
    { type: "content_block_stop", index: 0 },
    ...end,
  ];
  return streamedAnswer(
    { format: FORMAT, name },
    events.map((event) => JSON.stringify(event)),
    how,
  );
}
