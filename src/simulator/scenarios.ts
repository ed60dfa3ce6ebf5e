import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { type AgentLaw, agentLaw } from './agent-behaviour.ts';
import type { DonorLaw } from './world/donor-model.ts';
import { type HomeLineLaw, STEADY_LINE } from './world/home-line.ts';

/** One kind of calling day: donors, agents' lines and agents, as laws. */
export interface Scenario {
  readonly name: string;
  readonly words: { readonly fr: string; readonly en: string };
  readonly donors: DonorLaw;
  readonly lines: HomeLineLaw;
  readonly agents: AgentLaw;
}

/**
 * Length of a fundraising talk: 55 % about 40 s, 20 % 130 s, 15 % 330 s, 10 % 700 s, fitted to 50,000 published calls
 * (just over 55 % under 90 s, nearly 75 % under 3 min, about 10 % of 10 min or more).
 */
export const fundraisingTalk: DonorLaw['talk']['mixture'] = [
  { share: 0.55, meanMs: 40 * SECOND_MS, variation: 0.45 },
  { share: 0.2, meanMs: 130 * SECOND_MS, variation: 0.3 },
  { share: 0.15, meanMs: 330 * SECOND_MS, variation: 0.35 },
  { share: 0.1, meanMs: 700 * SECOND_MS, variation: 0.3 },
];

/** The base of all: a French fundraising file. Shares of answers and failures are defaults that can be changed, not facts. */
const french: DonorLaw = {
  outcome: { person: 0.3, machine: 0.25, failure: 0.1, 'no-answer': 0.35 },
  failures: {
    busy: 5,
    rejected: 2,
    unallocated: 1.5,
    'number-changed': 0.2,
    'not-reachable': 0.8,
    congestion: 0.4,
    'no-answer': 0.1,
  },
  progress: { meanMs: 1_400, variation: 0.5 },
  personAnswers: { meanMs: 12 * SECOND_MS, variation: 0.5, cutMs: 25 * SECOND_MS },
  machineAnswers: { meanMs: 18 * SECOND_MS, sdMs: 3 * SECOND_MS },
  failureMs: 3 * SECOND_MS,
  talk: { mixture: [{ share: 1, meanMs: 180 * SECOND_MS, variation: 1 }], agentEnds: 0.6 },
  patience: { meanMs: 6 * SECOND_MS, leastMs: 2_200 },
  message: { hearsOut: 0.35, meanMs: 3 * SECOND_MS, pressesKey: 0.03, key: '9' },
  machineRecordsMs: 45 * SECOND_MS,
  earlyMedia: 0.12,
  utcOffsetMs: HOUR_MS,
};

const lowAnswer: DonorLaw['outcome'] = { person: 0.08, machine: 0.35, failure: 0.12, 'no-answer': 0.45 };
const wrapUp30 = { meanMs: 30 * SECOND_MS, variation: 0.7 };
const tireless: AgentLaw = { ...agentLaw, wrapUp: wrapUp30, pauseAfterCall: 0, breakEveryMs: Number.POSITIVE_INFINITY };

/** Answer rates through the day: late morning and the end of the afternoon are best. */
const frenchDay = [
  0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.5, 0.8, 1.05, 1.15, 0.95, 0.8, 0.8, 0.9, 1, 1.1, 1.2, 1.15, 0.9, 0.5, 0.3,
  0.2,
] as const;

/** Names and laws as in the study of pacing; `demo` is what `npm start` shows. */
export const scenarios = {
  'fundraising-FR': {
    name: 'fundraising-FR',
    words: { fr: 'Collecte, France', en: 'Fundraising, France' },
    donors: french,
    lines: STEADY_LINE,
    agents: tireless,
  },
  'low-answer-UK': {
    name: 'low-answer-UK',
    words: { fr: 'Peu de réponses, Royaume-Uni', en: 'Few answers, United Kingdom' },
    donors: { ...french, outcome: lowAnswer, utcOffsetMs: 0 },
    lines: STEADY_LINE,
    agents: tireless,
  },
  'short-calls': {
    name: 'short-calls',
    words: { fr: 'Appels courts', en: 'Short calls' },
    donors: { ...french, talk: { mixture: [{ share: 1, meanMs: 45 * SECOND_MS, variation: 1 }], agentEnds: 0.6 } },
    lines: STEADY_LINE,
    agents: { ...tireless, wrapUp: { meanMs: 10 * SECOND_MS, variation: 0.7 } },
  },
  bimodal: {
    name: 'bimodal',
    words: { fr: 'Refus courts, longues conversations', en: 'Short refusals, long conversations' },
    donors: {
      ...french,
      talk: {
        mixture: [
          { share: 0.6, meanMs: 25 * SECOND_MS, variation: 0.6 },
          { share: 0.4, meanMs: 300 * SECOND_MS, variation: 0.8 },
        ],
        agentEnds: 0.6,
      },
    },
    lines: STEADY_LINE,
    agents: tireless,
  },
  nonstationary: {
    name: 'nonstationary',
    words: { fr: 'Taux de réponse changeant, pauses imprévues', en: 'Changing answer rate, unplanned breaks' },
    donors: { ...french, wave: { amplitude: 0.15, periodMs: HOUR_MS } },
    lines: STEADY_LINE,
    agents: {
      ...tireless,
      pauseAfterCall: 0.06,
      pauseMs: { meanMs: 6 * MINUTE_MS, variation: 0.7 },
      breakEveryMs: 2 * HOUR_MS,
      breakShare: 0.4,
      breakMs: { meanMs: 17 * MINUTE_MS, variation: 0.2 },
    },
  },
  demo: {
    name: 'demo',
    words: { fr: 'Démonstration', en: 'Demonstration' },
    donors: { ...french, talk: { mixture: fundraisingTalk, agentEnds: 0.6 }, byHour: frenchDay },
    lines: { answersAfterMs: 200, fails: 0.01, lostEveryMs: 3 * HOUR_MS, lostSilently: 0.3 },
    agents: agentLaw,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
