import { TokenPakError } from "@tokenpak/core";

/** Where in a user's prices something stands. */
export interface OverlayPlace {
  readonly path: string;
  /** Of the model. */
  readonly name: string;
}

/** The error of a wrong entry: what is wrong says how it must be. */
export function overlayError(place: OverlayPlace, key: string, wrong: string): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `${place.path}: ${JSON.stringify(place.name)}${key === "" ? "" : `, ${key}`}: ${wrong}.`,
  );
}
