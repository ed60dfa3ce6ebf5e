import {
  createGate,
  type Gate,
  type GateDecision,
  type PlannedCall,
  shippedRules,
} from '../../../src/compliance/index.ts';
import type { AttemptId, CampaignId, ClientId } from '../../../src/kernel/id.ts';
import type { E164 } from '../../../src/kernel/phone-number.ts';
import type { CallFacts } from './checker/checker.ts';
import type { Jurisdiction, LawfulnessProfile } from './checker/facts.ts';
import type { Person } from './people.ts';

/** The campaign for which people are called. */
export interface Appeal {
  readonly jurisdiction: Jurisdiction;
  readonly profile: LawfulnessProfile;
  readonly purpose: CallFacts['purpose'];
  readonly callerType: CallFacts['callerType'];
  /** The gate goes by this instead, as one does that is set up wrongly. */
  readonly gateMistakes?: Partial<Pick<Appeal, 'profile' | 'purpose' | 'callerType'>>;
}

const gates = new Map<string, Gate>();

/** The gate that a floor of this appeal is started with. */
export function gateFor(appeal: Appeal): Gate {
  const { profile, purpose, callerType } = { ...appeal, ...appeal.gateMistakes };
  const key = `${profile} ${purpose} ${callerType}`;
  let gate = gates.get(key);
  if (gate === undefined) {
    gate = createGate({ packs: shippedRules(), profile, purpose, callerType });
    gates.set(key, gate);
  }
  return gate;
}

/** The facts as the product would hold them. */
function plannedCall(person: Person, agentReserved: boolean): PlannedCall {
  const { consent } = person;
  return {
    attemptId: 'attempt' as AttemptId,
    campaignId: 'campaign' as CampaignId,
    clientId: 'client' as ClientId,
    number: person.number as E164,
    numberKind: person.numberType,
    zones: person.zones,
    holidayRegions: person.holidayRegions,
    history: {
      attemptedAt: person.attempts,
      contactedAt: person.contacts,
      lastAbandonedAt: person.lastAbandonedAt ?? undefined,
      lastRefusalAt: person.lastRefusalAt ?? undefined,
      lastMachineAt: person.lastMachineAt ?? undefined,
      objected: false,
      objectedAt: person.optOutAt ?? undefined,
    },
    agentReserved,
    facts: {
      audience: person.audience,
      relations: person.relations,
      relationEndedOn: person.relationEndedOn,
      registries: person.listings,
      ...(person.listCopies === null ? {} : { listDates: person.listCopies }),
      ...(consent === null
        ? {}
        : {
            consent: {
              callAt: consent.callAt,
              outOfHours: consent.outOfHours,
              ...(consent.withdrawnAt === null ? {} : { withdrawnAt: consent.withdrawnAt }),
            },
          }),
    },
  };
}

export function askGate(appeal: Appeal, person: Person, at: number, agentReserved: boolean): GateDecision {
  return gateFor(appeal).decide(plannedCall(person, agentReserved), at);
}

/** The same facts as the checker wants them, an independent view of the same person. */
export function callFacts(appeal: Appeal, person: Person, agentGuaranteed: boolean): CallFacts {
  return { ...person, purpose: appeal.purpose, callerType: appeal.callerType, agentGuaranteed };
}
