import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";

/** An answer as it goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly type: "application/json" | "text/event-stream";
  readonly body: Buffer;
  /** The connection breaks after the body, which then says nothing of its end. */
  readonly breaks: boolean;
}

/** A request as it came over the wire, and the pieces that its answer was sent in. */
export interface Exchange {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly pieces: readonly Buffer[];
}

/** Answers every request with the reply that was put on last. */
export interface ReplayServer {
  readonly url: string;
  /** From now on this is the answer; what was heard before is forgotten. */
  play(reply: Reply): void;
  /** Since the last {@link ReplayServer.play}. */
  heard(): readonly Exchange[];
  close(): Promise<void>;
}

/** Starts a server on loopback, on a port that is free. */
export async function startReplayServer(): Promise<ReplayServer> {
  let reply: Reply | undefined;
  let exchanges: Exchange[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      if (reply === undefined) {
        response.writeHead(500).end();
        return;
      }
      const { url: path = "", headers } = request;
      const pieces = oddPieces(reply.body);
      exchanges.push({ path, headers, body: Buffer.concat(chunks), pieces });
      void send(response, { reply, pieces });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    play(next) {
      reply = next;
      exchanges = [];
    },
    heard: () => exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** No request here is longer. */
const MOST_BYTES = 1024 * 1024;

/** Sizes of the pieces of a body, again and again: odd ones, that cut events, lines and characters. */
const SIZES = [1, 3, 7, 61, 17, 333, 5, 1021, 29, 4_099];

function oddPieces(body: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const size = SIZES[pieces.length % SIZES.length] ?? 1;
    pieces.push(body.subarray(start, start + size));
    start += size;
  }
  return pieces;
}

async function send(
  response: ServerResponse,
  { reply, pieces }: { readonly reply: Reply; readonly pieces: readonly Buffer[] },
): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(reply.status, { "content-type": reply.type, "request-id": "req_loopback" });
  for (const piece of pieces) {
    if (response.destroyed) return;
    response.write(piece);
    await setImmediate();
  }
  if (reply.breaks) response.destroy();
  else response.end();
}
