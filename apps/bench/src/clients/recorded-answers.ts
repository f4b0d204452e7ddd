import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Answer, streamedAnswer, wholeAnswer } from "./answer.ts";
import type { Format } from "./client.ts";

/** Recorded answers of every format; none where there is no data. */
export async function recordedAnswers(dataDir: string | undefined): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const [folder, format] of Object.entries(FOLDERS)) {
    const path = join(dataDir ?? "", "traffic", folder);
    if (dataDir === undefined || !existsSync(path)) continue;
    for (const file of (await readdir(path)).sort()) {
      const text = await readFile(join(path, file), "utf8");
      if (file.endsWith(".json")) answers.push(wholeAnswer(format, file, JSON.parse(text)));
      else
        answers.push(
          ...streamsIn(text).map((events, index) => {
            const name = index === 0 ? file : `${file}, part ${index + 1}`;
            return streamedAnswer({ format, name }, events);
          }),
        );
    }
  }
  return answers;
}

/** By the folder of the recordings. */
const FOLDERS: Readonly<Record<string, Format>> = {
  anthropic: "anthropic-messages",
  google: "gemini",
  "openai-chat": "openai-chat",
  "openai-responses": "openai-responses",
};

/** Some recordings have the answers of several requests, one after the other: after its end, the next begins. */
function streamsIn(text: string): readonly (readonly string[])[] {
  const streams: string[][] = [[]];
  let isEnded = false;
  for (const line of text.split("\n").filter((one) => one !== "")) {
    if (isEnded && BEGINNING.test(line)) streams.push([]);
    streams.at(-1)?.push(line);
    isEnded = END.test(line);
  }
  return streams;
}

const BEGINNING = /^\{"type":"(?:message_start|response\.created)"/;
const END = /^\{"type":"(?:message_stop|response\.(?:completed|incomplete|failed))"/;
