export type Suppression = 'deceased' | 'do-not-call' | 'minor';

const YES = /^(o|oui|y|yes|x|1|v|vrai|true|ok)$/i;
const NO = /^(n|non|no|0|faux|false|-|)$/i;

/** A yes/no cell; anything else that is written there counts as a yes, for it was written for a reason. */
export function saysYes(text: string): boolean {
  const trimmed = text.trim();
  return YES.test(trimmed) || !NO.test(trimmed);
}

export function saysNo(text: string): boolean {
  return /^(n|non|no|0|faux|false)$/i.test(text.trim());
}

/** `Feu M.` and `veuve de feu` differ: only what stands for the donor counts. NPAI is about the post, not the phone. */
const dictionary: readonly (readonly [Suppression, RegExp])[] = [
  ['deceased', /(?<![a-zà-ÿ])(?:dcd|d[ée]c[ée]d[ée]e?s?|deceased)(?![a-zà-ÿ])/i],
  ['deceased', /^feue? m/i],
  [
    'do-not-call',
    /(?<![a-zà-ÿ])ne\s+(?:plus|pas|jamais|surtout pas)\s+(?:\S+\s+)?(?:appeler|appel[ée]e?|rappeler|contacter|d[ée]ranger|t[ée]l[ée]phoner|solliciter|d[ée]marcher)/i,
  ],
  ['do-not-call', /(?<![a-zà-ÿ])(?:npa|dnc)(?![a-zà-ÿ0-9])/i],
  [
    'do-not-call',
    /ne (?:veut|souhaite|d[ée]sire) (?:plus|pas) [êe]tre (?:appel|contact|sollicit|d[ée]rang|d[ée]march)/i,
  ],
  [
    'do-not-call',
    /(?:plus|pas|aucun|stop|halte)\s+(?:d['’e]\s?|aux?\s+|les\s+)?(?:appels?|d[ée]marchages?|phoning)(?![a-zà-ÿ])|stop t[ée]l/i,
  ],
  [
    'do-not-call',
    /do not call|opt(?:ed)?[- ]?out|droit d['’ ]opposition|opposition (?:au |du )?(?:t[ée]l|rgpd|d[ée]marchage)|bloctel/i,
  ],
  ['minor', /(?<![a-zà-ÿ])(?:mineure?|minor)(?![a-zà-ÿ])/i],
];

/** One of these stands in whatever the dictionary finds: most cells have none, and need one look instead of eight. */
const HINT =
  /d[ée]c|dcd|deceased|feue? m|(?<![a-zà-ÿ])ne\s|npa|dnc|plus|pas|aucun|stop|halte|do not|opt|oppos|bloctel|min(?:eur|or)/i;

/** Longest text that is searched. */
const MAX_TEXT = 2_000;

/** What free text says about calling this person. */
export function suppressionIn(text: string): Suppression | undefined {
  if (text === '') return undefined;
  const searched = text.slice(0, MAX_TEXT);
  if (!HINT.test(searched)) return undefined;
  return dictionary.find(([, pattern]) => pattern.test(searched))?.[0];
}
