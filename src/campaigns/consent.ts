import type { UtcMs } from '../kernel/time.ts';

/** How somebody consented to be called; `unstated`: the file that brought it does not say. */
export const consentMeans = ['paper', 'web', 'phone', 'email', 'unstated'] as const;
export type ConsentMeans = (typeof consentMeans)[number];

/** Longest piece of evidence that is kept. */
export const MAX_EVIDENCE = 1_000;

/** A consent to be called by this charity, with what proves it. */
export interface ConsentGiven {
  readonly givenAt: UtcMs;
  readonly means: ConsentMeans;
  /** Where the proof is: the number of a form, the page, the recording. */
  readonly evidence: string | null;
  /** Expressly outside the usual days and hours too. */
  readonly outOfHours: boolean;
  readonly withdrawnAt: UtcMs | null;
}
