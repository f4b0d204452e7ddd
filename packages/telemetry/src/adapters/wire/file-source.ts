import { type Fields, textAt } from "./fields.ts";
import { base64Ref, fileRef, type MediaSource, urlSource } from "./media-ref.ts";

/** Where a file is that `file_id`, `file_data` (a `data:` URL, or base64 alone) or `file_url` of OpenAI's formats refer to. */
export function fileSource(fields: Fields): MediaSource | undefined {
  const id = textAt(fields, "file_id");
  if (id !== undefined) return { ref: fileRef(id) };
  const data = textAt(fields, "file_data");
  if (data !== undefined)
    return data.startsWith("data:") ? urlSource(data) : { ref: base64Ref(data) };
  const url = textAt(fields, "file_url");
  return url === undefined ? undefined : urlSource(url);
}
