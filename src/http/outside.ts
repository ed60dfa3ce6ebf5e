import type { WebhookStore } from '../campaigns/index.ts';
import type { Vault } from '../kernel/vault.ts';
import type { Outbox, SmsSettings } from '../ops/index.ts';
import type { PaymentService } from '../payments/index.ts';

/** What a server has of the world outside; each may be missing, and its routes say so. */
export interface Outside {
  readonly vault?: Vault | undefined;
  readonly webhooks?: { readonly store: WebhookStore; readonly privateAddresses: boolean } | undefined;
  readonly payments?: readonly PaymentService[] | undefined;
  readonly sms?: SmsSettings | undefined;
  readonly outbox?: Outbox | undefined;
  /** Where files for the bank are written. */
  readonly bankFolder?: string | undefined;
}
