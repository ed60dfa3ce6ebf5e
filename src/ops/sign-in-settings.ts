import { z } from 'zod';

/** http: only for a provider on this machine, as in tests. */
function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** How people may sign in, beside passwords and passkeys. */
export const signInSettings = z.strictObject({
  /** An OpenID Connect provider: it says who somebody is; what that person may do stays Foyer's. */
  oidc: z
    .strictObject({
      /** As on the sign-in page: "Sign in with …". */
      name: z.string().min(1).max(60).default('OpenID'),
      issuer: z.string().max(500).refine(isSafeIssuer, 'an https address, as the provider gives it'),
      clientId: z.string().min(1).max(200),
      /** Better in FOYER_OIDC_SECRET. */
      clientSecret: z.string().min(1).max(500),
      /**
       * Whether somebody who needs a second factor comes in by the provider: when it says that it asked for one
       * (`amr` with "mfa", RFC 8176), or always, when it asks everybody for one but does not say so.
       */
      secondFactor: z.enum(['when-told', 'always']).default('when-told'),
    })
    .optional(),
});
export type OidcSettings = NonNullable<z.infer<typeof signInSettings>['oidc']>;
