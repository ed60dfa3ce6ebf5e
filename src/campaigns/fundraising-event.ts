import type { z } from 'zod';
import { campaignEventData } from './campaign-event.ts';
import { objectiveEventData } from './figures/objective-event.ts';
import { importEventData } from './import/import-event.ts';
import { trialEventData } from './pacing-trial.ts';
import { promiseEventData } from './promise/promise-event.ts';
import { scriptEventData } from './script/script-event.ts';
import { setUpEventData } from './set-up-event.ts';

/**
 * What the log says of the money and the words: promises, mandates, scripts, imports. One family a file, spread here.
 * People appear by id only; what they said, signed or typed stands in tables that can be erased.
 */
export const fundraisingEventData = {
  ...objectiveEventData,
  ...campaignEventData,
  ...promiseEventData,
  ...importEventData,
  ...scriptEventData,
  ...setUpEventData,
  ...trialEventData,
} as const;

export type FundraisingEventType = keyof typeof fundraisingEventData;
export type FundraisingEventData<T extends FundraisingEventType> = z.infer<(typeof fundraisingEventData)[T]>;
