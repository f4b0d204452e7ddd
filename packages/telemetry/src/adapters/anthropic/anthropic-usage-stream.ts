import type { ResponseError } from "../../canonical/canonical-response.ts";
import type { StreamedUsage, UsageStream, WireEvent } from "../provider-adapter.ts";
import { errorOf } from "../wire/error-of.ts";
import { type Fields, fieldsOf, textOf } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import { anthropicFinishReason } from "./anthropic-finish-reason.ts";
import { anthropicUsage, newerUsage, readReportedUsage } from "./anthropic-usage.ts";

/**
 * Reads the usage of a stream of the Messages API. `message_start` begins it, and whatever a later `message_delta` states replaces
 * what was known: its counts are cumulative. The same `message_start` again changes nothing; one of another message (a gateway that
 * began anew within one stream) replaces the first, whose usage is lost: the result is then partial to its end.
 */
export function anthropicUsageStream(): UsageStream {
  return new AnthropicUsageStream();
}

/** Events that say nothing of usage and are most of a stream: not parsed. */
const SILENT = new Set(["content_block_delta", "content_block_stop", "ping"]);

const SILENT_START = '{"type":"content_block_delta"';

class AnthropicUsageStream implements UsageStream {
  #reported = readReportedUsage(undefined);
  #started = false;
  #spliced = false;
  #complete = false;
  #id: string | undefined;
  #model: string | undefined;
  #stopReason: string | undefined;
  #error: ResponseError | undefined;

  write({ event = "", data }: WireEvent): void {
    if (SILENT.has(event) || data.startsWith(SILENT_START)) return;
    const { type, message, content_block, delta, usage, error } = fieldsOf(parseJson(data));
    if (type === "message_start") this.#start(fieldsOf(message));
    else if (type === "content_block_start") this.#fallBack(fieldsOf(content_block));
    else if (type === "message_delta") this.#update(fieldsOf(delta), usage);
    else if (type === "message_stop") this.#complete = true;
    else if (type === "error") this.#error = errorOf(error) ?? { message: "" };
  }

  result(): StreamedUsage {
    const partial = !this.#complete || this.#spliced;
    return {
      usage: anthropicUsage(this.#reported, { model: this.#model, partial }),
      id: this.#id,
      model: this.#model,
      finishReason: this.#error === undefined ? anthropicFinishReason(this.#stopReason) : "error",
      rawFinishReason: this.#stopReason,
      error: this.#error,
      complete: this.#complete,
    };
  }

  #start(message: Fields): void {
    const { id, model, usage, stop_reason } = message;
    const reported = readReportedUsage(usage);
    const isSame = textOf(id) === this.#id;
    if (this.#started && isSame) {
      this.#reported = newerUsage(reported, this.#reported);
      return;
    }
    this.#spliced = this.#started;
    this.#started = true;
    this.#complete = false;
    this.#reported = reported;
    this.#id = textOf(id);
    this.#model = textOf(model);
    this.#stopReason = textOf(stop_reason);
  }

  /** A later event without a stop reason does not take back an earlier one. */
  #update({ stop_reason }: Fields, usage: unknown): void {
    this.#reported = newerUsage(this.#reported, readReportedUsage(usage));
    this.#stopReason = textOf(stop_reason) ?? this.#stopReason;
  }

  /** Another model took over in mid-stream; `message_start` names the first one. */
  #fallBack({ type, to }: Fields): void {
    const { model } = fieldsOf(to);
    if (type === "fallback") this.#model = textOf(model) ?? this.#model;
  }
}
