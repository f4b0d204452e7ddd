import { foldText } from "../../fold/fold-lines.ts";
import { splitText } from "../../fold/split-text.ts";
import { unfoldLines } from "../../fold/unfold-lines.ts";
import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { limitShares } from "../../ladder/limit-shares.ts";
import { readLogEvents } from "./log-events.ts";
import { logUnits } from "./log-units.ts";
import { looksLikeLog } from "./looks-like-log.ts";
import { askedLines, pickLines } from "./pick-lines.ts";
import { verifyDigest } from "./verify/verify-digest.ts";
import { chooseSign, writeDigest } from "./write-digest.ts";

/**
 * Logs: one record per line, with or without times. Rungs: `fold`, the whole log to the byte; `digest`, every template with
 * its count, first line and last time, every distinct error, every distinct stack trace. Under a limit `lines` is the digest
 * with as many more lines as fit, matches of the query first, and `brief` the digest with the first alone of the values that
 * an error had.
 */
export const logKind: KindProcessor = {
  name: "log",
  version: 1,
  kind: "log",
  looksLike: looksLikeLog,
  *rungs(source, request) {
    const { text, counter } = source;
    if (text === "") return;
    const split = splitText(text);
    const body = foldText(split);
    if (body !== undefined) yield { type: "encoded", level: "fold", grade: "byte-exact", body };
    const log = readLogEvents(split);
    const sign = chooseSign(log.lines);
    const asked = askedLines(log, source, request);
    const digest = (
      level: "lines" | "digest" | "brief",
      shown: readonly number[],
    ): ComputedDraft => ({
      type: "computed",
      level,
      grade: "facts-verified",
      render: (style) =>
        writeDigest(log, { text, sign }, { style, shown, isBrief: level === "brief" }),
    });
    if (request.maxTokens !== undefined) {
      const least = writeDigest(
        log,
        { text, sign },
        { style: {}, shown: pickLines(log, asked) },
      ).body;
      const room = request.maxTokens - ENVELOPE_TOKENS - counter.count(least);
      for (const share of limitShares(room / source.tokens, MOST_LINES)) {
        yield digest("lines", pickLines(log, asked, share));
      }
    }
    yield digest("digest", pickLines(log, asked));
    if (request.maxTokens !== undefined) yield digest("brief", pickLines(log, asked));
  },
  units: logUnits,
  verify: ({ text }, { body, sigil }) => verifyDigest(text, body, sigil),
  decoders: { log1: unfoldLines },
};

/** What an envelope takes of a limit, about. */
const ENVELOPE_TOKENS = 26;

/** Share of the lines above which a digest is no shorter than the log. */
const MOST_LINES = 0.9;
