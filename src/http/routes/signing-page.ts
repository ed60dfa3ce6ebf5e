import { hash } from 'node:crypto';
import {
  type DonorLanguage,
  mandateText,
  type OpenSigning,
  promisedWords,
  type SigningProblem,
  type SigningView,
} from '../../campaigns/index.ts';
import { signingWords } from './signing-words.ts';

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}main{max-width:40rem;margin:0 auto;padding:1rem}label{display:block;font-weight:600;margin-top:1.25rem}input{font:inherit;box-sizing:border-box;width:100%;padding:.5rem;border:2px solid #555;border-radius:4px}button,a.button{font:inherit;display:inline-block;margin-top:1.25rem;padding:.6rem 1.2rem;border:2px solid #0b4f8a;border-radius:4px;background:#0b4f8a;color:#fff;text-decoration:none}button.plain{background:#fff;color:#0b4f8a}.hint{margin:.25rem 0;color:#444}.error{color:#a30000;font-weight:600}.errors{border:2px solid #a30000;padding:.5rem 1rem}dt{font-weight:600}dd{margin:0 0 .5rem}:focus-visible{outline:3px solid #ffb000;outline-offset:2px}';

/** Nothing but this page's own style: no script, no image, nothing from elsewhere. */
export const SIGNING_CSP = {
  defaultSrc: ["'none'"],
  styleSrc: [`'sha256-${hash('sha256', STYLE, 'base64')}'`],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

export interface Typed {
  readonly name: string;
  readonly iban: string;
}

export interface PageParts {
  readonly view: SigningView | { readonly what: 'busy' };
  readonly language: DonorLanguage;
  readonly problems?: readonly SigningProblem[];
  /** What was typed and did not fit: nobody types an IBAN twice. */
  readonly typed?: Typed;
  /** The path of the page. */
  readonly path: string;
}

/** The donor's page: plain HTML for any device and reader. */
export function signingPage({ view, language, problems = [], typed, path }: PageParts): string {
  const words = signingWords[language];
  const sold = 'open' in view && view.open.promise.offerTitle !== null;
  const title = sold ? words.soldTitle : view.what === 'gift' ? words.giftTitle : words.title;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${problems.length > 0 ? `${words.errorsTitle} – ` : ''}${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${summary(problems, language)}
${body(view, language, problems, typed, path)}
</main>
</body>
</html>
`;
}

function body(
  view: PageParts['view'],
  language: DonorLanguage,
  problems: readonly SigningProblem[],
  typed: Typed | undefined,
  path: string,
): string {
  const words = signingWords[language];
  switch (view.what) {
    case 'unknown':
      return paragraph(words.unknown);
    case 'busy':
      return paragraph(words.busy);
    case 'expired':
      return paragraph(words.expired(view.charity));
    case 'over':
      return paragraph(words.over(view.charity));
    case 'form':
      return detailsForm(view.open, language, problems, typed);
    case 'code':
      return codeForm(view.open, language, problems);
    case 'signed':
      return [
        paragraph(words.signed(view.open.charity)),
        view.open.document ? `<p><a class="button" href="${path}/mandat.pdf">${words.document}</a></p>` : '',
        paragraph(words.keep),
        paragraph(words.cancelAnyTime),
      ].join('\n');
    case 'gift':
      return giftBody(view.open, language, path);
  }
}

/** Not typed yet. */
const BLANK = { name: '…', maskedIban: '…' };

function detailsForm(
  open: OpenSigning,
  language: DonorLanguage,
  problems: readonly SigningProblem[],
  typed?: Typed,
): string {
  const words = signingWords[language];
  const { charity, promise, creditor } = open;
  return `${paragraph(words.intro(charity, promisedWords(promise, language)))}
<form method="post" novalidate>
<input type="hidden" name="step" value="details">
${field({ name: 'name', label: words.name, hint: words.nameHint, value: typed?.name ?? '', complete: 'name', problems, language })}
${field({ name: 'iban', label: words.iban, hint: words.ibanHint, value: typed?.iban ?? '', complete: 'off', problems, language })}
${mandate(mandateText({ ...open, debtor: BLANK }, language), open, language)}
<p><button type="submit">${words.next}</button></p>
</form>
${paragraph(words.privacy(creditor.name))}`;
}

function codeForm(open: OpenSigning, language: DonorLanguage, problems: readonly SigningProblem[]): string {
  const words = signingWords[language];
  const { details } = open;
  const by = details.codeBy === 'email' ? words.byEmail : words.bySms((details.phone ?? '').slice(-4));
  const one = (step: string, label: string) =>
    `<form method="post"><input type="hidden" name="step" value="${step}"><button class="plain" type="submit">${label}</button></form>`;
  return `${mandate(open.text ?? '', open, language)}
<form method="post" novalidate>
<input type="hidden" name="step" value="code">
${field({ name: 'code', label: words.code, hint: words.codeHint(by), value: '', complete: 'one-time-code', problems, language })}
<p><button type="submit">${words.sign}</button></p>
</form>
${one('new-code', words.newCode)}
${one('change', words.change)}`;
}

/** The text as it is hashed when it is signed: what the donor reads is what the proof is of. */
function mandate(text: string, { details }: OpenSigning, language: DonorLanguage): string {
  const words = signingWords[language];
  const [title = '', authorisation = '', ...lines] = text.split('\n');
  const bank = details.bankName === null ? '' : ` (${escaped(details.bankName)})`;
  const rows = lines.map((line) => {
    const [label = '', ...value] = line.split(' : ');
    return `<dt>${escaped(label)}</dt><dd>${escaped(value.join(' : '))}${label === 'IBAN' ? bank : ''}</dd>`;
  });
  return `<h2>${words.whatYouSign}</h2>
<h3>${escaped(title)}</h3>
${paragraph(authorisation)}
<dl>${rows.join('')}</dl>
${paragraph(words.cancelAnyTime)}`;
}

function giftBody(open: OpenSigning, language: DonorLanguage, path: string): string {
  const words = signingWords[language];
  const { charity, promise, creditor } = open;
  const account =
    creditor.iban === null
      ? ''
      : `<h2>${words.transfer}</h2>
<dl><dt>${escaped(creditor.name)}</dt><dd>IBAN ${escaped(creditor.iban.replace(/(.{4})(?=.)/g, '$1 '))}${creditor.bic === null ? '' : `, BIC ${escaped(creditor.bic)}`}</dd>
<dt>${words.reference}</dt><dd>${escaped(giftReference(promise.promiseId))}</dd></dl>`;
  const card =
    open.card && promise.amountCents !== null ? `<p><a class="button" href="${path}/carte">${words.card}</a></p>` : '';
  return `${paragraph(words.thanks(charity, promisedWords(promise, language)))}\n${card}\n${account}`;
}

/** Short enough to be copied by hand; the bank statement is read for it. */
export function giftReference(promiseId: string): string {
  return `DON ${promiseId.replaceAll('-', '').slice(-12).toUpperCase()}`;
}

interface Field {
  readonly name: 'name' | 'iban' | 'code';
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly complete: string;
  readonly problems: readonly SigningProblem[];
  readonly language: DonorLanguage;
}

function field({ name, label, hint, value, complete, problems, language }: Field): string {
  const problem = problems.find((each) => each.field === name);
  const error =
    problem === undefined ? '' : `<p class="error" id="${name}-error">${escaped(problemWords(problem, language))}</p>`;
  const described = `${problem === undefined ? '' : `${name}-error `}${name}-hint`;
  const digits = name === 'code' ? ' inputmode="numeric"' : '';
  return `<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${escaped(hint)}</p>
${error}
<input id="${name}" name="${name}" type="text" maxlength="140" autocomplete="${complete}"${digits} spellcheck="false" required aria-describedby="${described}"${problem === undefined ? '' : ' aria-invalid="true"'} value="${escaped(value)}">`;
}

function summary(problems: readonly SigningProblem[], language: DonorLanguage): string {
  if (problems.length === 0) return '';
  const items = problems.map(
    (problem) => `<li><a href="#${problem.field}">${escaped(problemWords(problem, language))}</a></li>`,
  );
  return `<div class="errors" role="alert"><h2>${signingWords[language].errorsTitle}</h2><ul>${items.join('')}</ul></div>`;
}

function problemWords(problem: SigningProblem, language: DonorLanguage): string {
  const { problems } = signingWords[language];
  return problems[`${problem.field} ${problem.problem}`] ?? problems[`${problem.field} missing`] ?? problem.problem;
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
