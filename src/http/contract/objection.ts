import { z } from 'zod';
import { objectionChannels, objectionReasons, objectionScopes } from '../../compliance/index.ts';
import { campaignId, clientId } from './ids.ts';

/** Numbers in one request at most: a body of 64 KiB holds them. */
export const OBJECTION_LIST_MAXIMUM = 1_000;

/** A number, as people of the country write it. */
const number = z.string().min(3).max(30);
const terms = {
  clientId,
  /** How far it reaches; `campaign` needs `campaignId`. */
  scope: z.enum(objectionScopes).default('client'),
  campaignId: campaignId.optional(),
  channel: z.enum(objectionChannels).default('phone'),
  reason: z.enum(objectionReasons).default('not-stated'),
};

/** Told to the charity or the agency by letter, mail or telephone. */
export const objectionRequest = z.strictObject({
  number,
  ...terms,
  source: z.enum(['charity', 'letter', 'e-mail', 'web', 'telephone', 'return-call']),
});
export const objectionAnswer = z.object({ recorded: z.literal(true) });

/** A suppression list, a part at a time. */
export const objectionListRequest = z.strictObject({
  numbers: z.array(z.string().max(64)).min(1).max(OBJECTION_LIST_MAXIMUM),
  ...terms,
});
export const objectionListAnswer = z.object({
  /** In force now, whether new or not. */
  recorded: z.int(),
  unreadable: z.array(z.object({ index: z.int(), reason: z.string() })),
});

/** The link that a letter or message to a donor carries. */
export const objectionLinkRequest = z.strictObject({ number, clientId });
export const objectionLinkAnswer = z.object({ path: z.string(), url: z.string() });

/** Somebody called back a number that a campaign shows, as the switch writes both. */
export const returnCallRequest = z.strictObject({ callerNumber: number, calledNumber: number });
export const returnCallAnswer = z.object({
  recorded: z.literal(true),
  /** `agency` where no campaign shows the number any more. */
  scope: z.enum(['client', 'agency']),
  /** Charities it was recorded for. */
  clients: z.int(),
});
