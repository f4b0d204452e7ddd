import { describe, expect, it } from "vitest";
import { anthropicMessages } from "../src/adapters/anthropic/anthropic-messages-adapter.ts";
import { createUsageTap } from "../src/adapters/usage-tap.ts";
import { createPricer } from "../src/prices/create-pricer.ts";
import { asAnthropicStream } from "./samples/anthropic-samples.ts";

const pricer = createPricer();

/** What an answer costs in dollars, read whole, and read as a stream. */
function bills(model: string, usage: unknown) {
  const whole = {
    type: "message",
    role: "assistant",
    content: [],
    stop_reason: "end_turn",
    model,
    usage,
  };
  const events = asAnthropicStream(whole).map(
    ({ event, data }) => `event: ${event}\ndata: ${data}\n\n`,
  );
  return [JSON.stringify(whole), events.join("")].map((body) => {
    const tap = createUsageTap(anthropicMessages);
    tap.write(body);
    const { usage: read } = tap.result();
    return pricer.price({ provider: "anthropic", model, usage: read })?.costUsd;
  });
}

/** Bills that other tools got wrong, from the bytes of the answer on. */
describe("what an answer costs, whole and streamed", () => {
  it("has cache writes once ($0.0544, reported as $0.0913: LiteLLM issue 9812)", () => {
    const usage = {
      input_tokens: 3,
      cache_creation_input_tokens: 12_304,
      cache_read_input_tokens: 0,
      output_tokens: 550,
    };
    expect(bills("claude-3-7-sonnet-20250219", usage)).toEqual([0.054399, 0.054399]);
  });

  it("has cache reads at their own price when streamed ($0.000292, reported seven times that: LiteLLM issue 11789)", () => {
    const usage = { input_tokens: 4, cache_read_input_tokens: 2455, output_tokens: 23 };
    expect(bills("claude-3-5-haiku-20241022", usage)).toEqual([0.0002916, 0.0002916]);
  });

  it("has writes for an hour at twice the input (priced as for five minutes: LiteLLM issue 29432)", () => {
    const usage = {
      input_tokens: 15,
      cache_creation_input_tokens: 4803,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 4803 },
      output_tokens: 47,
    };
    const usd = (15 * 3 + 4803 * 6 + 47 * 15) / 1e6;
    expect(bills("claude-sonnet-4-6", usage)).toEqual([usd, usd]);
  });

  it("has the writes that a split leaves out (20 to 60 % too little: LiteLLM issue 42663)", () => {
    const usage = {
      input_tokens: 1000,
      cache_creation_input_tokens: 200_000,
      cache_creation: { ephemeral_5m_input_tokens: 100_000, ephemeral_1h_input_tokens: 20_000 },
      output_tokens: 100,
    };
    const usd = (1000 * 5 + 180_000 * 6.25 + 20_000 * 10 + 100 * 25) / 1e6;
    expect(bills("claude-opus-4-8", usage)).toEqual([usd, usd]);
  });

  it("has input without what was cached, for prices that add it (5,000 reads at the full price: OpenLIT issue 1378)", () => {
    const usage = {
      input_tokens: 200,
      cache_creation_input_tokens: 1000,
      cache_read_input_tokens: 5000,
      output_tokens: 300,
    };
    const usd = (200 * 5 + 1000 * 6.25 + 5000 * 0.5 + 300 * 25) / 1e6;
    expect(bills("claude-opus-4-8", usage)).toEqual([usd, usd]);
  });

  it("is what the provider's own client prints", () => {
    const usage = {
      input_tokens: 12,
      cache_creation_input_tokens: 100,
      cache_read_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
      output_tokens: 7,
    };
    expect(bills("claude-opus-4-8", usage)).toEqual([0.00201, 0.00201]);
    expect(bills("claude-opus-5-5", usage)).toEqual([0.001208, 0.001208]);
  });
});
