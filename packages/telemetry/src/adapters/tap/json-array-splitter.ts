import type { EventSink, EventSplitter } from "./event-splitter.ts";

/** A JSON array that comes item by item, as Gemini streams without server-sent events: each item is an event. */
export class JsonArraySplitter implements EventSplitter {
  readonly #sink: EventSink;
  readonly #decoder = new TextDecoder();
  /** Brackets and braces that are open; items are where it is 1. */
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #pieces: string[] = [];
  #characters = 0;

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  write(bytes: Uint8Array): void {
    this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#read(this.#decoder.decode());
    this.#finishItem();
  }

  #read(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (!this.#isItemEnd(text.charCodeAt(at))) continue;
      this.#keep(text.slice(start, at));
      this.#finishItem();
      start = at + 1;
    }
    if (this.#depth > 0) this.#keep(text.slice(start));
  }

  /** Steps over a character; true where it stands before the first item, between two, or after the last. */
  #isItemEnd(character: number): boolean {
    if (this.#isInText) {
      this.#stepInText(character);
      return false;
    }
    if (character === QUOTE) this.#isInText = true;
    else if (character === OPEN_BRACKET || character === OPEN_BRACE) {
      this.#depth += 1;
      return this.#depth === 1;
    } else if (character === CLOSE_BRACKET || character === CLOSE_BRACE) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return character === COMMA && this.#depth === 1;
  }

  #stepInText(character: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === BACKSLASH) this.#isEscaped = true;
    else if (character === QUOTE) this.#isInText = false;
  }

  #keep(text: string): void {
    this.#characters += text.length;
    if (this.#characters > this.#sink.mostCharacters) this.#pieces = [];
    else this.#pieces.push(text);
  }

  #finishItem(): void {
    const data = this.#pieces.join("").trim();
    if (this.#characters > this.#sink.mostCharacters) this.#sink.onLoss();
    else if (data !== "") this.#sink.onEvent({ data });
    this.#pieces = [];
    this.#characters = 0;
  }
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
