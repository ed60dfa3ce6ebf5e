import { accountRoutes } from './accounts.ts';
import { agentRoutes } from './agent.ts';
import { agentActRoutes } from './agent-acts.ts';
import { agentDeskRoutes } from './agent-desk.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './audit.ts';
import { bankRoutes } from './bank.ts';
import { callbackRoutes } from './callbacks.ts';
import { campaignChangeRoutes } from './campaign-changes.ts';
import { campaignPlanRoutes } from './campaign-plans.ts';
import { campaignRoutes } from './campaigns.ts';
import { certificationRoutes } from './certification.ts';
import { donorConsentRoutes } from './donor-consent.ts';
import { donorLinkRoutes } from './donor-link.ts';
import { donorRoutes } from './donors.ts';
import { floorRoutes } from './floor.ts';
import { floorActRoutes } from './floor-acts.ts';
import { floorNoteRoutes } from './floor-notes.ts';
import { importMappingRoutes } from './import-mappings.ts';
import { importRoutes } from './imports.ts';
import { limitRoutes } from './limits.ts';
import { objectionRoutes } from './objections.ts';
import { oidcRoutes } from './oidc.ts';
import { outboxRoutes } from './outbox.ts';
import { paceRoutes } from './pace.ts';
import { passkeyRoutes } from './passkeys.ts';
import { promiseFigureRoutes } from './promise-figures.ts';
import { promiseRoutes } from './promises.ts';
import { agentPromiseRoutes } from './promises-agent.ts';
import { protectionRoutes } from './protection.ts';
import { reasonRoutes } from './reasons.ts';
import { recordRoutes } from './records.ts';
import { reportRoutes } from './reports.ts';
import { returnCallRoutes } from './return-call.ts';
import { scriptRoutes } from './script.ts';
import { scriptVersionRoutes } from './script-versions.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { sessionRoutes } from './session.ts';
import { ownSessionRoutes } from './session-own.ts';
import { setUpRoutes } from './set-up.ts';
import { signingRoutes } from './signing.ts';
import { softphoneRoutes } from './softphone.ts';
import { switchDirectoryRoutes } from './switch-directory.ts';
import { trialRoutes } from './trials.ts';
import { usefulContactRoutes } from './useful-contacts.ts';
import { webhookInRoutes } from './webhooks-in.ts';
import { webhookOutRoutes } from './webhooks-out.ts';
import { whatIfRoutes } from './what-if.ts';
import { whyRoutes } from './why.ts';
import { whyLeadRoutes } from './why-lead.ts';

/** What there is under /api, in the order of the document. */
export const apiRoutes = [
  sessionRoutes,
  ownSessionRoutes,
  secondFactorRoutes,
  passkeyRoutes,
  oidcRoutes,
  accountRoutes,
  apiKeyRoutes,
  auditRoutes,
  agentRoutes,
  agentActRoutes,
  agentDeskRoutes,
  softphoneRoutes,
  switchDirectoryRoutes,
  floorRoutes,
  floorActRoutes,
  campaignRoutes,
  campaignPlanRoutes,
  setUpRoutes,
  whatIfRoutes,
  trialRoutes,
  floorNoteRoutes,
  paceRoutes,
  whyRoutes,
  whyLeadRoutes,
  objectionRoutes,
  returnCallRoutes,
  limitRoutes,
  importRoutes,
  importMappingRoutes,
  reportRoutes,
  reasonRoutes,
  promiseFigureRoutes,
  recordRoutes,
  campaignChangeRoutes,
  donorLinkRoutes,
  donorRoutes,
  donorConsentRoutes,
  agentPromiseRoutes,
  promiseRoutes,
  signingRoutes,
  scriptRoutes,
  scriptVersionRoutes,
  certificationRoutes,
  callbackRoutes,
  protectionRoutes,
  usefulContactRoutes,
  webhookOutRoutes,
  webhookInRoutes,
  outboxRoutes,
  bankRoutes,
] as const;
