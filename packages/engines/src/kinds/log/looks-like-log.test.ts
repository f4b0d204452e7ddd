import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeLog } from "./looks-like-log.ts";

const looks = (text: string): number => looksLikeLog(textSample(text));
const repeat = (line: (at: number) => string, count = 12): string =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

const LOGS: Readonly<Record<string, string>> = {
  log4j: repeat((at) => `2015-10-18 18:01:${10 + at},978 INFO [main] org.a.B: started ${at}`),
  iso: repeat((at) => `2024-05-01T10:00:${10 + at}.123Z started ${at}`),
  syslog: repeat((at) => `Jun ${10 + at} 15:16:01 combo sshd(pam_unix)[${at}]: check pass`),
  journald: repeat((at) => `Nov 22 21:00:${10 + at} host systemd[1]: Started Session ${at}.`),
  "apache errors": repeat(
    (at) => `[Sun Dec 04 04:47:${10 + at} 2005] [error] child ${at} in error`,
  ),
  "apache access": repeat(
    (at) =>
      `10.0.0.${at} - - [10/Oct/2000:13:55:${10 + at} -0700] "GET /a/${at} HTTP/1.1" 200 ${at}`,
  ),
  hdfs: repeat((at) => `081109 2036${10 + at} 148 INFO dfs.DataNode: block blk_${at} terminating`),
  spark: repeat((at) => `17/06/09 20:10:${10 + at} INFO executor.Executor: Running task ${at}`),
  bars: repeat((at) => `20171223-22:15:${10 + at}:606|Step_LSC|30002312|onStandStepChanged ${at}`),
  logcat: repeat((at) => `03-17 16:13:${10 + at}.811  1702  2395 D WindowManager: print ${at}`),
  "logcat brief": repeat((at) => `D/WindowManager( 170${at % 9}): print lock ${at}`),
  klog: repeat((at) => `I0102 15:04:${10 + at}.123456       1 main.go:12] synced ${at}`),
  compose: repeat((at) => `web_${at % 2}  | 2024-05-01T10:00:${10 + at}Z GET /${at}`),
  dmesg: repeat((at) => `[   12.${345600 + at}] usb 1-1: new device ${at}`),
  logfmt: repeat((at) => `ts=1 level=info msg="done ${at}" took=${at}ms`),
  cbs: repeat(
    (at) => `2016-09-28 04:30:${10 + at}, Info                  CBS    Loaded stack ${at}`,
  ),
  proxifier: repeat(
    (at) => `[10.30 16:49:${10 + at}] chrome.exe - proxy.org:5070 close, ${at} bytes`,
  ),
  nova: repeat(
    (at) =>
      `nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:${10 + at}.008 25746 INFO a.b [-] ${at}`,
  ),
  bgl: repeat(
    (at) => `- 11178385${10 + at} 2005.06.03 R02-M1-N0-C:J12-U11 RAS KERNEL INFO error ${at}`,
  ),
  hpc: repeat(
    (at) => `46056${at} node-143 unix.hw state_change.unavailable 10778047${10 + at} 1 Change`,
  ),
  "levels alone": repeat((at) => `${at % 3 === 0 ? "WARN" : "INFO"}  worker ${at} is up`),
  "with traces": repeat(
    (at) =>
      `2024-05-01 10:00:${10 + at} ERROR no\n\tat org.a.B.c(B.java:${at})\n\tat org.a.D.e(D.java:1)`,
  ),
  coloured: repeat((at) => `\u001b[32m2024-05-01 10:00:${10 + at}\u001b[0m INFO up ${at}`),
};

const OTHERS: Readonly<Record<string, string>> = {
  prose: repeat((at) => `On 3 May at 10:00:${10 + at} they came in, and nobody had asked for it.`),
  markdown: repeat((at) => `- [x] 2024-05-01 10:00:${10 + at} do it`),
  "a table": repeat((at) => `| 2024-05-01 10:00:${10 + at} | ${at} | ok |`),
  csv: repeat((at) => `2024-05-01 10:00:${10 + at},${at},ok`),
  "matches of grep": repeat((at) => `logs/a.log:${at}:2024-05-01 10:00:${10 + at} INFO up ${at}`),
  "matches of grep -h": repeat((at) => `a.log:2024-05-01 10:00:${10 + at} INFO up ${at}`),
  "numbered matches": repeat((at) => `${at}:2024-05-01 10:00:${10 + at} INFO up ${at}`),
  "json lines": repeat((at) => `{"time":"2024-05-01T10:00:${10 + at}Z","n":${at}}`),
  yaml: repeat((at) => `- at: 2024-05-01 10:00:${10 + at}\n  name: n${at}`),
  code: repeat((at) => `const t${at} = new Date("2024-05-01T10:00:${10 + at}Z");`),
  listing: repeat(
    (at) => `-rw-r--r-- 1 root root ${at} 2024-05-01 10:00:${10 + at}.000 +0000 f${at}`,
  ),
  maven: `[INFO] Scanning for projects...\n${repeat((at) => `[INFO] Building part ${at}`)}`,
  "one level": repeat((at) => `ERROR: cannot find part ${at}`),
  "few levels": "ERROR: no such file\nERROR: cannot go on\nERROR: giving up",
  nothing: "",
};

describe("looksLikeLog", () => {
  it.each(Object.entries(LOGS))("knows a log: %s", (_, text) => {
    expect(looks(text)).toBeGreaterThanOrEqual(0.7);
  });

  it.each(Object.entries(OTHERS))("takes no other text for one: %s", (_, text) => {
    expect(looks(text)).toBe(0);
  });
});
