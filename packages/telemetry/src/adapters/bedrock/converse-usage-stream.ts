import type { CanonicalUsage } from "@tokenpak/core";
import type { ResponseError } from "../../canonical/canonical-response.ts";
import type { StreamedUsage, UsageStream, WireEvent } from "../provider-adapter.ts";
import { type Fields, fieldsAt, fieldsOf, textAt } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import { unfinishedUsage } from "../wire/reported-usage.ts";
import { eventError } from "./converse-error.ts";
import { converseFinish } from "./converse-finish.ts";
import { converseUsage } from "./converse-usage.ts";

/**
 * Reads the events of a streamed answer of Converse, as JSON: with the name as the field around it (`{"metadata": {...}}`), or as the
 * event's name. Usage comes once, in `metadata`, which is the end.
 */
export function converseUsageStream(model?: string): UsageStream {
  let state: State = { isEnded: false };
  return {
    write(event) {
      state = afterEvent(state, unnamed(event));
    },
    result: () => resultOf(state, model),
  };
}

interface State {
  readonly usage?: CanonicalUsage | undefined;
  readonly finish?: string | undefined;
  readonly error?: ResponseError | undefined;
  readonly isEnded: boolean;
}

function unnamed({ event, data }: WireEvent): Fields {
  const value = parseJson(data);
  const fields = fieldsOf(value);
  const isNamed = event !== undefined && NAMES.test(event) && !(event in fields);
  return isNamed && value !== undefined ? { [event]: value } : fields;
}

const NAMES = /^(?:messageStart|messageStop|metadata|contentBlock\w{1,20}|\w{1,60}Exception)$/;

function afterEvent(state: State, event: Fields): State {
  const metadata = fieldsAt(event, "metadata");
  const usage = converseUsage(metadata);
  return {
    usage: usage ?? state.usage,
    finish: textAt(fieldsAt(event, "messageStop"), "stopReason") ?? state.finish,
    error: eventError(event) ?? state.error,
    isEnded: state.isEnded || usage !== undefined,
  };
}

function resultOf({ usage, finish, error, isEnded }: State, model?: string): StreamedUsage {
  return {
    usage: isEnded && usage !== undefined ? usage : unfinishedUsage(usage),
    model,
    finishReason: error ? "error" : converseFinish(finish),
    rawFinishReason: finish,
    error,
    complete: isEnded,
  };
}
