import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT = { id: 'foyer', secret: 'a secret of the client' };

interface Asked {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
}

/** A small OpenID Connect provider on this machine: it signs whatever person the test says is at the browser. */
export class OidcProvider {
  /** Who is at the browser, and what else the token says. */
  claims: Record<string, unknown> = {};
  /** Spoils what it answers. */
  fault: 'none' | 'denied' | 'other-nonce' | 'other-key' | 'other-audience' | 'down' = 'none';
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  readonly #otherKeys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  readonly #codes = new Map<string, Asked>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  }

  static async open(): Promise<OidcProvider> {
    const provider = new OidcProvider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (this.fault === 'down') return void json({}, 503);
    if (url.pathname === '/.well-known/openid-configuration') return void json(this.#metadata());
    if (url.pathname === '/jwks') {
      const jwk = this.#keys.publicKey.export({ format: 'jwk' });
      return void json({ keys: [{ ...jwk, kid: 'k1', use: 'sig', alg: 'RS256' }] });
    }
    if (url.pathname === '/authorize') return void response.writeHead(302, { Location: this.#authorize(url) }).end();
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = this.#spend(new URLSearchParams(body), request.headers.authorization);
    if (asked === undefined) return void json({ error: 'invalid_grant' }, 400);
    json({ access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: this.#token(asked) });
  }

  #metadata() {
    const at = (path: string) => `${this.issuer}/${path}`;
    return {
      issuer: this.issuer,
      authorization_endpoint: at('authorize'),
      token_endpoint: at('token'),
      jwks_uri: at('jwks'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  #authorize(url: URL): string {
    const get = (name: string) => url.searchParams.get(name) ?? '';
    const to = new URL(get('redirect_uri'));
    to.searchParams.set('state', get('state'));
    if (this.fault === 'denied') to.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      this.#codes.set(code, {
        redirectUri: get('redirect_uri'),
        challenge: get('code_challenge'),
        nonce: get('nonce'),
      });
      to.searchParams.set('code', code);
    }
    return to.href;
  }

  /** A code works once, for its client, with the verifier of its challenge. */
  #spend(form: URLSearchParams, authorization: string | undefined): Asked | undefined {
    const code = form.get('code') ?? '';
    const asked = this.#codes.get(code);
    this.#codes.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const shown = form.get('client_secret') ?? Buffer.from(authorization?.split(' ')[1] ?? '', 'base64').toString();
    const isClient = decodeURIComponent(shown.replaceAll('+', ' ')).endsWith(CLIENT.secret);
    const isRight = asked?.challenge === verifier && asked.redirectUri === form.get('redirect_uri');
    return isClient && isRight ? asked : undefined;
  }

  #token({ nonce }: Asked): string {
    const now = Math.floor(Date.now() / 1_000);
    const payload = {
      iss: this.issuer,
      aud: this.fault === 'other-audience' ? 'somebody-else' : CLIENT.id,
      sub: 'subject-1',
      iat: now,
      exp: now + 60,
      nonce: this.fault === 'other-nonce' ? 'another' : nonce,
      ...this.claims,
    };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part(payload)}`;
    const { privateKey } = this.fault === 'other-key' ? this.#otherKeys : this.#keys;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  }
}
