import { createParser, type EventSourceParser } from "eventsource-parser";
import type { EventSink, EventSplitter } from "./event-splitter.ts";

/**
 * Server-sent events. Lines may end in CRLF, LF or CR; an event that the end of the body cuts short of its blank line counts. Length is
 * that of the lines of an event, with names of fields and line ends.
 */
export class SseSplitter implements EventSplitter {
  readonly #sink: EventSink;
  readonly #parser: EventSourceParser;
  readonly #decoder = new TextDecoder();
  #endedInCr = false;
  #lineCharacters = 0;
  #eventCharacters = 0;
  /** The event that is under way is too long. */
  #isSkipping = false;

  constructor(sink: EventSink) {
    this.#sink = sink;
    this.#parser = createParser({ onEvent: ({ event, data }) => sink.onEvent({ event, data }) });
  }

  write(bytes: Uint8Array): void {
    this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#read(`${this.#decoder.decode()}\n\n`);
  }

  #read(text: string): void {
    const lines = this.#withLineFeeds(text);
    let fed = 0;
    let event = 0;
    for (let at = 0; at < lines.length; ) {
      const found = lines.indexOf("\n", at);
      const end = found < 0 ? lines.length : found + 1;
      if (this.#endsEvent(end - at, found >= 0)) {
        if (this.#isSkipping) fed = end;
        this.#isSkipping = false;
        event = end;
      } else if (this.#eventCharacters > this.#sink.mostCharacters && !this.#isSkipping) {
        this.#parser.feed(lines.slice(fed, event));
        this.#skip();
      }
      at = end;
    }
    if (!this.#isSkipping) this.#parser.feed(lines.slice(fed));
  }

  /** Counts the next characters of a line, its last ones where it is whole; true for a blank line. */
  #endsEvent(characters: number, isWhole: boolean): boolean {
    const isBlank = isWhole && characters === 1 && this.#lineCharacters === 0;
    this.#lineCharacters = isWhole ? 0 : this.#lineCharacters + characters;
    this.#eventCharacters = isBlank ? 0 : this.#eventCharacters + characters;
    return isBlank;
  }

  #skip(): void {
    this.#isSkipping = true;
    this.#parser.reset();
    this.#sink.onLoss();
  }

  /** The parser searches a text with CR for both line ends from every line on, which takes the square of the time. */
  #withLineFeeds(text: string): string {
    if (text === "") return text;
    const rest = this.#endedInCr && text.startsWith("\n") ? text.slice(1) : text;
    this.#endedInCr = text.endsWith("\r");
    return rest.includes("\r") ? rest.replace(/\r\n?/g, "\n") : rest;
  }
}
