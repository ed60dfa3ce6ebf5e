import type { CampaignRecord } from '../../campaigns/index.ts';
import type { Connection } from './open-database.ts';

/** The records of a campaign with what came of each, a page at a time. */
export function campaignRecords(
  db: Connection,
): (campaignId: string, after: string, limit: number) => CampaignRecord[] {
  const page = db.prepare<[string, string, number], CampaignRecord>(
    `WITH page AS MATERIALIZED (
      SELECT c.contact_id, c.donor_id, c.state, c.attempts,
        (SELECT a.attempt_id FROM numbers n JOIN attempts a ON a.number_id = n.number_id
          WHERE n.donor_id = c.donor_id AND a.contact_id = c.contact_id AND a.disposition IS NOT NULL
          ORDER BY a.disposed_at DESC, a.attempt_id DESC LIMIT 1) AS attempt_id,
        (SELECT p.promise_id FROM counted_promises p WHERE p.contact_id = c.contact_id
          ORDER BY p.agreed_at DESC, p.promise_id DESC LIMIT 1) AS promise_id,
        EXISTS (SELECT 1 FROM numbers n JOIN objections o ON o.number_id = n.number_id
          WHERE n.donor_id = c.donor_id) AS objected
      FROM contacts c WHERE c.campaign_id = ? AND c.contact_id > ? ORDER BY c.contact_id LIMIT ?)
    SELECT page.contact_id AS contactId, d.donor_code AS donorCode, d.civility, d.first_name AS firstName,
      d.last_name AS lastName, d.company, d.postal_code AS postalCode, d.city, d.email, d.comment, page.state,
      d.suppressed_because AS suppressedBecause, page.attempts, a.disposition AS outcome, a.disposed_at AS outcomeAt,
      a.agent_id AS agentId, a.refusal_reason AS refusalReason, p.kind AS promiseKind, p.amount_cents AS amountCents, p.frequency, p.state AS promiseState,
      p.signed_at AS signedAt, p.paid_cents AS paidCents, page.objected, pr.channel, pr.ask_step AS askStep, m.rum,
      pr.offer_title AS offerTitle, pr.offer_months AS offerMonths, pr.renews_on AS renewsOn
    FROM page JOIN donors d ON d.donor_id = page.donor_id
      LEFT JOIN attempts a ON a.attempt_id = page.attempt_id
      LEFT JOIN counted_promises p ON p.promise_id = page.promise_id
      LEFT JOIN promises pr ON pr.promise_id = page.promise_id
      LEFT JOIN mandates m ON m.mandate_id = pr.mandate_id
    ORDER BY page.contact_id`,
  );
  return (campaignId, after, limit) => page.all(campaignId, after, limit);
}
