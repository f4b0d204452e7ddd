import { isTokenPakError } from "@tokenpak/core";
import type { OpenStoreOptions } from "@tokenpak/registry";

/**
 * Opens a database without writing to it. One of an older version is upgraded first, as only an opening for writing does: whoever
 * updated TokenPak wants to read on.
 */
export function openForReading<Store extends Disposable>(
  open: (options: OpenStoreOptions) => Store,
): Store {
  try {
    return open({ readOnly: true });
  } catch (error) {
    if (!isTokenPakError(error, "STORE_READ_ONLY")) throw error;
    using _upgraded = openOrThrow(open, error);
  }
  return open({ readOnly: true });
}

/** Where it cannot be written, the refusal to read it says more than the one to write it. */
function openOrThrow<Store>(open: (options: OpenStoreOptions) => Store, refusal: unknown): Store {
  try {
    return open({});
  } catch (error) {
    throw isTokenPakError(error, "STORE_READ_ONLY") ? refusal : error;
  }
}
