import type { TextSample } from "../../detect/text-sample.ts";
import { findTime } from "../../fold/time-stamp.ts";
import { continuesTrace } from "./trace-blocks.ts";

/** Words that may stand before the time of a line: host, user, service, process. */
const MAX_LEAD_WORDS = 4;

/** Share of the lines that begin a record which must look like log lines. */
const LEAST_SHARE = 0.6;

/** Of all lines, with continuing ones. */
const LEAST_OF_ALL = 0.05;

/** A few lines that begin with a level, or many with the same, are what many tools print. */
const LEAST_LEVELLED = 6;

/** Stands for what only loggers write: logcat, klog, `level=`. */
const OTHER_LEVEL = "";

/** How sure one can be that a text is a log: its records begin with a time, with a level, or as a known logger has it. */
export function looksLikeLog({ lines, head }: TextSample): number {
  if (lines.length < 3 || /^\s*[[{<#]?\s*"/.test(head) || MAVEN.test(head)) return 0;
  const { records, timed, levelled, isOneLevel } = countRecords(lines);
  const share = (timed + levelled) / Math.max(records, 1);
  if (share < LEAST_SHARE || timed + levelled < Math.max(2, lines.length * LEAST_OF_ALL)) return 0;
  if (timed >= levelled) return 0.75 + 0.22 * share;
  return lines.length < LEAST_LEVELLED || isOneLevel ? 0 : 0.5 + 0.25 * share;
}

function countRecords(lines: readonly string[]) {
  let records = 0;
  let timed = 0;
  let levelled = 0;
  const levels = new Set<string>();
  for (const line of lines) {
    const level = isTimed(line) ? undefined : LEVELLED.exec(line.slice(0, 200));
    if (level === null && continuesTrace(line)) continue;
    records++;
    if (level === undefined) timed++;
    else if (level !== null) {
      levelled++;
      levels.add(level[1] ?? OTHER_LEVEL);
    }
  }
  const isOneLevel = levels.size === 1 && !levels.has(OTHER_LEVEL);
  return { records, timed, levelled, isOneLevel };
}

/** Maven writes levels before all it says; its output is that of a build. */
const MAVEN = /^\[INFO\] (?:Scanning for projects|-{20,}|BUILD )/m;

/**
 * Levels at the beginning, `key=value` with a level, logcat, klog, seconds since boot, a priority of syslog; also behind the
 * name of a container.
 */
const LEVELLED =
  /^(?:[\w.-]{1,60} {1,20}\| )?(?:\[ {0,12}\d{1,9}\.\d{6}\] |<\d{1,3}>\S|[VDIWEF]\/[^:(]{1,80}(?:\( *\d{1,7}\))?: |[IWEF]\d{4} |(?:[\w.]{1,40}=(?:"[^"]{0,80}"|\S{0,80}) ){0,3}level="?[a-z]{4,8}\b|[[(<]?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)[\])>]?(?:[:|] ?| {1,3}| - |\t)\S|\[(?:trace|debug|info|notice|warn|warning|error|fatal|critical)\] \S)/;

/** Whether a line begins with a time, or with a few names and a time, and goes on behind it. */
function isTimed(line: string): boolean {
  const time = findTime(line);
  if (time === undefined || line.length < time.to + 3) return false;
  const next = line[time.to] as string;
  if ((next === "," || next === ";") && line[time.to + 1] !== " ") return false;
  const lead = line.slice(0, time.from);
  if (lead === "") return true;
  if (lead.length > 80 || NOT_LOG.test(lead)) return false;
  return lead.trim().split(/\s+/).length <= MAX_LEAD_WORDS;
}

/** Before a time: a preposition, the place of a match of grep, file modes, quoted text, code, a table, a heading, a list, a sentence. */
const NOT_LOG =
  /^[^\s:]{1,300}:(?:\d{1,7}:)?$|^[-dlcbps][-r][-w]|["'`=;{#]|\w, |^\s*[|*+>]|: $|\b(?:at|on|by|from|until|since|after|before) $|^\s*- \w|^- \[|\/\/|:\s*$/;
