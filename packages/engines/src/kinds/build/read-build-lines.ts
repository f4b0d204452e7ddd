import { plainLine } from "../../terminal/plain-line.ts";

/** A build's output, line by line. */
export interface BuildLines {
  /** Lines as a terminal shows them. */
  readonly texts: readonly string[];
  /** The same without the name of the task that wrote them, where several tasks write into one output. */
  readonly bodies: readonly string[];
  /** Number of the task that wrote a line; 0 for lines without a name. */
  readonly streams: Uint32Array;
}

/** A name before each line of a task: `web:build: ` (turbo), `packages/web build: ` (pnpm), `[web] `, `#12 0.345 ` (docker). */
const TASK =
  /^(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z )?(?:@?[\w.-]{1,60}(?:\/[\w.-]{1,60}){0,6}(?:[:#][a-z][\w:-]{0,40}: ?| [a-z][\w:-]{0,40}: )|#\d{1,4} (?:\d{1,6}\.\d{1,6} )?|\[(?!INFO|WARN|ERROR|DEBUG)[a-z@][\w@/.:-]{0,40}\] )/;

/** Lines that must share a task's name before it counts as one. */
const LEAST_LINES = 3;

/** Splits a text at `\n`; a final line break begins no line. */
export function readBuildLines(text: string): BuildLines {
  const texts = text.split("\n");
  if (texts.at(-1) === "") texts.pop();
  if (text.includes("\u001b") || text.includes("\r")) {
    for (const [at, line] of texts.entries()) texts[at] = plainLine(line);
  }
  const streams = new Uint32Array(texts.length);
  const names = taskNames(texts);
  if (names.size === 0) return { texts, bodies: texts, streams };
  const bodies = texts.map((line, at) => {
    const name = nameOf(line);
    const number = name === undefined ? undefined : names.get(taskOf(name));
    if (name === undefined || number === undefined) return line;
    streams[at] = number;
    return line.slice(name.length);
  });
  return { texts, bodies, streams };
}

/** Numbers, from 1, of the tasks that name enough lines. */
function taskNames(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = nameOf(line);
    if (name !== undefined) counts.set(taskOf(name), (counts.get(taskOf(name)) ?? 0) + 1);
  }
  const names = [...counts].filter(([, count]) => count >= LEAST_LINES).map(([name]) => name);
  return new Map(names.map((name, at) => [name, at + 1]));
}

function nameOf(line: string): string | undefined {
  if (!/^[\w@#[]/.test(line)) return undefined;
  return TASK.exec(line.length > 200 ? line.slice(0, 200) : line)?.[0];
}

/** A task's name without times. */
function taskOf(name: string): string {
  if (name.startsWith("#")) return name.slice(0, name.indexOf(" "));
  return name.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, "");
}
