import { fieldsOf } from "../../adapters/wire/fields.ts";
import { parseJson } from "../../adapters/wire/parse-json.ts";
import type { DocumentFormat } from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { opencodeCompletion } from "./opencode-completion.ts";

/** One message a file, as OpenCode kept them before it had a database: the same fields, and its ids beside them. */
export const opencodeDocument: DocumentFormat = {
  kind: "document",
  read(text, file) {
    const message = fieldsOf(parseJson(text));
    const { id, sessionID } = message;
    const [session, name] = file.relativePath.split("/").slice(-2);
    const entry = opencodeCompletion(message, {
      id: nameOf(id) ?? (name ?? "").replace(/\.json$/, ""),
      session: nameOf(sessionID) ?? session,
    });
    return entry === undefined ? [] : [entry];
  },
};
