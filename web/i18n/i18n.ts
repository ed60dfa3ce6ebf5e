import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { frenchSpaces } from './french-spaces.ts';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

const KEPT_AS = 'foyer.language';

/** French unless the person has chosen English before. */
function firstLanguage(): Language {
  return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'fr';
}

export function startWords(): void {
  const lng = firstLanguage();
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'fr',
    initAsync: false,
    resources: { fr: { translation: frenchSpaces(fr) }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = lng;
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
