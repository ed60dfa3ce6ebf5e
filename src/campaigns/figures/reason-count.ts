/** What is counted by its reason: breaks of agents, and refusals of donors. */
export const reasonKinds = ['pause', 'refusal'] as const;
export type ReasonKind = (typeof reasonKinds)[number];

/** How often, and for how long where it lasts (ms; 0 for a refusal). */
export interface ReasonCount {
  readonly kind: ReasonKind;
  /** '' where nobody said. */
  readonly reason: string;
  readonly times: number;
  readonly ms: number;
}
