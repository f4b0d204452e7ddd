import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A log with what is known of each of its lines. */
export interface LogCase {
  readonly name: string;
  readonly text: string;
  /** Event of each line, by index; `undefined` for a line that is none of its own (of a stack trace, or blank). */
  readonly events: readonly (string | undefined)[];
}

/** The 2,000-line samples of loghub with their EventIds, where there is a data folder, and the recorded logs. */
export function readLogCases(dataDir: string | undefined): readonly LogCase[] {
  const fixtures = fileURLToPath(new URL("../fixtures/log", import.meta.url));
  const recorded = Object.entries(RECORDED).map(([name, events]): LogCase => {
    const text = readFileSync(join(fixtures, name), "utf8");
    const eventOf = (line: string): string | undefined =>
      events.find(([, shape]) => shape.test(line))?.[0];
    return { name, text, events: linesOf(text).map(eventOf) };
  });
  if (dataDir === undefined) return recorded;
  const folder = join(dataDir, "logs");
  const names = readdirSync(folder).filter((name) => name.endsWith(".log"));
  const loghub = names.sort().map((name): LogCase => {
    const ids = readFileSync(join(folder, name.replace(/\.log$/, ".eventids.txt")), "utf8");
    return {
      name,
      text: readFileSync(join(folder, name), "utf8"),
      events: ids.trim().split(/\s+/),
    };
  });
  return [...loghub, ...recorded];
}

/** Lines without their line breaks. */
export function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** What the lines of the recorded logs are, written down by hand. */
const RECORDED: Readonly<Record<string, readonly (readonly [event: string, shape: RegExp])[]>> = {
  "dpkg.log": [
    ["startup", / startup (?:archives|packages) /],
    ["upgrade", /:\d\d upgrade /],
    ["install", /:\d\d install /],
    ["configure", /:\d\d configure /],
    ["trigproc", /:\d\d trigproc /],
    ["half-configured", / status half-configured /],
    ["half-installed", / status half-installed /],
    ["triggers-pending", / status triggers-pending /],
    ["unpacked", / status unpacked /],
    ["installed", / status installed /],
    ["not-installed", / status not-installed /],
    ["conffile", / conffile /],
  ],
  "http-server.log": [
    ["serving", /^Serving HTTP/],
    ["message", /\] code \d+, message File not found/],
    ["unsupported", /\] code \d+, message Unsupported method/],
    ["get 200", /"GET .*" 200 /],
    ["get 404", /"GET .*" 404 /],
    ["post", /"POST /],
  ],
  "python-jobs.log": [
    ["started", /: job \d+ started by /],
    ["done", /: job \d+ done, /],
    ["saved", /: saved row /],
    ["deep", /: queue \w+ is /],
    ["failed", /: job \d+ failed$/],
    ["traceback", /^Traceback /],
    ["no file", /^FileNotFoundError: /],
    ["no table", /^sqlite3\.OperationalError: /],
    ["no number", /^ValueError: /],
  ],
  "node-server.log": [
    ["get", /^\[info\] GET /],
    ["miss", /^\[warn\] cache miss /],
    ["failed", /^\[error\] request /],
  ],
};
