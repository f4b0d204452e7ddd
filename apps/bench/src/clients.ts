import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { StreamedUsage } from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { aiSdkClients } from "./clients/ai-sdk-clients.ts";
import type { Answer } from "./clients/answer.ts";
import { anthropicClient } from "./clients/anthropic-client.ts";
import { checkRequest, isKnownByBody } from "./clients/check-request.ts";
import { type Ask, type Asking, type Client, type ClientReport, MODELS } from "./clients/client.ts";
import { differencesOf, tapPieces } from "./clients/compare-usage.ts";
import { googleClient } from "./clients/google-client.ts";
import { installClient } from "./clients/install-clients.ts";
import { reasonFor } from "./clients/known-reasons.ts";
import { madeAnthropicAnswers } from "./clients/made-anthropic.ts";
import { madeGeminiAnswers } from "./clients/made-gemini.ts";
import { madeOpenaiAnswers } from "./clients/made-openai.ts";
import { openaiChatClient, openaiResponsesClient } from "./clients/openai-clients.ts";
import { recordedAnswers } from "./clients/recorded-answers.ts";
import { type ReplayServer, startReplayServer } from "./clients/replay-server.ts";
import { talksOf } from "./clients/talk.ts";

/**
 * Client libraries, installed from npm into a temporary folder, talk to a server on loopback that replays recorded answers and made ones
 * in odd pieces. The requests that they really send are read by the adapters and held to what was asked; the answers are read by the tap,
 * and its usage is held to what the library reports. Each difference is explained, or said to have no explanation.
 */
export async function compareClients(io: BenchIo): Promise<void> {
  const recorded = await recordedAnswers(io.dataDir);
  if (recorded.length === 0) io.print("No recorded answers: there is no data. Only made ones.");
  const answers = [
    ...recorded,
    ...madeAnthropicAnswers(),
    ...madeOpenaiAnswers(),
    ...madeGeminiAnswers(),
  ];
  const folder = await mkdtemp(join(tmpdir(), "tokenpak-clients-"));
  const server = await startReplayServer();
  const tallies: Tally[] = [];
  try {
    for (const client of CLIENTS) {
      const ask = await installClient(client, folder);
      const { format, name, packages } = client;
      if (ask === undefined) {
        io.print(
          `${name} cannot be had here: npm did not install ${packages.join(" ")}, or it does not load.`,
        );
        continue;
      }
      const tally = newTally(client);
      tallies.push(tally);
      const played = answers.filter((answer) => answer.format === format);
      for (const answer of played) await playAnswer(answer, { io, server, ask, client, tally });
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
  printTable(io, tallies);
}

const CLIENTS: readonly Client[] = [
  anthropicClient,
  openaiChatClient,
  openaiResponsesClient,
  googleClient,
  ...aiSdkClients,
];

interface Tally {
  readonly client: Client;
  requests: number;
  readWell: number;
  knownByBody: number;
  answersKnown: number;
  equal: number;
  bothFailed: number;
  /** The counts are equal, and only we say that they are not the last ones. */
  unnoticed: number;
  explained: number;
  unexplained: number;
}

function newTally(client: Client): Tally {
  const none = { requests: 0, readWell: 0, knownByBody: 0, answersKnown: 0 };
  return { client, ...none, equal: 0, bothFailed: 0, unnoticed: 0, explained: 0, unexplained: 0 };
}

interface Playing {
  readonly io: BenchIo;
  readonly server: ReplayServer;
  readonly ask: Ask;
  readonly client: Client;
  readonly tally: Tally;
}

async function playAnswer(answer: Answer, playing: Playing): Promise<void> {
  const { io, server, ask, client, tally } = playing;
  const { url } = server;
  const talks = talksOf(client.format);
  const talk = talks[tally.requests % talks.length];
  if (talk === undefined) return;
  const asking: Asking = { url, talk, model: MODELS[client.format], stream: answer.stream };
  server.play(answer.reply);
  const said = await outcomeOf(ask(asking));
  const label = `${client.name}: ${answer.name}${answer.stream ? " (stream)" : ""}`;
  const [exchange, ...again] = server.heard();
  tally.requests++;
  if (exchange === undefined) {
    tally.unexplained++;
    io.print(`${label}: sent no request: ${said.failure}`);
    return;
  }
  if (again.length > 0) io.print(`${label}: sent ${again.length + 1} requests`);
  const checked = checkRequest(exchange, { client, asking });
  if (checked.faults.length === 0) tally.readWell++;
  if (checked.knownByBody) tally.knownByBody++;
  if (isKnownByBody(answer)) tally.answersKnown++;
  else
    io.print(
      `${label}: the answer alone does not tell its format (errors of OpenAI are alike in both APIs; one recording is damaged).`,
    );
  for (const fault of checked.faults) io.print(`${label}, asked ${talk.name}: ${fault}`);
  judge(tapPieces(checked, exchange.pieces), { said, label, answer, playing });
}

interface Said {
  readonly report?: ClientReport;
  readonly failure?: string;
}

/** No client waits longer for an answer that has ended. */
const MOST_SECONDS = 10;

async function outcomeOf(asked: Promise<ClientReport>): Promise<Said> {
  const waiting = new AbortController();
  const late = setTimeout(MOST_SECONDS * 1_000, undefined, { signal: waiting.signal });
  try {
    const report = await Promise.race([asked, late]);
    return report === undefined ? { failure: "it never ends" } : { report };
  } catch (error) {
    return { failure: String(error).split("\n")[0]?.slice(0, 120) ?? "" };
  } finally {
    waiting.abort();
    late.catch(() => undefined);
  }
}

interface Judged {
  readonly said: Said;
  readonly label: string;
  readonly answer: Answer;
  readonly playing: Playing;
}

function judge(ours: StreamedUsage, { said, label, answer, playing }: Judged): void {
  const { io, tally, client } = playing;
  const isBroken = ours.usage.partial || ours.error !== undefined;
  if (said.report === undefined && isBroken) {
    tally.bothFailed++;
    return;
  }
  const differences =
    said.report === undefined
      ? [`the client fails (${said.failure}), we read it to its end, ${ours.finishReason}`]
      : differencesOf(said.report, ours);
  if (differences.length === 0) {
    if (!isBroken) tally.equal++;
    else {
      tally.unnoticed++;
      io.print(`${label}: the client takes for whole what is partial or failed by our reading.`);
    }
    return;
  }
  const reason = reasonFor({ client, answer, ours, failure: said.failure });
  if (reason === undefined) tally.unexplained++;
  else tally.explained++;
  io.print(`${label}: ${differences.join("; ")}. ${reason ?? "No explanation is known"}.`);
}

function printTable(io: BenchIo, tallies: readonly Tally[]): void {
  io.print("");
  io.print(
    "| client | requests | read as asked | known by the body alone | answers known so | usage equal | both say broken | equal, we alone say unfinished | different, explained | not explained |",
  );
  io.print("|---|---|---|---|---|---|---|---|---|---|");
  for (const tally of tallies) {
    const { client, requests, readWell, knownByBody, equal, bothFailed } = tally;
    const { unnoticed, explained, unexplained } = tally;
    const read = [requests, readWell, knownByBody, tally.answersKnown];
    const cells = [...read, equal, bothFailed, unnoticed, explained, unexplained];
    io.print(`| ${client.name} (${client.packages.join(", ")}) | ${cells.join(" | ")} |`);
  }
}
