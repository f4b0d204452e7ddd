import { fromStoredText, toStoredText } from "@tokenpak/core/sqlite";
import { customType } from "drizzle-orm/sqlite-core";

/** A text that comes back as it was, lone surrogates too. */
export const exactText = customType<{ data: string; driverData: string | Uint8Array }>({
  dataType: () => "text",
  toDriver: toStoredText,
  fromDriver: fromStoredText,
});
