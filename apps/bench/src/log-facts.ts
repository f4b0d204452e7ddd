import { type LogCase, linesOf } from "./log-cases.ts";

/** What a digest keeps of a log, by the known events of its lines. Shares are from 0 to 1. */
export interface LogRecall {
  /** Events of which a line stands verbatim in the output. */
  readonly events: number;
  /** Events that have exactly one template of the output, all of whose lines are theirs. */
  readonly oneToOne: number;
  /** Of those: with the right count, the first line shown, and the last line's time. */
  readonly exact: number;
  /** Distinct error lines, apart from their times: in full in the output, verbatim or as a template's values. */
  readonly errors: number;
  readonly errorLines: number;
}

/** Reads a digest as a reader would, and compares it with the known events. */
export function digestRecall({ text, events }: LogCase, output: string): LogRecall {
  const lines = linesOf(text);
  const outputLines = output.split("\n");
  const shown = new Set(outputLines);
  const all = new Set(events.filter((event) => event !== undefined));
  const seen = new Set<string>();
  for (const [at, event] of events.entries()) {
    if (event !== undefined && shown.has(lines[at] as string)) seen.add(event);
  }
  const templates = readTemplates(outputLines, { lines, events });
  const oneToOne = [...all].filter((event) => templates.get(event)?.length === 1);
  const exact = oneToOne.filter((event) => {
    const [template] = templates.get(event) ?? [];
    const own = lines.filter((_, at) => events[at] === event);
    return (
      template !== undefined &&
      template.count === own.length &&
      template.first === own[0] &&
      (own.at(-1) as string).includes(template.lastTime ?? "")
    );
  });
  const errors = errorTexts(lines);
  const stated = statedTexts(outputLines);
  const kept = [...errors].filter((error) => stated.has(error));
  return {
    events: seen.size / Math.max(1, all.size),
    oneToOne: oneToOne.length / Math.max(1, all.size),
    exact: exact.length / Math.max(1, oneToOne.length),
    errors: errors.size === 0 ? 1 : kept.length / errors.size,
    errorLines: errors.size,
  };
}

/** Share of the events of which a line stands verbatim in an output. */
export function eventRecall({ text, events }: LogCase, output: string): number {
  const shown = new Set(output.split("\n").map((line) => line.replace(/\r$/, "")));
  const lines = linesOf(text);
  const all = new Set(events.filter((event) => event !== undefined));
  const seen = new Set(events.filter((_, at) => shown.has(lines[at] as string)));
  seen.delete(undefined);
  return seen.size / Math.max(1, all.size);
}

interface ReadTemplate {
  readonly first: string;
  readonly count: number;
  readonly lastTime: string | undefined;
}

/** What the output says of each event: a line alone is a template of one. */
function readTemplates(
  output: readonly string[],
  { lines, events }: { readonly lines: readonly string[]; readonly events: LogCase["events"] },
): Map<string, ReadTemplate[]> {
  const eventOf = new Map<string, string | undefined>();
  for (const [at, line] of lines.entries()) if (!eventOf.has(line)) eventOf.set(line, events[at]);
  const templates = new Map<string, ReadTemplate[]>();
  for (const [at, line] of output.entries()) {
    const event = eventOf.get(line);
    if (event === undefined) continue;
    const [, count, lastTime] =
      /^=+ (\d+)x(?:, \d+ shown)?(?: to (.*?))?(?:: .*)?$/.exec(output[at + 1] ?? "") ?? [];
    const own = { first: line, count: Number(count ?? 1), lastTime };
    templates.set(event, [...(templates.get(event) ?? []), own]);
  }
  return templates;
}

const ERROR =
  /\b(?:ERROR|FATAL|CRITICAL|SEVERE|PANIC|ALERT)\b|\berror\b|Exception\b|\b\w*Error: |\bfatal\b/;

/** Times in the forms of these logs. */
const TIME =
  /(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d+ \d\d:\d\d:\d\d(?: \d{4})?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d+)?|\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d|\d{8}-\d+:\d+:\d+:\d+|\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d|\b\d{6} \d{6}\b|\{\**t\}/;

function errorTexts(lines: readonly string[]): Set<string> {
  return new Set(lines.filter((line) => ERROR.test(line)).map((line) => line.replace(TIME, "")));
}

/** Every text that an output states, apart from times: its lines, and templates with each of their listed values. */
function statedTexts(output: readonly string[]): Set<string> {
  const stated = new Set(output.map((line) => line.replace(TIME, "")));
  for (const [at, line] of output.entries()) {
    const list = /^=+ (?:\d+ of \d+ )?distinct: (.*)$/.exec(line)?.[1];
    const template = /^=+ \d+x.*?: (.*)$/.exec(
      (output[at - 1] ?? "").replace(/ to .*?(?=: )/, ""),
    )?.[1];
    if (list === undefined || template === undefined) continue;
    for (const entry of list.split(", ")) {
      const values = entry.replace(/ \d+x$/, "").split(" ");
      let next = 0;
      stated.add(template.replace(TIME, "").replace(/\{\**\}/g, () => values[next++] ?? ""));
    }
  }
  return stated;
}
