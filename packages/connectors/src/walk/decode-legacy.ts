import { analyse } from "chardet";
import { hasUnlikelyCharacter } from "./unlikely-characters.ts";

/** A text in an encoding of the time before Unicode. */
export interface LegacyText {
  readonly text: string;
  /** In lower case, as https://encoding.spec.whatwg.org names it. */
  readonly encoding: string;
}

/** Bytes that are looked at to tell the encoding, which goes at about 4 MB/s. */
const MOST_EVIDENCE = 16_384;

/** Statistics say nothing about less: 20 random bytes may look like Polish with a confidence of 66, 50 reach 31. */
const LEAST_EVIDENCE = 50;

const WESTERN = "windows-1252";

/**
 * Encodings that are read, with the confidence of 0 to 100 that each needs. Measured on messages in 13 languages, by themselves
 * and as comments in code: right answers have 35 to 55 in the 8-bit encodings and 90 to 100 in the others; random bytes reach
 * 31, and 61 in the others. Short Russian and Chinese pass for Hebrew with up to 60.
 */
const NEEDED: Readonly<Record<string, number>> = {
  "iso-8859-1": 35,
  "iso-8859-2": 35,
  "iso-8859-5": 35,
  "iso-8859-6": 45,
  "iso-8859-7": 35,
  "iso-8859-8": 70,
  "iso-8859-9": 35,
  "windows-1250": 35,
  "windows-1251": 35,
  "windows-1252": 35,
  "windows-1253": 35,
  "windows-1254": 35,
  "windows-1255": 70,
  "windows-1256": 45,
  "windows-1257": 45,
  "koi8-r": 35,
  big5: 80,
  "euc-jp": 80,
  "euc-kr": 80,
  gb18030: 80,
  shift_jis: 80,
};

/** A western letter or two beside an ASCII letter, or a common sign. */
const WESTERN_USE =
  /(?<=[A-Za-z])[À-ÖØ-öø-ÿŒœŠšŽžŸ]{1,2}|[À-ÖØ-öø-ÿŒœŠšŽžŸ]{1,2}(?=[A-Za-z])|[\u00a0£§©«®°±²³µ·»¼½¾×–—‘’“”„•…€™]/g;

/** 0x80 to 0x9F of windows-1252; Node 20's own decoder takes them for Latin-1. Unassigned bytes stay controls. */
const WESTERN_SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * The text of bytes that are not UTF-8 and hold no NUL, where enough of them speak for one encoding: by statistics of letters
 * (`chardet`), or as a few western letters in what is ASCII otherwise. Deterministic. `undefined` where the encoding cannot be
 * told, or where what comes out holds characters that no text has.
 */
export function decodeLegacy(bytes: Buffer): LegacyText | undefined {
  if (bytes.length < LEAST_EVIDENCE) return undefined;
  const lines = linesOver127(bytes);
  const encoding =
    lines.length >= LEAST_EVIDENCE
      ? detected(lines)
      : isWestern(bytes, lines)
        ? WESTERN
        : undefined;
  if (encoding === undefined) return undefined;
  const text = decode(bytes, encoding);
  return text === undefined || hasUnlikelyCharacter(text) ? undefined : { text, encoding };
}

/** The lines that hold more than ASCII, up to the limit. */
function linesOver127(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let left = MOST_EVIDENCE;
  for (let start = 0; start < bytes.length && left > 0; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const first = line.findIndex((byte) => byte > 127);
    if (first >= 0) {
      // Of a line that is all there is, the part that says something.
      const from = line.length > left ? Math.max(0, first - 100) : 0;
      lines.push(line.subarray(from, from + left));
      left -= Math.min(line.length, left);
    }
    start = end;
  }
  return Buffer.concat(lines);
}

function detected(lines: Buffer): string | undefined {
  const [best] = analyse(evidenceOf(lines))
    .map(({ name, confidence }) => ({ encoding: name.toLowerCase(), confidence }))
    // Those of Unicode are told by other means.
    .filter(({ encoding }) => encoding === "utf-8" || Object.hasOwn(NEEDED, encoding));
  const needed = best && NEEDED[best.encoding];
  if (best === undefined || needed === undefined || best.confidence < needed) return undefined;
  return best.encoding === "iso-8859-1" ? WESTERN : best.encoding;
}

/**
 * ASCII beside it speaks for western languages: where the other bytes come in runs, as in Russian, Greek or Chinese, only the
 * words that hold them count.
 */
function evidenceOf(lines: Buffer): Buffer {
  let high = 0;
  let runs = 0;
  let before = 0;
  for (const byte of lines) {
    if (byte > 127) high++;
    if (byte > 127 && before <= 127) runs++;
    before = byte;
  }
  return high >= runs * 2 ? wordsOver127(lines) : lines;
}

/** Words are parted by what is no second byte of any encoding. */
function wordsOver127(lines: Buffer): Buffer {
  const words: Buffer[] = [];
  let start = 0;
  let holds = false;
  for (const [at, byte] of lines.entries()) {
    if (byte > 127) holds = true;
    if (byte > 32) continue;
    if (holds) words.push(lines.subarray(start, at + 1));
    start = at + 1;
    holds = false;
  }
  if (holds) words.push(lines.subarray(start));
  return Buffer.concat(words);
}

/** Whether hardly anything but ASCII is in there, and that is used as western languages use it. */
function isWestern(bytes: Buffer, lines: Buffer): boolean {
  let high = 0;
  for (const byte of lines) if (byte > 127) high++;
  return high * 10 <= bytes.length && isAscii(decodeWestern(lines).replace(WESTERN_USE, ""));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  if (encoding === WESTERN) return decodeWestern(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // Bytes that the encoding does not have, or an encoding that this Node was built without.
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function decodeWestern(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (sign) => WESTERN_SIGNS.charAt(sign.charCodeAt(0) - 0x80));
}
