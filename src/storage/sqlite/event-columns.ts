/** The columns of a stored event, named as in `FloorEvent`. */
export const EVENT_COLUMNS = `position, id, stream, seq, at, recorded_at AS recordedAt, org_id AS orgId,
  client_id AS clientId, campaign_id AS campaignId, type, version, actor, cause_id AS causeId, data`;

export interface EventRow {
  readonly position: number;
  readonly type: string;
  readonly data: string;
}
