import type { Brand } from './brand.ts';

/** A telephone number in E.164 form: `+` and 7 to 15 digits (ITU-T E.164). */
export type E164 = Brand<string, 'e164'>;

const E164_FORM = /^\+[1-9][0-9]{6,14}$/;

export function isE164(text: string): text is E164 {
  return E164_FORM.test(text);
}
