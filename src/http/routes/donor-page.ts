const words = {
  fr: {
    title: 'Ne plus être appelé',
    ask: (charity: string) => `Vous ne souhaitez plus recevoir d’appels téléphoniques de ${charity} ?`,
    button: 'Ne plus m’appeler',
    done: (charity: string) =>
      `C’est enregistré, avec effet immédiat. ${charity} ne vous appellera plus sur ce numéro.`,
    forgotten: () => 'Ce numéro n’est plus conservé : il ne peut plus être appelé.',
    unknown: () => 'Ce lien n’est pas complet. Recopiez-le en entier, ou écrivez à l’association qui vous l’a envoyé.',
    busy: () => 'Trop de demandes en ce moment. Réessayez dans une minute.',
    someone: 'l’association',
  },
  en: {
    title: 'No more calls',
    ask: (charity: string) => `You do not want to be telephoned by ${charity} any more?`,
    button: 'Do not call me again',
    done: (charity: string) =>
      `This is recorded and in force at once. You will not be called on this number for ${charity} again.`,
    forgotten: () => 'This number is not kept any more: it cannot be called.',
    unknown: () => 'This link is not complete. Copy the whole of it, or write to the charity that sent it to you.',
    busy: () => 'Too many requests at the moment. Try again in a minute.',
    someone: 'the charity',
  },
} as const;

type Language = keyof typeof words;

/** French unless the reader's browser puts English before it. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? '').toLowerCase();
  const english = asked.search(/\ben\b/);
  const french = asked.search(/\bfr\b/);
  return english >= 0 && (french < 0 || english < french) ? 'en' : 'fr';
}

/** A page of plain HTML: no script, no style, nothing that a reader on any device could miss. */
export function donorPage(
  what: 'ask' | 'done' | 'forgotten' | 'unknown' | 'busy',
  language: Language,
  charity?: string,
): string {
  const own = words[language];
  const name = charity === undefined ? own.someone : escaped(charity);
  const button = what === 'ask' ? `<form method="post"><button type="submit">${own.button}</button></form>` : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${own.title}</title>
</head>
<body>
<main>
<h1>${own.title}</h1>
<p>${sentence(own[what](name))}</p>
${button}
</main>
</body>
</html>
`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
