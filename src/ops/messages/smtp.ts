import { createTransport } from 'nodemailer';
import type { Message } from '../../campaigns/index.ts';
import type { Gateway, Tried } from './gateway.ts';
import type { SmtpSettings } from './message-settings.ts';

/** Each step of the talk with the server. */
const STEP_MS = 10_000;
/** Refused for good (RFC 5321, 4.2.1); 4xx is for now. */
const FOR_GOOD = 500;

export interface SmtpGateway extends Gateway {
  close(): void;
}

/** E-mail over SMTP; encrypted unless `plain` says that the server is next door. */
export function smtpGateway({ url, from, plain }: SmtpSettings): SmtpGateway {
  const server = new URL(url);
  const secure = server.protocol === 'smtps:';
  const transport = createTransport({
    host: server.hostname,
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !plain && !secure,
    ignoreTLS: plain,
    ...(server.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (message) => {
      try {
        const { messageId } = await transport.sendMail(mailOf(message, from, server.hostname));
        return { result: 'sent', reference: messageId };
      } catch (error) {
        return failed(error);
      }
    },
    close: () => transport.close(),
  };
}

function mailOf({ to, text, subject, attachment, key }: Message, from: string, host: string) {
  return {
    from,
    // An object, so that no comma in it makes a second address.
    to: { name: '', address: to },
    subject: oneLine(subject ?? ''),
    text,
    messageId: `<${Buffer.from(key).toString('hex').slice(0, 64)}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(attachment === undefined
      ? {}
      : {
          attachments: [
            {
              filename: oneLine(attachment.name),
              contentType: attachment.type,
              content: Buffer.from(attachment.bytes),
            },
          ],
        }),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').slice(0, 200);
}

function failed(error: unknown): Tried {
  const { code, responseCode, syscall } = error as { code?: string; responseCode?: number; syscall?: string };
  if (responseCode !== undefined)
    return {
      result: responseCode >= FOR_GOOD ? 'refused' : 'not-taken',
      words: `the mail server answered ${responseCode}`,
    };
  if (syscall === 'connect' || code === 'EDNS' || code === 'ETLS')
    return { result: 'not-taken', words: `the mail server could not be reached safely (${code ?? 'no connection'})` };
  if (code === 'EENVELOPE' || code === 'EAUTH')
    return { result: 'refused', words: `the mail server refused it (${code})` };
  // Where it broke off is not told reliably: the text may have been given over.
  return { result: 'unknown', words: `the talk with the mail server broke off (${code ?? 'no reason given'})` };
}
