import type { KeyedObjection } from '../compliance/index.ts';
import type { CampaignId, ClientId } from '../kernel/id.ts';
import type { ObjectionRow } from './rows.ts';

/** Objections read at a time: what a message between threads holds without being felt. */
export const OBJECTION_PAGE = 5_000;

/** Whom an objection names; `clientId` is the number's own where the objection names none. */
export type Reaching = Pick<ObjectionRow, 'orgId' | 'scope' | 'clientId' | 'campaignId'>;

export interface AskedFor {
  readonly orgId: string;
  readonly clientId: string;
  readonly campaignId: string;
}

/** An objection binds the calls of this campaign. */
export function reaches(objection: Reaching, asked: AskedFor): boolean {
  if (objection.orgId !== asked.orgId) return false;
  if (objection.scope === 'agency') return true;
  if (objection.scope === 'campaign' && objection.campaignId !== null) return objection.campaignId === asked.campaignId;
  return objection.clientId === asked.clientId;
}

export interface StoredObjection extends Reaching {
  readonly objectionId: string;
  readonly key: string;
  readonly at: number;
}

/** One that names a campaign in words only is taken for its whole charity: the wider reading protects. */
export function keyedObjection({ key, at, scope, clientId, campaignId }: StoredObjection): KeyedObjection {
  if (scope === 'campaign' && campaignId !== null)
    return { key, at, scope: 'campaign', campaignId: campaignId as CampaignId };
  if (scope === 'agency' || clientId === null) return { key, at, scope: 'agency' };
  return { key, at, scope: 'client', clientId: clientId as ClientId };
}
