/** What a port method returns: local implementations answer at once, remote ones with a promise. Consumers always `await`. */
export type Awaitable<T> = T | Promise<T>;
