/** Subscriptions of an agency. */
export const WEBHOOKS_MAXIMUM = 100;
/** Events of one subscription in a list of those that failed. */
export const FAILURES_SHOWN = 200;
/** Events read for one subscription at a time. */
export const WEBHOOK_PAGE = 50;
/** Events of the log looked at for one page: a subscription to rare events makes short pages, never long scans. */
export const SCAN_MAXIMUM = 20_000;
/** Keys of messages are remembered so long: no reminder comes again after that. */
export const SENT_MESSAGES_DAYS = 400;
