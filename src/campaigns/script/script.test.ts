import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptForFloor } from './campaign-script.ts';
import { readScript } from './check-script.ts';
import { protectedScript, renderScript, type ScriptCall } from './render-script.ts';
import { scriptDiff } from './script-diff.ts';
import type { ScriptDocument } from './script-document.ts';
import type { DonorFacts } from './spoken-donor.ts';
import { asksMade, missingSteps, stepTimes } from './step-times.ts';
import { netCostCents } from './tax-reduction.ts';

const example = JSON.parse(readFileSync('examples/script-secours-des-rivages.json', 'utf8')) as Record<string, unknown>;
const call: ScriptCall = {
  charity: 'Secours des Rivages',
  agency: 'Agence Claire',
  agent: 'Claire',
  campaign: 'Automne',
  asksCents: [1_500, 1_000, 5_000],
  currency: 'EUR',
  year: 2026,
};

function script(change: Record<string, unknown> = {}): ScriptDocument {
  const read = readScript({ ...example, ...change });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function problemsOf(change: Record<string, unknown>): string[] {
  const read = readScript({ ...example, ...change });
  return read.ok ? [] : read.error.map(({ place, message }) => `${place}: ${message}`);
}

function withStep(id: string, change: Record<string, unknown>): Record<string, unknown> {
  const steps = example['steps'] as { readonly id: string }[];
  return { steps: steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

describe('reading a script', () => {
  it('takes the example', () => {
    expect(script().steps).toHaveLength(13);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown variable',
      withStep('merci', { text: 'Merci {prenom}' }),
      'step "merci": there is no variable {prenom}',
    ],
    ['a broken brace', withStep('merci', { text: 'Merci {donor' }), 'step "merci": "{donor" is no variable'],
    ['no fallback', withStep('merci', { text: 'Merci {city}' }), 'step "merci": {city} may have no value'],
    [
      'a branch to nowhere',
      withStep('ecoute', { branches: [{ label: 'x', to: 'nulle-part' }] }),
      'step "ecoute", branch "x": leads to "nulle-part"',
    ],
    [
      'an ask without its number',
      withStep('demande-1', { ask: undefined }),
      'step "demande-1": an ask says which it is',
    ],
    ['a number without an ask', withStep('merci', { ask: 1 }), 'step "merci": only a step of kind "ask"'],
    [
      'a legal step that may be skipped',
      withStep('mention-legale', { mandatory: undefined }),
      'step "mention-legale": a legal step is mandatory',
    ],
    ['a fourth ask', withStep('demande-3', { ask: 4 }), 'step "demande-3", ask'],
    ['a word too many', withStep('merci', { colour: 'red' }), 'step "merci"'],
    [
      'another country’s statement',
      withStep('merci', { text: '{legal:uk-solicitation}' }),
      'step "merci": {legal:uk-solicitation} is no statement for',
    ],
    [
      'a missing statement of the law',
      withStep('mention-legale', { text: 'Voilà.' }),
      'script: no step says {legal:fr-data-rights}',
    ],
    [
      'an ask for a fragile person',
      { protectedClosing: 'demande-1' },
      'step "demande-1": a fragile person is not asked',
    ],
    ['two questions', { quiz: (example['quiz'] as unknown[]).slice(1) }, 'quiz'],
  ])('names the place of %s', (_what, change, words) => {
    expect(problemsOf(change).join('\n')).toContain(words);
  });

  it('names a step twice used', () => {
    const steps = example['steps'] as unknown[];
    expect(problemsOf({ steps: [...steps, steps[2]] }).join()).toContain('step "merci": this id is used twice');
  });
});

describe('what an agent reads out', () => {
  const say = (donor: DonorFacts, id = 'accueil') =>
    renderScript(script(), donor, call).steps.find((step) => step.id === id)?.text;

  it('speaks to the donor by name, and says the gift', () => {
    const donor = { civility: 'Mme', lastName: 'MOREL', lastGiftCents: 5_000, lastGiftOn: '2026-03-02' };
    expect(say(donor)).toBe(
      'Bonjour Madame Morel, je suis Claire. Je vous appelle de la part de Secours des Rivages, par Agence Claire. Est-ce le bon moment ?',
    );
    expect(say(donor, 'merci')).toBe('Merci pour 50 euros en mars 2026, qui a beaucoup compté.');
    expect(say(donor, 'demande-1')).toContain('15 euros par mois, soit 5,10 euros après');
  });

  it('closes over what is not known', () => {
    expect(say({ civility: null, lastName: 'MOREL' })).toContain('Bonjour Madame, Monsieur, je suis Claire.');
    expect(say({ civility: 'M.', lastName: 'null' })).toContain('Bonjour Madame, Monsieur, je suis');
    expect(say({}, 'merci')).toBe('Merci pour votre don, qui a beaucoup compté.');
  });

  it('of any donor: no null, no undefined, no double space, no civility without a name', () => {
    const junk = fc.constantFrom(
      null,
      undefined,
      '',
      ' ',
      'null',
      'NULL',
      'N/A',
      'undefined',
      '?',
      '-',
      'xxx',
      '{donor}',
    );
    const text = fc.oneof(
      junk,
      fc.string({ maxLength: 20 }),
      fc.constantFrom('MOREL', "d'Ornano", 'Le  Goff', 'Jean-Luc'),
    );
    const cents = fc.oneof(
      fc.constantFrom(null, undefined, 0, -5, Number.NaN),
      fc.integer({ min: 1, max: 10_000_000 }),
    );
    const civility = fc.oneof(junk, fc.constantFrom('M.', 'Mme', 'M. et Mme', 'Dr', 'Monsieur', 'X'));
    const facts = {
      civility,
      firstName: text,
      lastName: text,
      company: text,
      city: text,
      lastGiftCents: cents,
      lastGiftOn: text,
      totalGiftsCents: cents,
      giftCount: cents,
    };
    const empty = script({
      fallbacks: Object.fromEntries(Object.keys(example['fallbacks'] as object).map((name) => [name, ''])),
    });
    fc.assert(
      fc.property(fc.record(facts), fc.constantFrom(script(), empty), (donor, document) => {
        const rendered = renderScript(document, donor as DonorFacts, { ...call, asksCents: [] });
        for (const line of rendered.steps.map((step) => step.text)) {
          expect(line).not.toMatch(/null|undefined|NaN|\{|\}| {2}| [,.]|,,|^,/i);
          expect(line).not.toMatch(
            /(?:Madame|Monsieur|Docteur|Maître)(?= ?[.!?](?: |$)| je suis)(?<!Madame, Monsieur)/,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives a protected person the closing and nothing else', () => {
    const closed = protectedScript(renderScript(script(), {}, call));
    expect(closed.steps.map(({ id }) => id)).toEqual(['au-revoir-protege']);
    expect(closed.objections).toEqual([]);
  });
});

it('says line by line what changed, and nothing where nothing did', () => {
  const before = script();
  expect(scriptDiff(before, before).every(({ change }) => change === 'same')).toBe(true);
  const after = script(withStep('merci', { text: 'Merci encore.' }));
  const changed = scriptDiff(before, after).filter(({ change }) => change !== 'same');
  expect(changed.map(({ change }) => change).sort()).toEqual(['added', 'removed']);
  expect(changed.map(({ text }) => text)).toContain('[merci] Merci encore.');
  expect(scriptDiff(undefined, after).every(({ change }) => change === 'added')).toBe(true);
});

describe('the floor’s view of a script', () => {
  const floor = scriptForFloor(script(), 3);
  const visit = (step: string, at: number, ticked = false) => ({ step, at, ticked });

  it('knows the offers, the asks and what must be said', () => {
    expect(floor).toMatchObject({
      version: 3,
      offers: ['demande-1', 'demande-2', 'demande-3'],
      mandatory: [{ step: 'mention-legale', leastMs: 5_000 }],
      usefulTalkMs: 30_000,
    });
  });

  it('adds up the time a step was shown over its visits, to the last instant of the talk', () => {
    const visits = [visit('accueil', 0), visit('merci', 4_000), visit('accueil', 6_000)];
    expect(stepTimes(visits, 9_000)).toEqual([
      { step: 'accueil', shownMs: 7_000, visits: 2, ticked: false },
      { step: 'merci', shownMs: 2_000, visits: 1, ticked: false },
    ]);
  });

  it('lets no agreement stand before the mandatory step was shown for its time and ticked', () => {
    const shown = [visit('mention-legale', 1_000)];
    expect(missingSteps(floor, [], 9_000)).toHaveLength(1);
    expect(missingSteps(floor, shown, 9_000)).toMatchObject([{ shownMs: 8_000, ticked: false }]);
    const ticked = [...shown, visit('mention-legale', 3_000, true)];
    expect(missingSteps(floor, ticked, 5_999)).toMatchObject([{ shownMs: 4_999, ticked: true }]);
    expect(missingSteps(floor, ticked, 6_000)).toEqual([]);
  });

  it('counts each ask once, in its order', () => {
    const visits = [visit('demande-2', 0), visit('demande-1', 1), visit('demande-2', 2)];
    expect(asksMade(floor, visits)).toEqual([2, 1]);
  });
});

it('reckons the tax reduction by the year, never promising more than the law', () => {
  expect(netCostCents(2_000, 'standard', 2026)).toBe(680);
  expect(netCostCents(100_000, 'people-in-need', 2025)).toBe(25_000);
  expect(netCostCents(150_000, 'people-in-need', 2025)).toBe(42_000);
  expect(netCostCents(150_000, 'people-in-need', 2026)).toBe(37_500);
  expect(netCostCents(1_001, 'standard', 2026)).toBe(341);
  expect(netCostCents(1_000, 'standard', 1999)).toBeUndefined();
});
