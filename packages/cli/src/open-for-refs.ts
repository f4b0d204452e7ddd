import { isTokenPakError } from "@tokenpak/core";
import type { OpenStoreOptions } from "@tokenpak/registry";

/**
 * Opens a database whose refs will be given out, which it has to remember so that `prune` keeps what they name. One that cannot be
 * written is only read: nobody prunes it either, unless somebody else may write it.
 */
export function openForRefs<Store>(open: (options: OpenStoreOptions) => Store): Store {
  try {
    return open({});
  } catch (error) {
    if (!isTokenPakError(error, "STORE_READ_ONLY")) throw error;
    return open({ readOnly: true });
  }
}
