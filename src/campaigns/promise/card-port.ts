export interface CardAsked {
  readonly promiseId: string;
  readonly clientId: string;
  readonly amountCents: number;
  readonly currency: string;
  /** What the card statement and the payment page say. */
  readonly label: string;
  /** Where the donor comes back to. */
  readonly returnUrl: string;
  /** The same key twice is one payment. */
  readonly key: string;
}

export type CardLink = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly message: string };

/** A payment service's own page for one gift by card: no card number ever comes here. */
export interface CardLinks {
  link(asked: CardAsked): Promise<CardLink>;
}
