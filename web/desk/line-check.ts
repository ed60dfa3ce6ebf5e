import { type LineMeasure, lineVerdict } from '../../src/http/contract/line-verdict.ts';

/** Measures of a check: one every five seconds. */
export const CHECK_MEASURES = 4;
/** Of the last measures, as many as Twilio looks at; so many bad ones are a bad line. */
const LOOKED_AT = 5;
const BAD_ONES = 3;

/** The measures of a line since it was opened, the newest last. */
export interface LineCheck {
  readonly done: number;
  readonly last: readonly LineMeasure[];
}

export const noCheck: LineCheck = { done: 0, last: [] };

export function withMeasure({ done, last }: LineCheck, measure: LineMeasure): LineCheck {
  return { done: done + 1, last: [...last.slice(1 - LOOKED_AT), measure] };
}

/** No call should go over such a line. */
export function isTooBad({ last }: LineCheck): boolean {
  return last.filter((measure) => lineVerdict(measure) === 'red').length >= BAD_ONES;
}
