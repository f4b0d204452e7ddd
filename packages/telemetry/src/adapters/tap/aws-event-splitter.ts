import type { WireEvent } from "../provider-adapter.ts";
import { fieldsOf, textOf } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import type { EventSink, EventSplitter } from "./event-splitter.ts";

/**
 * Events in the binary framing of AWS (`application/vnd.amazon.eventstream`): of each message a prelude of 12 bytes (length of the whole
 * and of the headers, and a checksum of these), headers, payload and a checksum of 4 bytes. The checksums are not looked at: nothing is
 * decided by what is read, and a broken message is no event. An event's name is its type, or that of the exception; what Bedrock's
 * `invoke` wraps as `chunk` is taken out of its base64.
 */
export class AwsEventSplitter implements EventSplitter {
  readonly #sink: EventSink;
  /** The prelude, then the whole message; not kept where it is too long. */
  #message = Buffer.alloc(PRELUDE);
  #held = 0;
  /** Length of the message under way, 0 where it is not known yet. */
  #length = 0;
  #isBroken = false;

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#isBroken; ) {
      const needed = (this.#length === 0 ? PRELUDE : this.#length) - this.#held;
      const piece = bytes.subarray(at, at + needed);
      if (this.#held < this.#message.length) this.#message.set(piece, this.#held);
      this.#held += piece.length;
      at += piece.length;
      if (piece.length < needed) return;
      if (this.#length === 0) this.#begin();
      else this.#finish();
    }
  }

  end(): void {
    this.#message = Buffer.alloc(0);
  }

  #begin(): void {
    const prelude = this.#message;
    this.#length = prelude.readUInt32BE(0);
    // Nobody knows where the next message begins.
    if (this.#length < PRELUDE + CHECKSUM || prelude.readUInt32BE(4) > this.#length) {
      this.#isBroken = true;
      this.#sink.onLoss();
    } else if (this.#length <= this.#sink.mostCharacters) {
      this.#message = Buffer.alloc(this.#length);
      this.#message.set(prelude);
    }
  }

  #finish(): void {
    if (this.#message.length === PRELUDE) this.#sink.onLoss();
    else this.#sink.onEvent(readMessage(this.#message));
    this.#message = Buffer.alloc(PRELUDE);
    this.#held = 0;
    this.#length = 0;
  }
}

const PRELUDE = 12;
const CHECKSUM = 4;

function readMessage(message: Buffer): WireEvent {
  const end = Math.min(PRELUDE + message.readUInt32BE(4), message.length - CHECKSUM);
  const headers = readHeaders(message.subarray(PRELUDE, end));
  const payload = message.toString("utf8", end, message.length - CHECKSUM);
  const event = headers.get(":event-type") ?? headers.get(":exception-type");
  if (event !== "chunk") return { event, data: payload };
  const { bytes } = fieldsOf(parseJson(payload));
  return { data: Buffer.from(textOf(bytes) ?? "", "base64").toString("utf8") };
}

/** Lengths of header values by their type; type 6 (bytes) and 7 (text) say theirs in two bytes. */
const VALUE_LENGTHS = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];

const TEXT = 7;

/** The headers that are text, up to the first that cannot be read. */
function readHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const type = bytes[nameEnd] ?? VALUE_LENGTHS.length;
    const fixed = VALUE_LENGTHS[type];
    const start = nameEnd + (fixed === undefined ? 3 : 1);
    if (type >= VALUE_LENGTHS.length || start > bytes.length) break;
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
    if (type === TEXT) {
      headers.set(bytes.toString("latin1", at + 1, nameEnd), bytes.toString("utf8", start, end));
    }
    at = end;
  }
  return headers;
}
