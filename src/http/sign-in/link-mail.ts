import type { Message, Messages } from '../../campaigns/index.ts';
import type { Account } from '../../storage/index.ts';
import type { MadeLink } from './account-desk.ts';

export interface LinkMailParts {
  readonly messages: Messages;
  readonly organisation: string;
}

/** Sends a one-time link to its owner. Undefined: it left; otherwise why not. */
export async function mailLink(
  { messages, organisation }: LinkMailParts,
  account: Account & { readonly email: string },
  url: string,
  link: MadeLink,
): Promise<string | undefined> {
  const sent = await messages.send(letter(account, organisation, url, link));
  return sent.ok ? undefined : sent.message;
}

function letter(
  { displayName, login, email, orgId }: Account & { readonly email: string },
  organisation: string,
  url: string,
  { linkId }: MadeLink,
): Message {
  return {
    channel: 'email',
    to: email,
    subject: `${organisation} : votre accès à Foyer / your access to Foyer`,
    text: `Bonjour ${displayName},

Choisissez votre mot de passe avec ce lien ; il sert une fois, dans les 48 heures :
${url}

Votre identifiant : ${login}
Vous n’attendiez pas ce message ? Ne faites rien : sans le lien, rien ne change.

--
Hello ${displayName},

Choose your password with this link; it works once, within 48 hours:
${url}

Your login: ${login}
You did not expect this? Do nothing: without the link nothing changes.

${organisation}
`,
    key: `account-link-${linkId}`,
    clientId: orgId,
  };
}
