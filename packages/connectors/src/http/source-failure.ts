import { TokenPakError } from "@tokenpak/core";
import type { HttpResponse } from "./exchange.ts";

/** A secret that proves who asks. */
export interface HttpCredential {
  /** Name under which people set it, for example `GITHUB_TOKEN`. */
  readonly name: string;
  /** Never shown. */
  readonly value: string;
}

/** The errors of one server, in its name, with the credential cut out of all they say. */
export class SourceFailures {
  readonly #name: string;
  readonly #credential: HttpCredential | undefined;

  constructor(name: string, credential: HttpCredential | undefined) {
    this.#name = name;
    this.#credential = credential;
  }

  /** The header for the credential. Throws `SOURCE_DENIED` for one that no header can hold: `fetch` would show it. */
  authorization(): Readonly<Record<string, string>> {
    if (this.#credential === undefined) return {};
    const { name, value } = this.#credential;
    if (/^[\x21-\x7e]+$/.test(value)) return { authorization: `Bearer ${value}` };
    throw new TokenPakError(
      "SOURCE_DENIED",
      `${name} is empty or has a space, a line break or another character that no token has. Set it again.`,
    );
  }

  /** What the server says about itself: `message` of a JSON body, else nothing. At most 300 characters. */
  messageOf({ bytes }: HttpResponse): string {
    try {
      const body: unknown = JSON.parse(bytes.toString("utf8"));
      if (typeof body !== "object" || body === null || !("message" in body)) return "";
      return this.#clean(String(body.message).slice(0, 300));
    } catch {
      return "";
    }
  }

  refused(url: URL, answer: { readonly status: number; readonly message: string }): TokenPakError {
    const { status } = answer;
    const said = answer.message === "" ? "" : `: ${answer.message}`;
    const what = this.#clean(`${this.#name} answered ${status} for ${url.pathname}${said}.`);
    if (status === 401 || status === 403) {
      return new TokenPakError("SOURCE_DENIED", `${what} ${this.#denied(status)}`);
    }
    if (status === 404 || status === 410) {
      return new TokenPakError("SOURCE_NOT_FOUND", `${what} ${this.#notFound()}`);
    }
    return new TokenPakError("SOURCE_UNAVAILABLE", `${what} Try again later.`);
  }

  rateLimited(untilMs: number): TokenPakError {
    const more = this.#credential === undefined ? " A token gets a higher limit." : "";
    return new TokenPakError(
      "SOURCE_RATE_LIMITED",
      `${this.#name} takes no more requests until ${timeOf(untilMs)}. What was read is kept; run it again after that to go on.${more}`,
    );
  }

  unreachable(url: URL, error: unknown): TokenPakError {
    const reason = this.#clean(reasonOf(error));
    return new TokenPakError(
      "SOURCE_UNAVAILABLE",
      `${this.#name} cannot be reached at ${url.origin} (${reason}). Check the address and the network.`,
    );
  }

  /** Next pages that lead back to a page that was there. */
  circle(url: URL): TokenPakError {
    return new TokenPakError(
      "SOURCE_UNAVAILABLE",
      this.#clean(`${this.#name} sends the pages of ${url.pathname} in a circle. Try again later.`),
    );
  }

  /** A next page on another origin. */
  foreignPage(url: URL): TokenPakError {
    return new TokenPakError(
      "SOURCE_UNAVAILABLE",
      this.#clean(
        `${this.#name} names a page of ${url.pathname} on another host, which is not asked. Check the address of the API.`,
      ),
    );
  }

  aborted(cause: unknown): TokenPakError {
    return new TokenPakError(
      "ABORTED",
      `Reading from ${this.#name} was stopped. What was committed is kept; run it again to finish.`,
      { cause },
    );
  }

  #denied(status: number): string {
    if (this.#credential === undefined) return "Set a token that may read it.";
    const { name } = this.#credential;
    return status === 401
      ? `${name} is not valid or has expired; set a new one.`
      : `${name} may not read this; give it the right to.`;
  }

  #notFound(): string {
    return this.#credential === undefined
      ? "Check the name; what is private needs a token."
      : `Check the name, and whether ${this.#credential.name} may see it.`;
  }

  #clean(text: string): string {
    const { name, value } = this.#credential ?? { name: "", value: "" };
    return value === "" ? text : text.replaceAll(value, `[${name}]`);
  }
}

/** The most telling message of an error and its causes; `fetch` itself only says that it failed. */
function reasonOf(error: unknown): string {
  let reason = String(error);
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    const { code } = cause as NodeJS.ErrnoException;
    reason = typeof code === "string" ? code : cause.message || reason;
    cause = cause.cause;
  }
  return reason;
}

/** Limits may be any number a header can hold; a `Date` may not. */
function timeOf(milliseconds: number): string {
  return new Date(Math.min(milliseconds, 8.64e15)).toISOString();
}
