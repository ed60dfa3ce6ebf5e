import type { WhyAnswer } from '../http/index.ts';

type Language = 'fr' | 'en';
type Words = { readonly [L in Language]: string };

const phrases = {
  calls: { fr: 'appels en cours', en: 'calls under way' },
  nothing: { fr: 'Rien n’arrête la campagne elle-même.', en: 'Nothing stops the campaign itself.' },
  looked: { fr: 'contacts regardés', en: 'contacts looked at' },
  part: { fr: 'une partie seulement : le temps a manqué', en: 'a part only: time ran out' },
  callable: { fr: 'peuvent être appelés maintenant', en: 'may be called now' },
  first: { fr: 'le premier', en: 'the first' },
  never: { fr: 'jamais, avec ce qui est connu', en: 'never with what is known' },
  until: { fr: 'jusqu’à', en: 'until' },
  counsel: { fr: 'à faire confirmer par un juriste', en: 'to be confirmed by counsel' },
  abandoned: { fr: 'appels abandonnés', en: 'abandoned calls' },
  of: { fr: 'sur', en: 'of' },
  below: { fr: 'à 95 % sous', en: '95 % sure below' },
  limit: { fr: 'limite', en: 'limit' },
  left: { fr: 'encore permis', en: 'still allowed' },
  sure: { fr: 'avec certitude statistique', en: 'with that confidence' },
} as const satisfies Record<string, Words>;

/** The answer to "why is nothing being dialed?", for people. */
export function whyWords(answer: WhyAnswer, language: Language): string {
  const say = (name: keyof typeof phrases): string => phrases[name][language];
  const { campaign, calls, reasons, contacts, abandonment, callerId } = answer;
  const lines = [
    `${campaign.name} (${campaign.mode}, ${campaign.status}), ${time(answer.at)}${calls === null ? '' : `: ${calls} ${say('calls')}`}`,
    ...(reasons.length === 0 ? [`  ${say('nothing')}`] : []),
    ...reasons.map(
      ({ words, until }) => `  - ${words[language]}${until === null ? '' : ` (${say('until')} ${time(until)})`}`,
    ),
    `${contacts.looked} ${say('looked')}${contacts.complete ? '' : ` (${say('part')})`}; ${contacts.callable} ${say('callable')}.`,
  ];
  for (const row of contacts.blocked) {
    const rule =
      row.ruleId === null ? '' : ` [${row.ruleId}, ${row.strength}${counsel(row.confidence, say('counsel'))}]`;
    const never = row.cause === 'rule' ? `; ${say('never')}` : '';
    const next = row.nextAt === null ? never : `; ${say('first')} ${time(row.nextAt)}`;
    lines.push(`  ${String(row.contacts).padStart(7)}  ${row.words[language]}${rule}${next}`);
  }
  for (const { ruleId, window, counted, of, upperBound, limit, remaining, remainingSure } of abandonment)
    lines.push(
      `${ruleId} (${window}): ${counted} ${say('abandoned')} ${say('of')} ${of}, ${say('below')} ${percent(upperBound)}, ${say('limit')} ${percent(limit)}; ${remaining} ${say('left')}, ${remainingSure} ${say('sure')}.`,
    );
  if (callerId?.words != null) lines.push(callerId.words[language]);
  return `${lines.join('\n')}\n`;
}

function counsel(confidence: string | null, words: string): string {
  return confidence === 'memory' ? `, ${words}` : '';
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
