import type { TextSample } from "../../detect/text-sample.ts";
import { readBuildLines } from "./read-build-lines.ts";

/** Lines that hardly anything but a compiler, a linter, a test runner or a package manager prints. */
const SURE = new RegExp(
  [
    /^\S.{0,300}[:(]\d{1,7}(?:[:,]\d{1,7})?\)?:?(?: -)? (?:fatal )?(?:error|warning|note)\b(?: TS\d+)?[: ]|^(?:error|warning)(?:\[[\w:-]+\])?: |^\s+--> \S+:\d+:\d+$|^\s+\d+:\d+\s+(?:error|warning)\s{1,4}\S|^(?:npm|yarn|pnpm) (?:ERR!|WARN|error|warn|notice)\b|^={3,} .{1,100} ={3,}$|^\s*(?:Tests?|Test Files|Test Suites|Snapshots): {2,}\d|^ {0,6}Tests {2}\d/,
    /^test result: |^test \S.{0,200} \.\.\. (?:ok|FAILED|ignored)$|^\s*(?:not )?ok \d+ - |^=== RUN|^\s*--- (?:PASS|FAIL|SKIP): |^(?:ok|FAIL|\?) {0,3}\t\S|^(?:PASS|FAIL) \S+\.\w+|^\s*[✓✔×✗✖✕] \S.{0,300}/,
    /^\S{1,300} (?:PASSED|FAILED|SKIPPED|ERROR)(?: +\[ {0,2}\d{1,3}%\])?$|^(?:FAILED|ERROR) \S+::|^(?:FAIL|ERROR): \w+ \(|^E {2,}\S|^_{3,} .{1,200} _{3,}$|^\s{0,12}(?:Compiling|Downloaded|Downloading|Checking|Finished|Fresh|Running) [\w`].{0,60}(?: v\d|target\(s\)|`)|^make(?:\[\d+\])?: |^\[ {0,2}\d{1,3}%\] \w/,
    /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|javac|rustc|ld) -|^-- (?:The|Detecting|Check|Looking|Found|Configuring|Generating|Performing|Build files)|^\[(?:INFO|WARNING|ERROR)\] (?:---|Building|Scanning|Tests run|BUILD|Total time|Finished at|COMPILATION|\/)|^BUILD (?:SUCCESS|FAILED|FAILURE)|^> Task :|^(?:Collecting|Requirement already satisfied|Successfully installed|Installing collected packages|Using cached)\b|^added \d+ packages|^Progress: resolved \d/,
    /^\S{1,200}:\d{1,7}:\d{1,5}: [A-Z]{1,4}\d{2,5}:? |^\S.{0,300}: line \d+, col \d+, |^\S{1,300} [.sxXF]{3,400} +\[ {0,2}\d{1,3}%\]$|^Ran \d+ tests? in |^\d{1,5} (?:passing|failing|examples?)\b|^[✖✘] \d+ problems?|^#\d{1,4} (?:\d{1,5}\.\d|\[|DONE|CACHED)|^\s{0,4}[×!⚠] [\w-]+\([\w/-]+\): /,
    /^\S+:\d+:\d+ [\w/]+ .{0,30}━━|^\S{1,300}:\d{1,7}:\d{1,5}: .{1,300} \[(?:Error|Warning)\/[\w@/-]{1,60}\]$|^(?:FAILURE: Build failed|BUILD SUCCESSFUL in )|^\[\d{1,5}\/\d{1,5}\] [\w/]|^Processing \S{1,300}\.whl$|^\[gw\d+\] \[ {0,2}\d{1,3}%\] |^\d{1,5} examples?, \d|^rspec \S+:\d+/,
    /^In \S{1,200} line \d{1,7}:$|^\s+\^-{1,3} SC\d{4}|^.{1,200} \.\.\. (?:ok|FAIL|ERROR|FAILED|skipped .{0,100})$|^\s{1,4}\S{1,300}:\d{1,7}:\d{1,7} - (?:error|warning)\b|^vet: \S+:\d+:\d+: |^PHP Parse error/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** What belongs to such lines: source, carets, frames, remarks. */
const USUAL =
  /^\s{0,8}>?\s*\d{0,7}\s{0,3}[|│]|^[\s|]*[\^~]+|^\s+at |^\s+= (?:note|help)|^ *❯|^[-+] |^> |^\s*\[INFO\]/;

/** How sure one can be that a text is the output of a build or a test run. */
export function looksLikeBuild({ lines }: TextSample): number {
  let sure = 0;
  let usual = 0;
  for (const line of readBuildLines(lines.join("\n")).bodies) {
    const text = line.length > 500 ? line.slice(0, 500) : line;
    if (SURE.test(text)) sure++;
    else if (USUAL.test(text)) usual++;
  }
  if (sure === 0 || lines.length < 2) return 0;
  const share = (sure + usual / 2) / lines.length;
  const least = sure >= 3 ? 0.12 : 0.3;
  return share < least ? 0 : Math.min(0.95, (sure >= 5 ? 0.82 : 0.6) + share / 2);
}
