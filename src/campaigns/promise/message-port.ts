export const messageChannels = ['sms', 'email', 'post'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** One message to one person. `to` and `text` are personal: an adapter never logs them. */
export interface Message {
  readonly channel: MessageChannel;
  /** E.164 for `sms`, an address for `email`, the lines of a postal address for `post`. */
  readonly to: string;
  readonly text: string;
  /** E-mail and post. */
  readonly subject?: string;
  readonly attachment?: { readonly name: string; readonly type: 'application/pdf'; readonly bytes: Uint8Array };
  /** The same key twice is one message. */
  readonly key: string;
  readonly clientId: string;
}

export type MessageSent =
  | { readonly ok: true; readonly reference: string }
  /** `try-again`: the gateway did not take it now; `refused`: it never will. */
  | { readonly ok: false; readonly code: 'try-again' | 'refused' | 'not-configured'; readonly message: string };

/** How messages leave. Rejects never: what goes wrong is a value. */
export interface Messages {
  send(message: Message): Promise<MessageSent>;
}

/** Where no gateway has been set. */
export const noMessages: Messages = {
  send: ({ channel }) =>
    Promise.resolve({
      ok: false,
      code: 'not-configured',
      message: `No gateway for ${channel} is set: set one, or choose another way for this promise.`,
    }),
};
