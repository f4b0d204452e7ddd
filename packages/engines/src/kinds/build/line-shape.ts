/** What a line of a build's output is, by itself. */
export type LineShape =
  | "blank"
  /** Nothing but decoration. */
  | "rule"
  /** Carets or tildes below a piece of source. */
  | "caret"
  /** Carets with words behind them. */
  | "label"
  /** Source behind a line number and a bar. */
  | "gutter"
  /** The same, marked as the place in question. */
  | "marked"
  /** A frame of a stack trace. */
  | "frame"
  /** Where the diagnostic above is: `--> a.rs:3:5`. */
  | "location"
  /** A diagnostic: place and message, or severity and message. */
  | "report"
  /** A remark on the diagnostic above. */
  | "note"
  /** Begins what is told of a failing test. */
  | "failure"
  /** Names a failing test among passing ones. */
  | "mention"
  | "pass"
  | "progress"
  /** Counts of what passed, failed or was found. */
  | "summary"
  /** Boilerplate that says nothing about this build. */
  | "trivia"
  | "other";

/** How much of a line is looked at. */
const LOOKED_AT = 400;

/** The shape of a line, without colours and the name of its task. */
export function shapeOfLine(line: string): LineShape {
  const text = line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line;
  if (RULE.test(text)) return ruleShape(text);
  for (const [shape, pattern] of SHAPES) if (pattern.test(text)) return shape;
  return "other";
}

/** Only white space, dashes, bars, carets, box drawing. */
const RULE = /^[\s\-=_~^*+.|:;,'"`<>/\\#─-╿▀-▟⎯⎻·…]*$/;

function ruleShape(text: string): LineShape {
  if (text.trim() === "") return "blank";
  return /[\^~]/.test(text) ? "caret" : "rule";
}

const SEVERITY =
  "(?:fatal error|fatal|error|errors|warning|warn|note|remark|info|information|hint|style|convention|refactor|deprecated|panic)";
const PLACE =
  "(?::\\d{1,7}(?:[:.]\\d{1,7})?(?:-\\d{1,7}(?::\\d{1,7})?)?|\\(\\d{1,7}(?:,\\d{1,7}){0,3}\\)|:\\[\\d{1,7},\\d{1,7}\\]|: line \\d{1,7}, col \\d{1,7},)";
/** A path with a slash or a dot, or a file known by its name. */
const PATH =
  "(?:[A-Za-z]:)?(?=[^\\s:()]{0,300}[./]|Makefile|Dockerfile|Rakefile)[^\\s:()\"'`=]{1,300}";

const REPORT = new RegExp(
  [
    // src/a.c:3:5: anything; src/a.ts(3,5): error; [ERROR] /a.java:[3,5] anything; a.ts: line 3, col 5, anything
    `^\\s{0,12}(?:\\[\\w{1,10}\\] )?(?:[\\w.+-]{1,20}: ){0,2}(?:file://)?${PATH}${PLACE}(?::(?!\\d)| - |:? ${SEVERITY}\\b| [\\w@/-]{2,60}(?: {2}FIXABLE)?(?: DEPRECATED)? +[━─]{3}| Error | Warning |(?<=\\]) |(?<=,) )`,
    // a place anywhere, then a severity: paths with spaces
    `(?::\\d{1,7}(?::\\d{1,7})?|\\(\\d{1,7}(?:,\\d{1,7})?\\)):? (?:- )?(?:fatal )?(?:error|warning)\\b`,
    // rows of a linter below their file's name
    `^\\s{1,12}\\d{1,7}:\\d{1,7}\\s+(?:[✖⚠×!]|${SEVERITY})\\s`,
    // error[E0308]: ..., warning: ..., ERROR in, fatal:, Error: ..., TypeError: ..., npm ERR!
    "^\\s{0,8}(?:\\S{1,40}: )?(?:fatal |internal compiler )?(?:[Ee]rror|ERROR|[Ww]arning|WARNING|fatal|FATAL|panic|failure)(?:\\[[\\w:-]{1,40}\\]| ?\\([\\w:/ -]{1,60}\\)| [A-Z]{1,4}\\d{2,6})?:",
    "^\\s{0,8}(?:[✘✖×!⚠] )?\\[?(?:ERROR|WARNING|WARN|FATAL|CRITICAL|SEVERE|Error|Warning|error|warn)\\]?(?::| in | {1,4}\\S)",
    "^\\s{0,8}(?:npm|yarn|pnpm|bun) (?:ERR!|(?:WARN|error|warn)\\b)",
    "^\\s{0,12}(?:Uncaught |Unhandled |Caused by: |thread '.{1,200}' .{0,40}panicked)?(?:[\\w$.]{0,100}(?:Error|Exception|Panic|Failure|Warning))(?: \\[[\\w ]{1,60}\\])?(?::|$)",
    "^\\s{0,8}(?:thread '.{1,200}' (?:\\(\\d+\\) )?panicked|panic: |Caused by: |E: |W: |ELIFECYCLE|ERR_\\w+|[ \\u2009]?E[A-Z]{4,20} {1,2}\\S)",
    "^(?:make(?:\\[\\d+\\])?: \\*\\*\\*|g?make: |ninja: (?!Entering)|collect2: |CMake (?:Deprecation )?(?:Error|Warning)|(?:\\S{1,100}/)?ld(?:\\.\\w+)?: |.{0,300}undefined reference|.{0,200}Segmentation fault|Killed$|Terminated$|Aborted|FAILURE: |BUILD FAILED|> Task .{1,200} FAILED|FAILED: |[ew]: )",
    // pytest's E lines, carets with a rule's name (shellcheck)
    "^E {2,}\\S|^\\s+\\^-{0,200}[-^]? SC\\d{4}",
    // eslint(no-unused-vars): ... with a mark (miette)
    "^\\s{0,4}[×!⚠x] [\\w@/-]{1,60}(?:\\([\\w@/:-]{1,60}\\)|::[\\w:]{1,60}): ",
  ].join("|"),
);

/** In the order of asking. */
const SHAPES: readonly (readonly [LineShape, RegExp])[] = [
  ["report", /^\s{1,12}\d{1,7}:\d{1,7}\s+(?:[✖⚠×!]|error|warning|info)\s/],
  [
    "frame",
    /^\s{1,80}at (?=[^:(<]{0,400}[:(<]).{1,400}[\d)>](?: \{)?$|^\s{0,40}File ".{1,300}", line \d+|^\s{1,20}\.\.\. \d+ (?:more|common frames)|^\t\/?\S{1,300}\.(?:go|s):\d{1,7}(?: \+0x[0-9a-f]+)?$|^\s{1,12}\d{1,4}: (?:0x[0-9a-f]{1,16} - )?(?:[\w<>{}]{1,100}|[<\w].{0,200}?::.{0,300})$|^\s{1,40}at (?:\.{0,2}\/)\S{1,300}:\d{1,7}:\d{1,7}$|^\s{1,20}(?:async )?[\w.<>$[\] #]{1,200} \((?:file:\/\/|node:|\/|[A-Z]:)\S{1,300}:\d{1,7}:\d{1,7}\)$|^\s{0,8}❯ (?:[\w.<>$ ]{1,100} )?\S{1,300}:\d{1,7}:\d{1,7}$/,
  ],
  ["marked", /^\s{0,12}>\s{0,3}\d{1,7} ?[|│]|^> {2,}\S/],
  ["label", /^\s{0,12}\d{0,7}\s{0,4}[|│:┆·].{0,400}[\^~]-{0,50} \S|^\s{1,200}\^[~^]* \S/],
  [
    "gutter",
    /^\s{0,12}\d{0,7}\s{0,4}[|│┆](?:\s|$)|^\s{0,12}\d{0,7}\s{0,6}[:·]\s{2,}|^\s{1,9}\d{1,7}\| |^\s*\d{1,7}\s+(?:\d{1,7}\s+)?│/,
  ],
  ["location", /^\s{0,12}(?:-->|:::|,-\[|╭─\[|┌─) ?\S.{0,300}\d/],
  [
    "trivia",
    /^\s{2,8}(?:duration_ms|failureType|generatedMessage|operator|type|stack|diff): |packages are looking for funding|run `npm fund`|^For more information about this error, try|^note: run with `RUST_BACKTRACE|^note: Some details are omitted|^E\s+(?:Use -v to get more diff)?$|^Some errors have detailed explanations|^npm notice|^\[(?:INFO|ERROR|WARNING)\] *(?:-.{0,200}-)?$|^\[ERROR\] (?:-> \[Help|To see the full stack|Re-run Maven|For more information about|\[Help \d+\]|Please refer to)|^[⎯─━=-]{3,100}\[\d{1,6}\/\d{1,6}\][⎯─━=-]{0,100}$|^\* (?:Try|Get more help)|^\s+✖ Command failed/,
  ],
  ["report", REPORT],
  [
    "failure",
    /^\s{0,12}(?:FAIL(?:ED|URE)?|ERROR)(?:[:\t ]|$)|^\s{0,40}--- FAIL: |^\s{0,80}not ok \d|^\s{0,8}● |^_{3,} .{1,300} _{3,}$|^---- .{1,300} stdout ----$|<<< (?:FAILURE|ERROR)!|^(?=.{1,300} > ).{1,400} FAILED$|^\[ {2}FAILED {2}\]|\*\*\*(?:Failed|Exception|Timeout)|^panic: |^goroutine \d+ \[|^\s{0,4}#{0,2}Failures?:$/,
  ],
  [
    "mention",
    /^\s{0,80}[×✗✖✕✘] (?!\d+ problems?)\S|^\s{0,80}\d{1,5}\) \S|^\S{1,300} (?:FAILED|ERROR)(?:\s+\[ {0,2}\d{1,3}%\])?$|^\[gw\d+\] .{0,20} (?:FAILED|ERROR) |^test .{1,300} \.\.\. FAILED$|\(FAILED - \d+\)$|^.{1,300} \.\.\. (?:FAIL|ERROR)$/,
  ],
  [
    "summary",
    /^(?:={1,200} |✖ | {0,3}Tests?:? {1,12}|Test Suites: |Found )?\d{1,7} (?:passed|failed|failing|passing|errors?|warnings?|problems?)\b/,
  ],
  [
    "pass",
    /^\s{0,80}[✓✔√☑▶↓○◌] ?\S|^\s{0,80}ok \d|^\s{0,80}# Subtest: |^(?:PASS|ok|\?)\s+\S|^PASS$|^\s{0,40}--- (?:PASS|SKIP): |^=== (?:RUN|PAUSE|CONT|NAME)|\.\.\. (?:ok|ignored|skipped.{0,200})$|^.{1,300} (?:PASSED|SKIPPED|XFAIL|XPASS)(?:\s+(?:\(.{0,200}\)\s+)?\[ {0,2}\d{1,3}%\])?$|^\[gw\d+\] .{0,20} (?:PASSED|SKIPPED) |^\[ {0,7}(?:OK|RUN) {0,6}\] |^\s*\d{1,5}\/\d{1,5} Test +#\d+: .{1,200} Passed |^\S{1,300} [.sxX]{1,400}(?:\s+\[ {0,2}\d{1,3}%\])?$|^[.sx,]{2,400}(?:\s+\[ {0,2}\d{1,3}%\])?$|^> Task \S{1,200}(?: (?:UP-TO-DATE|NO-SOURCE|FROM-CACHE))?$|^:\w[\w:]{0,100}(?: UP-TO-DATE)?$|^#\d+ (?:DONE|CACHED)|^\[INFO\] Tests run: \d+, Failures: 0, Errors: 0, .{0,80}Time elapsed/,
  ],
  [
    "summary",
    /\b\d{1,7} (?:tests? |examples?, |total |of \d+ )?(?:passed|failed|passing|failing|pending|skipped|errors?|warnings?|problems?|failures?|vulnerabilit(?:y|ies)|issues?)\b|^\s{0,6}(?:Tests?|Test Suites|Test Files|Snapshots|Tasks|Failed):? {1,12}\S|^(?:Ran \d+ test|Found \d+|(?:\[INFO\] )?BUILD (?:SUCCESS|FAIL)|\[\w+\] (?:Tests run: |Total time)|\s{0,8}Finished|# (?:tests|pass|fail)\b|test result: |OK$|OK \(|FAILED \()|\b[Ee]xit(?:ed with)? (?:code|status) ?:?\d/,
  ],
  ["note", /^\s{0,12}= (?:note|help|warning): |^\s{0,4}(?:help|note|Note|hint): |^\s{2,6}[iℹ] \S/],
  [
    "progress",
    /^\s{0,12}(?:\[\s{0,3}\d{1,5}(?:\/\d{1,5}|%)\] ?)?(?:\[INFO\]|Compiling|Checking|Building|Linking|Generating|Installing|Download(?:ing|ed)|Fetch(?:ing|ed)|Resolv(?:ing|ed)|Collecting|Preparing|Unpacking|Extracting|Copying|Creating|Updating|Locking|Running|Fresh|Dirty|Packaging|Processing|Using cached|Requirement already|Obtaining|Selecting|Scanning|Transforming|Bundling|Pulling|Verifying|Waiting|Entering|Leaving|Setting up|Cleaning|Cloning|Receiving|Counting|Compressing|Documenting|Get:\d|Hit:\d|Progress|(?:CC|CXX|LD|AR|AS|GEN)\s|--+>? |Step \d|Doc-tests|> Task )/,
  ],
];
