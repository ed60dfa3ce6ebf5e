import { SCRIPT_PAGE, SCRIPT_VERSIONS, type ScriptDocument, type ScriptStore } from '../../campaigns/index.ts';
import type { HeardInCall } from '../../dialer/index.ts';
import type { AttemptRow, StepVisitRow } from '../rows.ts';
import {
  callbackOf,
  callStepOf,
  certificationOf,
  heardIn,
  protectionOf,
  scriptVersionOf,
  talkSteps,
  usefulContactOf,
} from '../script-rows.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memoryScripts(rows: MemoryRows, faults: FaultLine): ScriptStore {
  const { tables } = rows;
  return {
    versions: (campaignId) =>
      faults.read('scripts.versions', () => {
        const own = [...tables.scripts.values()].filter((row) => row.campaignId === campaignId);
        return own
          .sort((a, b) => b.version - a.version)
          .slice(0, SCRIPT_VERSIONS)
          .map(scriptVersionOf);
      }),
    document: (campaignId, version) =>
      faults.read('scripts.document', () => {
        const row = tables.scripts.get(`${campaignId}:${version}`);
        return row === undefined ? undefined : (JSON.parse(row.document) as ScriptDocument);
      }),
    certifications: (agentId) =>
      faults.read('scripts.certifications', () => {
        const own = [...tables.certifications.values()].filter((row) => row.agentId === agentId);
        return own.sort((a, b) => (a.certificationId < b.certificationId ? -1 : 1)).map(certificationOf);
      }),
    callSteps: (attemptId) =>
      faults.read('scripts.callSteps', () => {
        const endedAt = tables.attempts.get(attemptId)?.endedAt ?? null;
        return talkSteps(visitsOf(rows, attemptId), endedAt).map(callStepOf);
      }),
    ...ofContacts(rows, faults),
  };
}

function ofContacts(rows: MemoryRows, faults: FaultLine) {
  const { tables } = rows;
  const donorOf = (contactId: string) => tables.donors.get(tables.contacts.get(contactId)?.donorId ?? '');
  return {
    usefulContact: (attemptId) =>
      faults.read('scripts.usefulContact', () => {
        const row = tables.usefulContacts.get(attemptId);
        return row === undefined ? undefined : usefulContactOf(row);
      }),
    disputed: (orgId) =>
      faults.read('scripts.disputed', () => {
        const open = [...tables.usefulContacts.values()].filter(
          (row) => row.orgId === orgId && row.disputedAt !== null && row.arbitratedAt === null,
        );
        const ordered = open.sort(
          (a, b) => (a.disputedAt ?? 0) - (b.disputedAt ?? 0) || order(a.attemptId, b.attemptId),
        );
        return ordered.slice(0, SCRIPT_PAGE).map(usefulContactOf);
      }),
    callbacks: (orgId, ownerId) =>
      faults.read('scripts.callbacks', () => {
        const owed = [...tables.callbacks.values()].filter(
          (row) =>
            row.orgId === orgId &&
            row.endedAs === null &&
            tables.contacts.get(row.contactId)?.suppressed === 0 &&
            (ownerId === undefined || row.ownerId === ownerId),
        );
        const ordered = owed.sort((a, b) => a.fromAt - b.fromAt || order(a.contactId, b.contactId));
        return ordered.slice(0, SCRIPT_PAGE).map((row) => {
          const { civility = null, lastName = null } = donorOf(row.contactId) ?? {};
          return callbackOf({ ...row, civility, lastName });
        });
      }),
    protections: (orgId) =>
      faults.read('scripts.protections', () => {
        const open = [...tables.protections.values()].filter((row) => row.orgId === orgId && row.outcome === null);
        const ordered = open.sort((a, b) => a.flaggedAt - b.flaggedAt || order(a.contactId, b.contactId));
        return ordered
          .slice(0, SCRIPT_PAGE)
          .map((row) => protectionOf({ ...row, donorCode: donorOf(row.contactId)?.donorCode ?? null }));
      }),
  } satisfies Partial<ScriptStore>;
}

export function memoryHeard(rows: MemoryRows, attempt: AttemptRow): HeardInCall | undefined {
  const vulnerable = [...rows.tables.protections.values()].some((row) => row.attemptId === attempt.attemptId);
  return heardIn(attempt, visitsOf(rows, attempt.attemptId), vulnerable);
}

function visitsOf({ tables }: MemoryRows, attemptId: string): StepVisitRow[] {
  const own = [...tables.stepVisits.values()].filter((row) => row.attemptId === attemptId);
  return own.sort((a, b) => a.at - b.at || order(a.visitId, b.visitId));
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}
