import { foldLines } from "../../fold/fold-lines.ts";
import { unfoldLines } from "../../fold/unfold-lines.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { readLogEvents } from "./log-events.ts";
import { verifyDigest } from "./verify/verify-digest.ts";
import { chooseSign, writeDigest } from "./write-digest.ts";

/**
 * Logs: one record per line, with or without times. Rungs: `fold`, the whole log to the byte; `digest`, every template with
 * its count, first line and last time, every distinct error.
 */
export const logKind: KindProcessor = {
  name: "log",
  version: 1,
  kind: "log",
  *rungs(source) {
    const { text } = source;
    const body = foldLines(text);
    if (body !== undefined) yield { type: "encoded", level: "fold", grade: "byte-exact", body };
    const log = readLogEvents(text);
    const sign = chooseSign(log.lines);
    yield {
      type: "computed",
      level: "digest",
      grade: "facts-verified",
      render: (style) => writeDigest(log, { text, sign }, { style, shown: [] }),
    };
  },
  verify: ({ text }, { body, sigil }) => verifyDigest(text, body, sigil),
  decoders: { log1: unfoldLines },
};
