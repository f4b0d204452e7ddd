import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A real HTTP server on 127.0.0.1. */
export interface LoopbackServer {
  /** Ends in `/`. */
  readonly url: string;
  /** What was asked for so far, oldest first: path with query. */
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** Starts a server on a free port; `answer` answers every request, and one that throws is a 599. */
export async function loopbackServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    try {
      answer(request, response);
    } catch (error) {
      response.writeHead(599).end(JSON.stringify({ message: String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
