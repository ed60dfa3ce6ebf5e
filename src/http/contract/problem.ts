import { z } from 'zod';
import { actRefusalCodes } from '../../dialer/index.ts';

/** Stable: programs may rely on them. The floor's own refusals come through under their own codes. */
export const problemCodes = [
  'bad-request',
  'body-too-large',
  'not-authenticated',
  'wrong-credentials',
  'too-many-attempts',
  'second-factor-needed',
  'second-factor-owed',
  'wrong-code',
  'passkey-refused',
  'common-password',
  'link-unusable',
  'forbidden',
  'not-in-policy',
  'not-an-agent',
  'wrong-origin',
  'unknown-route',
  'line-refused',
  'too-many-sessions',
  'too-many-streams',
  'overloaded',
  'storage-unavailable',
  'internal-error',
  ...actRefusalCodes,
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** RFC 9457 problem document, `application/problem+json`. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  /** What is wrong with the request, field by field. */
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;
