/** `undetermined`: "I shall send something". The last three change a gift that runs already. */
export const promiseKinds = ['one-off', 'monthly', 'undetermined', 'upgrade', 'downgrade', 'pause'] as const;
export type PromiseKind = (typeof promiseKinds)[number];

/** How often a regular gift is debited; `once` for the others. */
export const frequencies = ['once', 'monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export type Frequency = (typeof frequencies)[number];

/** Days of the month on which a gift may be debited. */
export const debitDays = [5, 10, 15, 25] as const;
export type DebitDay = (typeof debitDays)[number];

/** The donor's way from the promise to the signature or the money. */
export const promiseChannels = ['sms', 'email', 'post', 'card', 'transfer'] as const;
export type PromiseChannel = (typeof promiseChannels)[number];

export const freezeCauses = ['vulnerable', 'complaint'] as const;
export type FreezeCause = (typeof freezeCauses)[number];

export const cancelCauses = ['donor', 'charity', 'review', 'duplicate', 'deceased', 'error'] as const;
export type CancelCause = (typeof cancelCauses)[number];

/** Where money is known from. */
export const moneySources = ['card', 'transfer', 'debit', 'charity'] as const;
export type MoneySource = (typeof moneySources)[number];
