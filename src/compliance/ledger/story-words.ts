import type { StoryEntry, StoryPerson } from './story.ts';

export type StoryLanguage = 'fr' | 'en';

/** What the rules and campaigns that a story names are called. */
export interface StoryNames {
  campaign(id: string): string | undefined;
  /** In force on the day of `at`. */
  rule(id: string, at: number): NamedRule | undefined;
}

export interface NamedRule {
  readonly title: string;
  readonly source: string;
  readonly confidence: string;
  /** Why it refuses. */
  readonly refusal?: Readonly<Record<StoryLanguage, string>>;
}

type Words = Readonly<Record<StoryLanguage, string>>;

const strengthWords: Readonly<Record<string, Words>> = {
  law: { fr: 'loi', en: 'law' },
  regulator_policy: { fr: 'position du régulateur', en: "regulator's policy" },
  industry_code: { fr: 'code de la profession', en: 'industry code' },
  product_default: { fr: 'réglage de Foyer, pas une loi', en: 'default of Foyer, not a law' },
};
const modeWords: Readonly<Record<string, Words>> = {
  predictive: { fr: 'prédictif', en: 'predictive' },
  progressive: { fr: 'progressif', en: 'progressive' },
  preview: { fr: 'aperçu', en: 'preview' },
  manual: { fr: 'manuel', en: 'manual' },
};
const unknownStrength: Words = { fr: 'force non consignée', en: 'strength not on record' };
const toConfirm: Words = { fr: 'à confirmer par un juriste', en: 'to be confirmed by counsel' };

const personWords: Readonly<Record<Exclude<StoryPerson['state'], 'none'>, Words>> = {
  open: { fr: "les données d'origine correspondent à l'empreinte", en: 'the original data match the commitment' },
  altered: {
    fr: "ATTENTION : les données conservées ne correspondent pas à l'empreinte",
    en: 'WARNING: the data kept do not match the commitment',
  },
  erased: {
    fr: "données personnelles effacées ; l'empreinte reste, plus personne ne peut l'ouvrir",
    en: 'personal data erased; the commitment is left and nobody can open it',
  },
};

/** One record in plain words: a first line that says what happened, then what it rests on. */
export function storyWords(entry: StoryEntry, language: StoryLanguage, names: StoryNames): string[] {
  const say = (words: Words): string => words[language];
  const instant = instantWords(language, zoneOf(entry.person));
  const lines = [`${instant(entry.at)} — ${say(happened(entry, language, instant))}`];
  const campaign = entry.campaignId === null ? undefined : (names.campaign(entry.campaignId) ?? entry.campaignId);
  if (campaign !== undefined) lines.push(say({ fr: `  Campagne : ${campaign}`, en: `  Campaign: ${campaign}` }));
  lines.push(...personLines(entry.person, say, instant), ...ruleLines(entry, language, names));
  const place = `${entry.chain} #${entry.seq} ${entry.hash}`;
  return [...lines, say({ fr: `  Registre : ${place}`, en: `  Ledger: ${place}` })];
}

type Instant = (at: number) => string;

function happened({ type, facts, subject }: StoryEntry, language: StoryLanguage, instant: Instant): Words {
  const text = (key: string): string => String(facts[key] ?? '?');
  const seconds = (key: string): string => (Number(facts[key]) / 1_000).toLocaleString(language);
  const at = (key: string): string => (typeof facts[key] === 'number' ? instant(facts[key]) : '?');
  switch (type) {
    case 'permit': {
      const until = at('expiresAt');
      const mode = modeWords[text('mode')] ?? { fr: '?', en: '?' };
      const [frHeld, enHeld] =
        facts['reserved'] === true ? ['un agent réservé', 'an agent held'] : ['sans agent réservé', 'no agent held'];
      return {
        fr: `Appel ${subject} autorisé et lancé (mode ${mode.fr}, ${frHeld} ; permis valable jusqu'au ${until}).`,
        en: `Call ${subject} allowed and placed (mode ${mode.en}, ${enHeld}; permit good until ${until}).`,
      };
    }
    case 'refusal':
      return facts['nextAllowedAt'] === null
        ? {
            fr: 'Appel refusé : seul un fait nouveau pourrait le permettre.',
            en: 'Call refused: only a new fact could allow it.',
          }
        : {
            fr: `Appel refusé ; licite à partir du ${at('nextAllowedAt')}.`,
            en: `Call refused; lawful from ${at('nextAllowedAt')}.`,
          };
    case 'objection':
      return {
        fr: `Opposition enregistrée (portée : ${text('scope')}, source : ${text('source')}, par : ${text('actor')}).`,
        en: `Objection recorded (scope: ${text('scope')}, source: ${text('source')}, by: ${text('actor')}).`,
      };
    case 'consent':
      return consentWords(text('act'), text('source') === 'import', text('actor'));
    case 'abandoned':
      return {
        fr: `Appel ${subject} abandonné : personne n'a pris la ligne en ${seconds('waitedMs')} s.`,
        en: `Call ${subject} abandoned: nobody took the line within ${seconds('waitedMs')} s.`,
      };
    case 'message':
      return messageWords(facts, seconds);
    case 'setting':
      return {
        fr: `Réglage changé : ${text('change')}, par ${text('actor')} ${JSON.stringify(facts['data'] ?? {})}.`,
        en: `Setting changed: ${text('change')}, by ${text('actor')} ${JSON.stringify(facts['data'] ?? {})}.`,
      };
    case 'erasure':
      return {
        fr: `Données personnelles de ${text('records')} enregistrement(s) effacées.`,
        en: `Personal data of ${text('records')} record(s) erased.`,
      };
    default:
      return { fr: 'Début du registre de ce client.', en: "Beginning of this client's ledger." };
  }
}

const consentActs: Readonly<Record<string, Words>> = {
  given: { fr: 'Consentement enregistré', en: 'Consent recorded' },
  withdrawn: { fr: 'Consentement retiré', en: 'Consent withdrawn' },
  undone: { fr: 'Consentement retranché', en: 'Consent taken out again' },
};

function consentWords(act: string, byFile: boolean, actor: string): Words {
  const words = consentActs[act] ?? { fr: 'Consentement changé', en: 'Consent changed' };
  if (!byFile) return { fr: `${words.fr} (par : ${actor}).`, en: `${words.en} (by: ${actor}).` };
  const [fr, en] =
    act === 'undone'
      ? ["l'import qui l'avait apporté est annulé", 'the import that brought it is undone']
      : ["par l'import d'un fichier", 'by the import of a file'];
  return { fr: `${words.fr} (${fr}).`, en: `${words.en} (${en}).` };
}

function messageWords(facts: StoryEntry['facts'], seconds: (key: string) => string): Words {
  if (facts['startedAfterMs'] === null)
    return { fr: "Le message d'information n'a pas été entendu.", en: 'The information message was not heard.' };
  const whole = facts['complete'] === true;
  return {
    fr: `Message d'information commencé ${seconds('startedAfterMs')} s après le décroché, entendu ${seconds('heardMs')} s${whole ? ', en entier' : ''}.`,
    en: `Information message begun ${seconds('startedAfterMs')} s after the answer, heard for ${seconds('heardMs')} s${whole ? ', to its end' : ''}.`,
  };
}

function personLines(person: StoryPerson, say: (words: Words) => string, instant: Instant): string[] {
  if (person.state === 'none') return [];
  const { number, contactId, history, facts } = person;
  const who = [number?.['e164'], contactId].filter((part) => part !== undefined).join(', ');
  const known = say(personWords[person.state]);
  const lines = [
    say({
      fr: `  Personne : ${who === '' ? '' : `${who} ; `}${known}.`,
      en: `  Person: ${who === '' ? '' : `${who}; `}${known}.`,
    }),
  ];
  if (number !== undefined) {
    const { kind = '?', zones = [], holidayRegions = [] } = number;
    const places = `${listOf(zones)} ; ${listOf(holidayRegions)}`;
    lines.push(
      say({
        fr: `  Ligne : ${String(kind)}, fuseaux et régions ${places}.`,
        en: `  Line: ${String(kind)}, zones and regions ${places}.`,
      }),
    );
  }
  if (history !== undefined) lines.push(say(historyWords(history, instant)));
  if (facts !== undefined) {
    const told = JSON.stringify(facts);
    lines.push(say({ fr: `  Autres faits connus : ${told}`, en: `  Other facts known: ${told}` }));
  }
  return lines;
}

function historyWords(history: Readonly<Record<string, unknown>>, instant: Instant): Words {
  const count = (key: string): number => (Array.isArray(history[key]) ? (history[key] as unknown[]).length : 0);
  const last = (key: string): string => {
    const at = history[key];
    return typeof at === 'number' ? instant(at) : '—';
  };
  const [attempts, contacts] = [count('attemptedAt'), count('contactedAt')];
  const objected = history['objected'] === true;
  return {
    fr: `  Passé du numéro : ${attempts} tentative(s) en 30 jours, ${contacts} conversation(s) récente(s), dernier abandon ${last('lastAbandonedAt')}, dernier refus ${last('lastRefusalAt')}, ${objected ? 'OPPOSITION en vigueur' : 'aucune opposition'}.`,
    en: `  History of the number: ${attempts} attempt(s) in 30 days, ${contacts} recent conversation(s), last abandoned ${last('lastAbandonedAt')}, last refusal ${last('lastRefusalAt')}, ${objected ? 'OBJECTION in force' : 'no objection'}.`,
  };
}

function ruleLines(
  { type, at, rules, rulesVersion }: StoryEntry,
  language: StoryLanguage,
  names: StoryNames,
): string[] {
  if (rules.length === 0) return [];
  const version = rulesVersion ?? '?';
  const heading: Words =
    type === 'refusal'
      ? { fr: `  Refusé par (règles ${version}) :`, en: `  Refused by (rules ${version}):` }
      : {
          fr: `  Autorisé par toutes les règles en vigueur (${version}) :`,
          en: `  Allowed by all rules in force (${version}):`,
        };
  const lines = rules.map(({ id, strength }) => {
    const weight = (strength === null ? unknownStrength : (strengthWords[strength] ?? unknownStrength))[language];
    const known = names.rule(id, at);
    if (known === undefined) return `    ${id} (${weight})`;
    const doubt = known.confidence === 'memory' ? `, ${toConfirm[language]}` : '';
    const told = type === 'refusal' ? (known.refusal?.[language] ?? known.title) : known.title;
    return `    ${id} (${weight}${doubt}) ${told} [${known.source}]`;
  });
  return [heading[language], ...lines];
}

function listOf(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? value.join(', ') : '?';
}

/** The hour that the law looks at is that of the person called; UTC once that is not known any more. */
function zoneOf({ state, number }: StoryPerson): string {
  const zones = state === 'open' ? number?.['zones'] : undefined;
  const first: unknown = Array.isArray(zones) ? zones[0] : undefined;
  return typeof first === 'string' ? first : 'UTC';
}

function instantWords(language: StoryLanguage, zone: string): Instant {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => `${format.format(at)} (${zone})`;
}
