import { dispositionCodes, dispositions } from '../campaigns/index.ts';

/** Results after which a number rests because the person refused. */
export const refusalCodes: ReadonlySet<string> = new Set(
  dispositionCodes.filter((code) => dispositions[code].refuses === true),
);
