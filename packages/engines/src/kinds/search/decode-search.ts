import { unfoldLines } from "../../fold/unfold-lines.ts";
import { decodeListing } from "../listing/decode-listing.ts";
import { decodeFiles } from "./decode-files.ts";

/** Stands before a body in the notation of all line-oriented kinds. */
export const FOLD_HEAD = "fold\n";

/** Stands before a list of paths in the notation of listings. */
export const LIST_HEAD = "names\n";

/** Reads any of this kind's exact notations. Throws `NOT_REVERSIBLE` on anything else. */
export function decodeSearch(body: string): string {
  if (body.startsWith(FOLD_HEAD)) return unfoldLines(body.slice(FOLD_HEAD.length));
  if (body.startsWith(LIST_HEAD)) return decodeListing(body.slice(LIST_HEAD.length));
  return decodeFiles(body);
}
