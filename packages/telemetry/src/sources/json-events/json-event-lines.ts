import type { CompletionEntry } from "@tokenpak/core";
import type { AdapterRegistry } from "../../adapters/adapter-registry.ts";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import type { LineFormat, LinePlace, LineState } from "../../collect/telemetry-source.ts";
import { recordKey } from "../record-key.ts";
import { eventCompletion, eventSurroundings, eventTime } from "./event-completion.ts";
import { knownLine } from "./known-lines.ts";
import { responseCompletion } from "./response-completion.ts";

/**
 * Reads each line as what it looks like: a line of a known agent or of OpenTelemetry (its records then are those of that format), a
 * provider's own response, or an event (see {@link eventCompletion}). All others are passed over.
 *
 * An event without an id of its own is named by what it says and where it stands, so that reading it again, or a copy of the file,
 * adds nothing; where it does not even say a time, by the name of the file too.
 */
export function jsonEventLines(registry: AdapterRegistry): LineFormat {
  return {
    kind: "lines",
    mayMatter: (line) => TELLING.some((word) => line.includes(word)),
    start: () => ({}),
    read(value, place) {
      const line = fieldsOf(value);
      const known = knownLine(line);
      if (known === undefined) return readEvent(line, place, registry);
      const state = place.state as EventState;
      const own = state.formats?.[known.name] ?? known.format.start(place.file);
      const entries = known.format.read(value, { ...place, state: own });
      state.formats = { ...state.formats, [known.name]: own };
      return entries;
    },
  };
}

/** One of these is in every line that says something; the last ones are in lines that agents go by later. */
const TELLING = [
  "oken",
  "usage",
  "sessionId",
  "session_meta",
  "turn_context",
  "task_",
  "directories",
  "cwd",
].map((word) => Buffer.from(word));

type EventState = {
  /** The latest time that a line of the file said, in milliseconds. */
  at?: number | undefined;
  /** States of the formats of agents. */
  formats?: { readonly [name: string]: LineState } | undefined;
};

function readEvent(
  line: Fields,
  { file, offset, state: saved }: LinePlace,
  registry: AdapterRegistry,
): readonly CompletionEntry[] {
  const entry = responseCompletion(line, registry) ?? eventCompletion(line);
  const time = eventTime(line);
  const state = saved as EventState;
  state.at = time ?? state.at;
  if (entry === undefined) return [];
  const { id, model, usage, session } = entry;
  const says = [offset, model, usage, session ?? null, time ?? file.relativePath];
  return [
    {
      ...eventSurroundings(line),
      ...entry,
      id: id.length < SHORTEST_ID ? recordKey("json-events", says) : `json-events:${id}`,
      at: state.at ?? 0,
    },
  ];
}

/** Shorter ones are numbers that a logger counts, from 1 again after each start. */
const SHORTEST_ID = 8;
