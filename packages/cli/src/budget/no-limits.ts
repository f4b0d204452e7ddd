/** What is said where there are no limits. */
export const NO_LIMITS =
  'No limits are set. Set some: "tokenpak budget set --daily 20 --monthly 300"';
