import { legalStatement } from './legal-statements.ts';
import type { ScriptDocument, ScriptStepKind } from './script-document.ts';
import { fillIn } from './script-text.ts';
import { LEGAL_PREFIX } from './script-variables.ts';
import { type DonorFacts, spokenDonor, spokenMoney } from './spoken-donor.ts';
import { netCostCents } from './tax-reduction.ts';

/** Of the call, as it is spoken. */
export interface ScriptCall {
  readonly charity: string;
  readonly agency: string;
  readonly agent: string;
  readonly campaign: string;
  /** What the ladder asks for, first ask first; empty: amounts are not known, or nobody may be asked. */
  readonly asksCents: readonly number[];
  readonly currency: string;
  /** Of the gift, for the tax aid. */
  readonly year: number;
}

export interface RenderedStep {
  readonly id: string;
  readonly kind: ScriptStepKind;
  readonly text: string;
  readonly next: string | null;
  readonly branches: readonly { readonly label: string; readonly to: string }[];
  readonly ask: number | null;
  readonly statesOffer: boolean;
  readonly mandatory: { readonly leastSeconds: number } | null;
}

export interface RenderedScript {
  readonly title: string;
  readonly language: ScriptDocument['language'];
  readonly steps: readonly RenderedStep[];
  readonly protectedClosing: string | null;
  readonly objections: readonly {
    readonly key: number;
    readonly label: string;
    readonly answer: string;
    readonly to: string | null;
  }[];
}

/** The script as an agent reads it out to this donor. */
export function renderScript(script: ScriptDocument, donor: DonorFacts, call: ScriptCall): RenderedScript {
  const values = valuesOf(script, donor, call);
  const lookUp = (name: string): string => values.get(name) ?? script.fallbacks[name] ?? '';
  const say = (text: string): string =>
    fillIn(text, (name) =>
      name.startsWith(LEGAL_PREFIX)
        ? fillIn(legalStatement(name.slice(LEGAL_PREFIX.length))?.text ?? '', lookUp)
        : lookUp(name),
    );
  return {
    title: script.title,
    language: script.language,
    steps: script.steps.map((step, index) => ({
      id: step.id,
      kind: step.kind,
      text: say(step.text),
      next: step.next ?? script.steps[index + 1]?.id ?? null,
      branches: step.branches,
      ask: step.ask ?? null,
      statesOffer: step.kind === 'ask' || step.statesOffer,
      mandatory: step.mandatory ?? null,
    })),
    protectedClosing: script.protectedClosing ?? null,
    objections: script.objections
      .map(({ key, label, answer, to }) => ({ key, label, answer: say(answer), to: to ?? null }))
      .sort((a, b) => a.key - b.key),
  };
}

/** To a person in a fragile situation: the closing text and nothing else. */
export function protectedScript(script: RenderedScript): RenderedScript {
  const closing = script.steps.filter(({ id }) => id === script.protectedClosing);
  return { ...script, steps: closing.map((step) => ({ ...step, next: null, branches: [] })), objections: [] };
}

function valuesOf(script: ScriptDocument, donor: DonorFacts, call: ScriptCall): ReadonlyMap<string, string> {
  const { language, taxReduction } = script;
  const spoken = Object.entries(spokenDonor(donor, language, call.currency));
  const asks = call.asksCents.flatMap((cents, index): [string, string | undefined][] => {
    const net = taxReduction === 'none' ? undefined : netCostCents(cents, taxReduction, call.year);
    return [
      [`ask-${index + 1}`, spokenMoney(cents, language, call.currency)],
      [`net-${index + 1}`, spokenMoney(net, language, call.currency)],
    ];
  });
  const { charity, agency, agent, campaign } = call;
  const all = [...spoken, ...asks, ...Object.entries({ charity, agency, agent, campaign })];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ''));
}
