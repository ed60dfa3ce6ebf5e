import { describe, expect, test } from 'vitest';
import type { StoryEntry, StoryPerson } from './story.ts';
import { type StoryLanguage, storyWords } from './story-words.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);
const names = {
  campaign: (id: string) => (id === 'k1' ? 'Autumn' : undefined),
  rule: (id: string, at: number) =>
    ({
      SURE: {
        title: `Hours of ${at}`,
        source: 'Art. 1',
        confidence: 'verified',
        refusal: { fr: 'Trop tard.', en: 'Too late.' },
      },
      PLAIN: { title: 'Limits', source: 'Art. 2', confidence: 'memory' },
    })[id],
};

function told(type: string, facts: StoryEntry['facts'], language: StoryLanguage, more: Partial<StoryEntry> = {}) {
  const rest = { campaignId: null, rulesVersion: null, rules: [], person: { state: 'none' }, hash: 'ff' } as const;
  return storyWords(
    { chain: 'c', seq: 1, position: 2, at: AT, type, subject: 's', facts, ...rest, ...more },
    language,
    names,
  );
}
const happened = (type: string, facts: StoryEntry['facts']) =>
  (['fr', 'en'] as const).map((language) => told(type, facts, language)[0]?.split(' — ')[1]);

describe('what happened', () => {
  test.each([
    [
      'permit',
      { mode: 'predictive', reserved: true, expiresAt: AT + 10_000 },
      "Appel s autorisé et lancé (mode prédictif, un agent réservé ; permis valable jusqu'au 24/11/2026 09:30:10 (UTC)).",
      'Call s allowed and placed (mode predictive, an agent held; permit good until 24/11/2026, 09:30:10 (UTC)).',
    ],
    [
      'permit',
      { mode: 'progressive', reserved: false, expiresAt: 'x' },
      "Appel s autorisé et lancé (mode progressif, sans agent réservé ; permis valable jusqu'au ?).",
      'Call s allowed and placed (mode progressive, no agent held; permit good until ?).',
    ],
    [
      'permit',
      { mode: 'other' },
      "Appel s autorisé et lancé (mode ?, sans agent réservé ; permis valable jusqu'au ?).",
      'Call s allowed and placed (mode ?, no agent held; permit good until ?).',
    ],
    [
      'refusal',
      { nextAllowedAt: AT },
      'Appel refusé ; licite à partir du 24/11/2026 09:30:00 (UTC).',
      'Call refused; lawful from 24/11/2026, 09:30:00 (UTC).',
    ],
    [
      'refusal',
      { nextAllowedAt: null },
      'Appel refusé : seul un fait nouveau pourrait le permettre.',
      'Call refused: only a new fact could allow it.',
    ],
    [
      'objection',
      { scope: 'client', source: 'letter', actor: 'u1' },
      'Opposition enregistrée (portée : client, source : letter, par : u1).',
      'Objection recorded (scope: client, source: letter, by: u1).',
    ],
    [
      'objection',
      {},
      'Opposition enregistrée (portée : ?, source : ?, par : ?).',
      'Objection recorded (scope: ?, source: ?, by: ?).',
    ],
    [
      'abandoned',
      { waitedMs: 1_500 },
      "Appel s abandonné : personne n'a pris la ligne en 1,5 s.",
      'Call s abandoned: nobody took the line within 1.5 s.',
    ],
    [
      'message',
      { startedAfterMs: 500, heardMs: 7_250, complete: true },
      "Message d'information commencé 0,5 s après le décroché, entendu 7,25 s, en entier.",
      'Information message begun 0.5 s after the answer, heard for 7.25 s, to its end.',
    ],
    [
      'message',
      { startedAfterMs: 500, heardMs: 2_000, complete: false },
      "Message d'information commencé 0,5 s après le décroché, entendu 2 s.",
      'Information message begun 0.5 s after the answer, heard for 2 s.',
    ],
    [
      'message',
      { startedAfterMs: null },
      "Le message d'information n'a pas été entendu.",
      'The information message was not heard.',
    ],
    [
      'setting',
      { change: 'campaign.pacing', actor: 'u1', data: { lines: 2 } },
      'Réglage changé : campaign.pacing, par u1 {"lines":2}.',
      'Setting changed: campaign.pacing, by u1 {"lines":2}.',
    ],
    ['setting', {}, 'Réglage changé : ?, par ? {}.', 'Setting changed: ?, by ? {}.'],
    [
      'erasure',
      { records: 3 },
      'Données personnelles de 3 enregistrement(s) effacées.',
      'Personal data of 3 record(s) erased.',
    ],
    ['genesis', {}, 'Début du registre de ce client.', "Beginning of this client's ledger."],
  ])('%s %o', (type, facts, fr, en) => expect(happened(type, facts)).toEqual([fr, en]));

  test.each([
    ['preview', 'aperçu'],
    ['manual', 'manuel'],
  ])('mode %s', (mode, fr) => {
    const [french, english] = happened('permit', { mode });
    expect(french).toContain(`mode ${fr},`);
    expect(english).toContain(`mode ${mode},`);
  });
});

describe('what it rests on', () => {
  test('is the campaign by its name, or its id, and the place in the ledger', () => {
    expect(told('genesis', {}, 'fr', { campaignId: 'k1' }).slice(1)).toEqual([
      '  Campagne : Autumn',
      '  Registre : c #1 ff',
    ]);
    expect(told('genesis', {}, 'en', { campaignId: 'k2' }).slice(1)).toEqual(['  Campaign: k2', '  Ledger: c #1 ff']);
    expect(told('genesis', {}, 'en').slice(1)).toEqual(['  Ledger: c #1 ff']);
  });

  test('is every rule with its weight', () => {
    const strengths = ['law', 'regulator_policy', 'industry_code', 'product_default', 'other', null];
    const rules = strengths.map((strength) => ({ id: 'X', strength }));
    const more = { rules, rulesVersion: 'v1' };
    expect(told('permit', {}, 'fr', more).slice(1, -1)).toEqual([
      '  Autorisé par toutes les règles en vigueur (v1) :',
      '    X (loi)',
      '    X (position du régulateur)',
      '    X (code de la profession)',
      '    X (réglage de Foyer, pas une loi)',
      '    X (force non consignée)',
      '    X (force non consignée)',
    ]);
    expect(told('permit', {}, 'en', more).slice(1, -1)).toEqual([
      '  Allowed by all rules in force (v1):',
      '    X (law)',
      "    X (regulator's policy)",
      '    X (industry code)',
      '    X (default of Foyer, not a law)',
      '    X (strength not on record)',
      '    X (strength not on record)',
    ]);
  });

  test('is why a rule refused, or what it is called', () => {
    const rules = ['SURE', 'PLAIN'].map((id) => ({ id, strength: 'law' }));
    expect(told('refusal', { nextAllowedAt: null }, 'fr', { rules }).slice(1, -1)).toEqual([
      '  Refusé par (règles ?) :',
      '    SURE (loi) Trop tard. [Art. 1]',
      '    PLAIN (loi, à confirmer par un juriste) Limits [Art. 2]',
    ]);
    expect(told('refusal', { nextAllowedAt: null }, 'en', { rules }).slice(1, -1)).toEqual([
      '  Refused by (rules ?):',
      '    SURE (law) Too late. [Art. 1]',
      '    PLAIN (law, to be confirmed by counsel) Limits [Art. 2]',
    ]);
    expect(told('permit', {}, 'en', { rules })[2]).toBe(`    SURE (law) Hours of ${AT} [Art. 1]`);
  });
});

describe('the person', () => {
  const lines = (person: StoryPerson) =>
    (['fr', 'en'] as const).map((language) => told('genesis', {}, language, { person }).slice(1, -1));

  test('is told with all that was known, by the clock of the line', () => {
    const number = {
      e164: '+33199000001',
      kind: 'fixed',
      zones: ['Europe/Paris', 'Indian/Reunion'],
      holidayRegions: ['FR'],
    };
    const history = { attemptedAt: [1, 2], contactedAt: [1], lastAbandonedAt: AT, lastRefusalAt: null, objected: true };
    const person: StoryPerson = { state: 'open', contactId: 'c1', number, history, facts: { a: 1 } };
    expect(lines(person)).toEqual([
      [
        "  Personne : +33199000001, c1 ; les données d'origine correspondent à l'empreinte.",
        '  Ligne : fixed, fuseaux et régions Europe/Paris, Indian/Reunion ; FR.',
        '  Passé du numéro : 2 tentative(s) en 30 jours, 1 conversation(s) récente(s), dernier abandon 24/11/2026 10:30:00 (Europe/Paris), dernier refus —, OPPOSITION en vigueur.',
        '  Autres faits connus : {"a":1}',
      ],
      [
        '  Person: +33199000001, c1; the original data match the commitment.',
        '  Line: fixed, zones and regions Europe/Paris, Indian/Reunion ; FR.',
        '  History of the number: 2 attempt(s) in 30 days, 1 recent conversation(s), last abandoned 24/11/2026, 10:30:00 (Europe/Paris), last refusal —, OBJECTION in force.',
        '  Other facts known: {"a":1}',
      ],
    ]);
    expect(told('genesis', {}, 'en', { person })[0]).toMatch(/^24\/11\/2026, 10:30:00 \(Europe\/Paris\) — /);
  });

  test('is told with what is left', () => {
    expect(lines({ state: 'open', number: {}, history: { lastRefusalAt: AT } })).toEqual([
      [
        "  Personne : les données d'origine correspondent à l'empreinte.",
        '  Ligne : ?, fuseaux et régions ? ; ?.',
        '  Passé du numéro : 0 tentative(s) en 30 jours, 0 conversation(s) récente(s), dernier abandon —, dernier refus 24/11/2026 09:30:00 (UTC), aucune opposition.',
      ],
      [
        '  Person: the original data match the commitment.',
        '  Line: ?, zones and regions ? ; ?.',
        '  History of the number: 0 attempt(s) in 30 days, 0 recent conversation(s), last abandoned —, last refusal 24/11/2026, 09:30:00 (UTC), no objection.',
      ],
    ]);
    expect(lines({ state: 'none' })).toEqual([[], []]);
    expect(lines({ state: 'erased' })).toEqual([
      ["  Personne : données personnelles effacées ; l'empreinte reste, plus personne ne peut l'ouvrir."],
      ['  Person: personal data erased; the commitment is left and nobody can open it.'],
    ]);
  });

  test('has no clock that anyone relies on where the data were changed', () => {
    const altered: StoryPerson = { state: 'altered', contactId: 'c1', number: { zones: ['Europe/Paris'] } };
    expect(lines(altered).map(([first]) => first)).toEqual([
      "  Personne : c1 ; ATTENTION : les données conservées ne correspondent pas à l'empreinte.",
      '  Person: c1; WARNING: the data kept do not match the commitment.',
    ]);
    for (const zones of [['Europe/Paris'], 'Europe/Paris', [7], []]) {
      const state = zones[0] === 'Europe/Paris' ? 'altered' : 'open';
      const [line] = told('genesis', {}, 'fr', { person: { state, number: { zones } } });
      expect(line).toMatch(/^24\/11\/2026 09:30:00 \(UTC\) — /);
    }
  });
});
