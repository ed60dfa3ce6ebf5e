import { z } from 'zod';

const secret = z.string().min(8).max(512);

/** Payment services; each is offered where its keys are set. */
export const paymentSettings = z.strictObject({
  stripe: z
    .strictObject({
      /** A restricted key that may make Checkout sessions. */
      apiKey: secret,
      /** `whsec_…` of the webhook endpoint; two while it is being changed. */
      webhookSecrets: z.array(secret).min(1).max(2),
      apiUrl: z.url({ protocol: /^https?$/ }).default('https://api.stripe.com'),
    })
    .optional(),
  gocardless: z
    .strictObject({
      accessToken: secret,
      webhookSecrets: z.array(secret).min(1).max(2),
      apiUrl: z.url({ protocol: /^https?$/ }).default('https://api.gocardless.com'),
    })
    .optional(),
});

type PaymentSettings = z.infer<typeof paymentSettings>;
export type StripeSettings = NonNullable<PaymentSettings['stripe']>;
export type GocardlessSettings = NonNullable<PaymentSettings['gocardless']>;
