/** Dialing modes as the packs name them: who or what decides that a call is made. */
export const dialingModeNames = ['manual', 'preview', 'progressive', 'predictive'] as const;
export type DialingModeName = (typeof dialingModeNames)[number];
