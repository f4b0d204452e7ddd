import { MONTH_NAMES } from "../facts/month-names.ts";
import { CHARACTER_CLASSES, classAt } from "./character-class.ts";

const C = CHARACTER_CLASSES;

/** Where a full stop stands. */
export interface PeriodPlace {
  /** Where the sentence begins. */
  readonly start: number;
  /** Offset of the full stop. */
  readonly at: number;
  /** Offset of the first letter or digit behind it, white space and opening marks skipped. */
  readonly next: number;
}

/** Whether the full stop belongs to the word before it: an abbreviation, an initial, an ordinal, the number of a list item. */
export function isAbbreviated(text: string, { start, at, next }: PeriodPlace): boolean {
  const begin = wordStart(text, start, at);
  const length = at - begin;
  if (length === 0) return false;
  const isQuoted = !isSpace(classAt(text, next - 1));
  const nextClass = classAt(text, next);
  // The longest abbreviation has nine characters; numbers that long are no ordinals.
  if (length > LONGEST_WORD) return false;
  const isDigits = classAt(text, begin) === C.digit && classAt(text, at - 1) === C.digit;
  if (isDigits) return isOrdinal(text, { start, at, next }, begin);
  const word = text.slice(begin, at).toLowerCase();
  if (word.includes(".")) return isDotted(word, nextClass);
  if (length === 1) return isInitial(text, begin, nextClass);
  if (nextClass === C.lower && length < LOWER_CASE_FROM && !isQuoted) return hasCase(text, at);
  if (ABBREVIATIONS.has(word)) return true;
  if (NUMBERED.has(word)) return nextClass === C.digit || nextClass === C.lower;
  if (ENDING.has(word)) return nextClass === C.lower;
  return isRoman(text.slice(begin, at)) && beginsOrdinal(text, next);
}

const LONGEST_WORD = 9;
/** A sentence that begins in lower case may follow a word of this many letters: nothing that long is likely abbreviated. */
const LOWER_CASE_FROM = 4;

function isSpace(unitClass: number): boolean {
  return unitClass === C.space || unitClass === C.lineBreak;
}

/** Whether the letter before an offset is of a script with case. */
function hasCase(text: string, at: number): boolean {
  const last = classAt(text, at - 1);
  return last === C.lower || last === C.upper;
}

/** The word before an offset, with full stops in it: `z.B`, `U.S`. */
function wordStart(text: string, start: number, at: number): number {
  let begin = at;
  while (begin > start && at - begin <= LONGEST_WORD) {
    const before = classAt(text, begin - 1);
    const isPart = before >= C.digit && before <= C.mark;
    if (!isPart && text.charCodeAt(begin - 1) !== 0x2e) break;
    begin--;
  }
  return begin;
}

/** A letter on its own, as in `J. R. R.`, `г.`; not the last one of an address, nor of `и т. д.` before a capital letter. */
function isInitial(text: string, begin: number, nextClass: number): boolean {
  const letter = classAt(text, begin);
  if (letter !== C.lower && letter !== C.upper && letter !== C.letter) return false;
  if (
    begin > 0 &&
    classAt(text, begin - 1) === C.other &&
    !"([{«„¿¡§".includes(text.charAt(begin - 1))
  ) {
    return false;
  }
  return (
    nextClass === C.lower ||
    !/(?:^|[^а-я])т\. ?[дп]$/.test(text.slice(Math.max(0, begin - 4), begin + 1))
  );
}

/** `e.g`, `т.е`, `d.w.z`; not `config.yaml`. At the end of a sentence only times of day are likely. */
function isDotted(word: string, nextClass: number): boolean {
  if (word === "a.m" || word === "p.m") return nextClass === C.lower;
  const parts = word.split(".");
  return parts[0]?.length === 1 && parts.every((part) => part.length <= 3 && !/\d/.test(part));
}

/** `1. Item`, `3. Oktober`, `am 3. Tag`, `5. 3. 2024`, `im 19. und 20.` */
function isOrdinal(text: string, { start, at, next }: PeriodPlace, begin: number): boolean {
  const digits = at - begin;
  if (digits > 3) return false;
  if (text.slice(Math.max(start, begin - 8), begin).trim() === "" && begin - start < 8) return true;
  const nextClass = classAt(text, next);
  if (nextClass === C.lower) return true;
  if (nextClass === C.digit) return digits <= 2;
  return beginsOrdinal(text, next) || isBehindArticle(text, begin);
}

/** Whether a month or a noun that ordinals stand before begins here. */
function beginsOrdinal(text: string, next: number): boolean {
  const word = /^[a-zß-ž]{2,12}/i.exec(text.slice(next, next + 13))?.[0];
  return word !== undefined && ORDINAL_NOUNS.has(word.toLowerCase());
}

/** Words of German and the Scandinavian languages that make a number behind them an ordinal. */
function isBehindArticle(text: string, begin: number): boolean {
  const before = text.slice(Math.max(0, begin - 6), begin).toLowerCase();
  return /(?:^|[^a-zß-ž])(?:der|die|das|dem|den|des|am|vom|zum|zur|im|beim|det)[ \u00a0]$/.test(
    before,
  );
}

function isRoman(word: string): boolean {
  return /^[IVXLC]{2,}$/.test(word);
}

const ORDINAL_NOUNS: ReadonlySet<string> = new Set([
  ...MONTH_NAMES,
  ..."jahrhundert jahrhunderts weltkrieg weltkriegs auflage kapitel klasse platz stock tag".split(
    " ",
  ),
]);

/** Abbreviations that something follows, whatever it begins with: titles, connectives, units. By language, in lower case. */
const ABBREVIATIONS: ReadonlySet<string> = words(
  "mr mrs ms dr prof sr jr st vs eg ie al inc ltd co corp dept gen gov sen rep capt sgt col lt rev hon messrs approx ed eds ave blvd mt viz cf",
  "bzw ca evtl ggf inkl exkl vgl sog zzgl abzgl hrsg bd tel geb gest hr fr str dipl ing mag allg bspw insb gem mind max min mio mrd usf verh jh",
  "mme mlle mm mgr ste éd env janv févr juil av apr bd ex dép",
  "sra srta dra dña ud uds vd vds pág págs núm aprox avda gral lic tel ee uu atte dpto",
  "sig sigg dott avv spett pagg",
  "exmo exma profa eng séc av",
  "dhr mevr mw ir drs bijv blz evt resp incl excl jl nl",
  "np tzn tj mgr inż ul św ks godz tys mln mld zob por poz pkt ust",
  "см ср стр рис табл ул пр руб коп тыс млн млрд им проф акад доц напр ред изд тел обл св прим гл кв пп яз англ нем фр лат греч род гг вв вул ст рр",
  "doç sn bkz örn yy alb cad sok mah ltd şti yrd vb",
  "např tzv atp čl odst mudr judr ing tis popř cca obr sv",
  "ca kl jfr jf eks kap stk esim ks nk ns puh",
  "kb ún ifj szerk vö dl dna pag",
  "βλ σελ αρ τηλ δρ κκ δηλ μμ πρβλ",
  "डॉ श्री प्रो पं रु",
  "tp ts gs pgs ths jln hlm",
);

/** Abbreviations before a number; before anything else they are words, or an end. */
const NUMBERED: ReadonlySet<string> = words(
  "no nos fig figs vol vols pp pg ch sec art est jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri",
  "nr abs kap abb s ziff rn anm okt dez chap cap tab par anh num nro str strana pos ok tél abb núm nº cap kl vyd z",
);

/** Abbreviations that often end a sentence. */
const ENDING: ReadonlySet<string> = words(
  "etc usw ecc enz itd itp atd apod osv mv mfl jne stb dll dsb usf др ін κλπ",
);

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(" ")));
}
