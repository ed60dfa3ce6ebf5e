import type { ScriptStore } from '../../campaigns/index.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';

export function scriptStore(reader: () => DatabaseThread<ReaderHandlers>): ScriptStore {
  return {
    versions: (campaignId) => reader().call('scriptVersions', campaignId),
    document: (campaignId, version) => reader().call('scriptDocument', campaignId, version),
    certifications: (agentId) => reader().call('certifications', agentId),
    callSteps: (attemptId) => reader().call('callSteps', attemptId),
    usefulContact: (attemptId) => reader().call('usefulContact', attemptId),
    disputed: (orgId) => reader().call('disputedContacts', orgId),
    callbacks: (orgId, ownerId) => reader().call('callbacks', orgId, ownerId),
    protections: (orgId) => reader().call('protections', orgId),
  };
}
