import { CHARACTER_CLASSES, CLASS_OF, classAt, isLetter } from "./character-class.ts";

const C = CHARACTER_CLASSES;

/** Longest line that prose is wrapped at, in characters; longer ones are paragraphs of their own. */
const LONGEST = 130;
const SHORTEST = 50;
/** Han and Kana take two columns. */
const SHORTEST_WIDE = 25;
/** By how much lines of one paragraph differ where neither case nor a full stop tells. */
const RAGGED = 15;
const RAGGED_WIDE = 3;

/** Words of many languages that no sentence ends with. */
const GOES_ON: ReadonlySet<string> = new Set(
  (
    "the a an of to and or in on at by for with from as is are was were be than that which who not " +
    "der die das dem den des ein eine einen einem einer eines und oder im mit von vom zu zur zum für auf an am bei als aus nach über durch ist sind dass wenn werden nicht sich " +
    "le la les du de un une et ou dans sur par pour avec est sont que qui au aux el los las del y o en con por para es son una se su il lo gli i di da che è e o " +
    "um uma do dos das no na os ao à het een van voor met te op dat och att i för som på av til og på с и в на по к от для что как из не у о за"
  ).split(" "),
);

/**
 * Whether the line that ends with the line break at this offset goes on in the next one: prose wrapped at a column, in any
 * script; not a list, a heading, a log or code. Looks at two lines of bounded length.
 */
export function wrapsOn(text: string, at: number): boolean {
  const end = text.charCodeAt(at - 1) === 0x0d && text.charCodeAt(at) === 0x0a ? at - 1 : at;
  // Decides for most lines of most texts, before any line is looked at.
  if (!touchInSentence(text, end, at + 1)) return false;
  const from = lineStart(text, end);
  const to = lineEnd(text, at + 1);
  const length = end - from;
  const first = classAt(text, at + 1);
  const isWide = first === C.wide;
  if (length > LONGEST || to - at - 1 > LONGEST) return false;
  if (length < (isWide && classAt(text, end - 1) === C.wide ? SHORTEST_WIDE : SHORTEST))
    return false;
  if (!isWide && !text.slice(from, end).includes(" ")) return false;
  if (!isLetter(first) || first === C.lower || first === C.upper) return true;
  return fitsParagraph(text, { length, from: at + 1, to, ragged: isWide ? RAGGED_WIDE : RAGGED });
}

/** Whether the end of a line and the beginning of the next may stand in one sentence, by the characters there. */
function touchInSentence(text: string, end: number, next: number): boolean {
  const first = classAt(text, next);
  if (!isLetter(first) && !BEGINS.includes(text.charAt(next))) return false;
  const last = classAt(text, end - 1);
  if (!mayGoOn(text.charCodeAt(end - 1), last)) return false;
  return first !== C.upper || last === C.pause || endsInConnective(text, end);
}

/** Opening marks that a wrapped line may begin with. */
const BEGINS = "(,'\"«„“";

function mayGoOn(unit: number, last: number): boolean {
  if (isLetter(last) || last === C.sign || last === C.mark) return true;
  // A comma, semicolon or hyphen; a colon announces what follows.
  return (
    (last === C.pause && unit !== 0x3a && unit !== 0xff1a) ||
    "'\")-".includes(String.fromCharCode(unit))
  );
}

function endsInConnective(text: string, end: number): boolean {
  const word = text.slice(Math.max(0, end - 9), end);
  return GOES_ON.has(word.slice(word.lastIndexOf(" ") + 1));
}

interface WrappedLine {
  readonly length: number;
  /** Of the next line. */
  readonly from: number;
  readonly to: number;
  readonly ragged: number;
}

/** Lines of a script without case are wrapped where they are nearly equally long, or where the shorter last one ends in a stop. */
function fitsParagraph(text: string, { length, from, to, ragged }: WrappedLine): boolean {
  const longer = to - from - length;
  if (longer > ragged) return false;
  if (longer >= -ragged) return true;
  const last = text.charCodeAt(to - 1);
  return last === 0x2e || last === 0x21 || last === 0x3f || CLASS_OF[last] === C.fullStop;
}

/** Where the line of an offset begins; further back than {@link LONGEST} it is not looked for. */
function lineStart(text: string, end: number): number {
  let from = end;
  while (from > 0 && end - from <= LONGEST && classAt(text, from - 1) !== C.lineBreak) from--;
  return from;
}

function lineEnd(text: string, from: number): number {
  let to = from;
  while (to < text.length && to - from <= LONGEST && classAt(text, to) !== C.lineBreak) to++;
  return to;
}
