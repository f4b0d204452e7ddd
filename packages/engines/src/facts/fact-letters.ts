/** Letters and digits of patterns, as the insides of character classes. */
export interface Alphabet {
  readonly capitals: string;
  readonly small: string;
  readonly digits: string;
}

/** English. */
export const ASCII_ALPHABET: Alphabet = { capitals: "A-Z", small: "a-z", digits: "0-9" };

/**
 * Latin with diacritics, Greek, Cyrillic, Armenian, and the digits in use today. The capitals of extended Latin are named one by
 * one; among the small letters its ranges stand whole, since names go on with both. Short on purpose: each further range slows
 * every pattern.
 */
export const WIDE_ALPHABET: Alphabet = {
  capitals: "A-ZÀ-ÖØ-ÞĀĂĄĆĊČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚƏΆ-ΫЀ-ЯҐԱ-Ֆ",
  small: "a-zß-öø-ÿĀ-ɏḀ-ỿά-ώа-џґա-և",
  digits: "0-9٠-٩۰-۹०-९০-৯੦-੯௦-௯๐-๙០-៩０-９",
};
