import type { CardLinks } from '../campaigns/index.ts';
import type { Result } from '../kernel/result.ts';
import type { UtcMs } from '../kernel/time.ts';

export const paymentServices = ['stripe', 'gocardless'] as const;
export type PaymentServiceName = (typeof paymentServices)[number];

/** What a payment service says happened. `key`: the service's own id of the event; it comes again until it is taken. */
export interface PaymentFact {
  readonly key: string;
  /** `paid`: the donor paid; `settled`: the money has arrived; `failed` and `returned`: it did not come, or went back. */
  readonly status: 'paid' | 'settled' | 'failed' | 'returned';
  /** Ours, as the link carried it. */
  readonly promiseId: string;
  /** Null where the event does not tell. */
  readonly amountCents: number | null;
  /** Of what failed: the service's code. */
  readonly code: string | null;
  readonly at: UtcMs;
}

export interface WebhookRequest {
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** As it came, byte for byte: the signature is over it. */
  readonly body: Uint8Array;
  readonly at: UtcMs;
}

/** `not-signed`: nobody who has the secret sent it; `unreadable`: signed, and not what the service's documentation says. */
export type WebhookProblem = 'not-signed' | 'too-old' | 'unreadable';

export interface WebhookReading {
  readonly facts: readonly PaymentFact[];
  /** Events that say nothing of a promise of ours: taken, so that they do not come again. */
  readonly others: number;
}

/** The one port of payment services. No card number ever comes here. */
export interface PaymentService extends CardLinks {
  readonly name: PaymentServiceName;
  readWebhook(request: WebhookRequest): Result<WebhookReading, WebhookProblem>;
}
