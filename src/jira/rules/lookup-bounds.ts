/** How many accounts a site may have whose whole directory is read in one click: 6 calls and 10,006 of Jira's points. */
export const MOST_ACCOUNTS = 5_000;
/** How many accounts one click looks up by ID: 80 calls and 8,080 points. */
export const MOST_IDS = 4_000;
/** How many one click looks up by e-mail address: a call and usually 3 points each, 21 at most. */
export const MOST_ADDRESSES = 100;
