import type {
  CallbackRecord,
  CallStep,
  Certification,
  ProtectionRecord,
  ScriptDocument,
  ScriptVersion,
  UsefulContactRecord,
} from '../../campaigns/index.ts';
import type { HeardInCall } from '../../dialer/index.ts';
import type {
  AttemptRow,
  CertificationRow,
  ProtectionRow,
  ScriptRow,
  StepVisitRow,
  UsefulContactRow,
} from '../rows.ts';
import {
  callbackOf,
  callStepOf,
  certificationOf,
  heardIn,
  type NamedCallback,
  protectionOf,
  scriptVersionOf,
  talkSteps,
  usefulContactOf,
} from '../script-rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/** As SCRIPT_VERSIONS and SCRIPT_PAGE of the domain, which a thread does not load. */
const VERSIONS = 200;
const PAGE = 200;

/** What the reader threads answer of scripts, callbacks and people under review. */
export function scriptQuestions(db: Connection) {
  return { ...ofScripts(db), ...ofCalls(db), ...ofContacts(db) };
}

function ofScripts(db: Connection) {
  const versions = db.prepare<[string], Omit<ScriptRow, 'document'>>(
    `SELECT campaign_id AS campaignId, version, drafted_at AS draftedAt, drafted_by AS draftedBy, approved_at AS approvedAt,
      approved_by AS approvedBy, on_behalf AS onBehalf, live_at AS liveAt
      FROM scripts WHERE campaign_id = ? ORDER BY version DESC LIMIT ${VERSIONS}`,
  );
  const document = db
    .prepare<[string, number], string>('SELECT document FROM scripts WHERE campaign_id = ? AND version = ?')
    .pluck();
  const certifications = db.prepare<[string], CertificationRow>(
    `SELECT ${columnsOf(db, 'certifications')} FROM certifications WHERE agent_id = ? ORDER BY certification_id`,
  );
  return {
    scriptVersions: (campaignId: string): ScriptVersion[] => versions.all(campaignId).map(scriptVersionOf),
    scriptDocument: (campaignId: string, version: number): ScriptDocument | undefined => {
      const text = document.get(campaignId, version);
      return text === undefined ? undefined : (JSON.parse(text) as ScriptDocument);
    },
    certifications: (agentId: string): Certification[] => certifications.all(agentId).map(certificationOf),
  };
}

function ofCalls(db: Connection) {
  const visits = stepVisits(db);
  const ended = db.prepare<[string], number | null>('SELECT ended_at FROM attempts WHERE attempt_id = ?').pluck();
  const all = `SELECT ${columnsOf(db, 'usefulContacts')} FROM useful_contacts`;
  const one = db.prepare<[string], UsefulContactRow>(`${all} WHERE attempt_id = ?`);
  const disputed = db.prepare<[string], UsefulContactRow>(
    `${all} WHERE org_id = ? AND disputed_at IS NOT NULL AND arbitrated_at IS NULL ORDER BY disputed_at, attempt_id LIMIT ${PAGE}`,
  );
  return {
    callSteps: (attemptId: string): CallStep[] =>
      talkSteps(visits(attemptId), ended.get(attemptId) ?? null).map(callStepOf),
    usefulContact: (attemptId: string): UsefulContactRecord | undefined => {
      const row = one.get(attemptId);
      return row === undefined ? undefined : usefulContactOf(row);
    },
    disputedContacts: (orgId: string): UsefulContactRecord[] => disputed.all(orgId).map(usefulContactOf),
  };
}

function ofContacts(db: Connection) {
  const owed = `SELECT ${columnsOf(db, 'callbacks', 'b')}, d.civility AS civility, d.last_name AS lastName
    FROM callbacks b JOIN contacts c ON c.contact_id = b.contact_id JOIN donors d ON d.donor_id = c.donor_id
    WHERE b.ended_as IS NULL AND c.suppressed = 0 AND b.org_id = ?`;
  const page = `ORDER BY b.from_at, b.contact_id LIMIT ${PAGE}`;
  const all = db.prepare<[string], NamedCallback>(`${owed} ${page}`);
  const own = db.prepare<[string, string], NamedCallback>(`${owed} AND b.owner_id = ? ${page}`);
  const protections = db.prepare<[string], ProtectionRow & { readonly donorCode: string | null }>(
    `SELECT ${columnsOf(db, 'protections', 'p')}, d.donor_code AS donorCode
      FROM protections p LEFT JOIN contacts c ON c.contact_id = p.contact_id LEFT JOIN donors d ON d.donor_id = c.donor_id
      WHERE p.outcome IS NULL AND p.org_id = ? ORDER BY p.flagged_at, p.contact_id LIMIT ${PAGE}`,
  );
  return {
    callbacks: (orgId: string, ownerId: string | undefined): CallbackRecord[] =>
      (ownerId === undefined ? all.all(orgId) : own.all(orgId, ownerId)).map(callbackOf),
    protections: (orgId: string): ProtectionRecord[] => protections.all(orgId).map(protectionOf),
  };
}

/** What was heard in a call that a restart takes up. */
export function heardReader(db: Connection): (attempt: AttemptRow) => HeardInCall | undefined {
  const visits = stepVisits(db);
  const flagged = db
    .prepare<[string, string], number>('SELECT 1 FROM protections WHERE contact_id = ? AND attempt_id = ?')
    .pluck();
  return (row) => heardIn(row, visits(row.attemptId), flagged.get(row.contactId, row.attemptId) !== undefined);
}

function stepVisits(db: Connection): (attemptId: string) => StepVisitRow[] {
  const visits = db.prepare<[string], StepVisitRow>(
    `SELECT ${columnsOf(db, 'stepVisits')} FROM step_visits WHERE attempt_id = ? ORDER BY at, visit_id`,
  );
  return (attemptId) => visits.all(attemptId);
}
