import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages } from './i18n/i18n.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className="languages">
      <legend className="hidden">{t('app.language')}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => chooseLanguage(language)}
        >
          {language.toUpperCase()}
          <span className="hidden">{language === 'fr' ? 'Français' : 'English'}</span>
        </button>
      ))}
    </fieldset>
  );
}
