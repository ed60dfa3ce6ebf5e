import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, UnRegisteredEvent } from 'jssip/lib/UA';
import type { SoftphoneAccount } from '../../src/http/contract/index.ts';
import { AudioDevices } from './audio-devices.ts';
import { HeadsetTest } from './headset-test.ts';
import { LineWatch } from './line-watch.ts';
import { preferOpus } from './prefer-opus.ts';
import { type Softphone, SoftphoneStatus } from './softphone.ts';

/** Candidates that have not come by then are not waited for: a home network may have dozens of addresses. */
const CANDIDATES_WITHIN_MS = 700;
const REGISTER_EVERY_S = 120;
/** A registration that neither succeeds nor fails within this. */
const REGISTERED_WITHIN_MS = 8_000;
const BUSY = 486;
/** Causes of JsSIP that are no answer of the switch. */
const unanswered: readonly string[] = ['Connection Error', 'Request Timeout'];
/** Which network the machine is on; some browsers do not tell. */
const network = (navigator as Navigator & { readonly connection?: EventTarget }).connection;

export interface SipSoftphoneOptions {
  /** A fresh account of this session; rejects when the server gives none. */
  readonly account: () => Promise<SoftphoneAccount>;
}

/** SIP over WebSocket to the switch, by JsSIP: the line is one call that stays up for the whole shift. */
export class SipSoftphone implements Softphone {
  readonly #options: SipSoftphoneOptions;
  readonly #status = new SoftphoneStatus();
  readonly #devices = new AudioDevices(this.#status, (track) => void this.#replaceTrack(track));
  readonly #headset = new HeadsetTest((level) => this.#status.change({ level }));
  readonly #watch = new LineWatch({
    onMeasure: (measure) => this.#status.change({ measure }),
    onSilence: () => this.#lineLost(),
    onSound: () => this.#lineBack(),
  });
  #agent: UA | undefined;
  #socket: WebSocketInterface | undefined;
  /** The switch has been reached anew: the sound has to find its way again too. */
  #isWayNew = false;
  #account: SoftphoneAccount | undefined;
  #session: RTCSession | undefined;
  /** New credentials are asked for once after each refusal; a second refusal in a row is told. */
  #hasRenewed = false;

  constructor(options: SipSoftphoneOptions) {
    this.#options = options;
    network?.addEventListener('change', this.#otherNetwork);
    window.addEventListener('online', this.#otherNetwork);
  }

  readonly view = this.#status.view;
  readonly subscribe = this.#status.subscribe;

  async register(): Promise<boolean> {
    this.#headset.stop();
    if (this.#agent?.isRegistered() === true) return true;
    this.#status.change({ state: 'registering', failure: undefined });
    const failure = await this.#devices.open();
    if (failure !== undefined) return this.#fail(failure);
    try {
      this.#account = await this.#options.account();
    } catch {
      return this.#fail('unreachable');
    }
    this.#agent?.stop();
    this.#agent = this.#agentFor(this.#account);
    return this.#registered(this.#agent);
  }

  async testHeadset(on: boolean): Promise<boolean> {
    if (!on) {
      this.#headset.stop();
      if (this.#agent === undefined) this.#devices.close();
      return true;
    }
    const failure = await this.#devices.open();
    if (failure !== undefined) return this.#fail(failure);
    const { stream } = this.#devices;
    if (stream !== undefined) this.#headset.start(stream, this.view().speaker);
    return true;
  }

  hangUp(): void {
    this.#session?.terminate();
  }

  mute(on: boolean): void {
    if (on) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
    this.#devices.mute(on);
    this.#status.change({ muted: on });
  }

  chooseMicrophone(id: string): Promise<void> {
    return this.#devices.chooseMicrophone(id);
  }

  chooseSpeaker(id: string): Promise<void> {
    return this.#devices.chooseSpeaker(id);
  }

  /** The switch sends what is to be heard. */
  hear(): void {}

  close(): void {
    this.#headset.stop();
    network?.removeEventListener('change', this.#otherNetwork);
    window.removeEventListener('online', this.#otherNetwork);
    this.#watch.stop();
    this.#session = undefined;
    // Ends the call, takes the registration away and closes the socket.
    this.#agent?.stop();
    this.#agent = undefined;
    this.#devices.close();
    this.#status.change({ state: 'closed', failure: undefined, measure: undefined });
  }

  #agentFor({ url, user, domain, password }: SoftphoneAccount): UA {
    const socket = new WebSocketInterface(url);
    this.#socket = socket;
    const agent = new UA({
      sockets: [socket],
      uri: `sip:${user}@${domain}`,
      password,
      register_expires: REGISTER_EVERY_S,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 8,
      user_agent: 'Foyer',
    });
    // This browser calls nobody: every session is one that comes in.
    agent.on('newRTCSession', ({ session }: IncomingRTCSessionEvent) => this.#answer(session));
    agent.on('registrationFailed', ({ cause }: UnRegisteredEvent) => {
      // Without an answer there is nothing wrong with the account: JsSIP connects again by itself.
      if (!unanswered.includes(String(cause))) void this.#renew(agent);
    });
    agent.on('disconnected', () => {
      this.#isWayNew = this.#session !== undefined;
    });
    agent.on('registered', () => {
      this.#hasRenewed = false;
      if (this.view().state === 'registering') this.#status.change({ state: 'waiting' });
      if (this.#isWayNew) this.#restartIce();
    });
    return agent;
  }

  #registered(agent: UA): Promise<boolean> {
    return new Promise((resolve) => {
      const late = window.setTimeout(() => resolve(this.#fail('unreachable')), REGISTERED_WITHIN_MS);
      const stop = this.subscribe(() => {
        const { state } = this.view();
        if (state === 'registering') return;
        window.clearTimeout(late);
        stop();
        resolve(state !== 'failed' && state !== 'closed');
      });
      agent.start();
    });
  }

  /** The password has expired, or the server has forgotten it over a restart: one new one is asked for. */
  async #renew(agent: UA): Promise<void> {
    if (this.#agent !== agent) return;
    if (this.#hasRenewed) return void this.#refused();
    this.#hasRenewed = true;
    try {
      this.#account = await this.#options.account();
    } catch {
      return void this.#refused();
    }
    agent.set('password', this.#account.password);
    agent.register();
  }

  /** The call that is up goes on without a registration; without one there is nothing left. */
  #refused(): void {
    if (this.#session === undefined) this.#fail('refused');
  }

  #fail(failure: NonNullable<ReturnType<Softphone['view']>['failure']>): false {
    const agent = this.#agent;
    this.#agent = undefined;
    agent?.stop();
    this.#devices.close();
    this.#status.change({ state: 'failed', failure });
    return false;
  }

  /** Only the switch can call here, and only for the agent's own line: the newest call is the line. */
  #answer(session: RTCSession): void {
    const stream = this.#devices.stream;
    if (stream === undefined || this.#account === undefined) {
      session.terminate({ status_code: BUSY });
      return;
    }
    const old = this.#session;
    this.#session = session;
    this.#isWayNew = false;
    old?.terminate();
    session.on('sdp', (description) => {
      description.sdp = preferOpus(description.sdp);
    });
    session.on('peerconnection', ({ peerconnection }) => this.#follow(session, peerconnection));
    waitForCandidates(session);
    session.on('confirmed', () => this.#session === session && this.#status.change({ state: 'line-open' }));
    const over = () => {
      if (this.#session !== session) return;
      this.#session = undefined;
      this.#watch.stop();
      this.#status.change({ state: 'line-lost', measure: undefined });
    };
    session.on('ended', over);
    session.on('failed', over);
    // No camera, whatever the other side offers.
    session.answer({
      mediaStream: stream,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: this.#account.iceServers.map(iceServer) },
    });
  }

  #follow(session: RTCSession, connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track, streams }) => {
      if (this.#session === session && track.kind === 'audio')
        this.#devices.play(streams[0] ?? new MediaStream([track]));
    });
    connection.addEventListener('iceconnectionstatechange', () => {
      if (this.#session === session && connection.iceConnectionState === 'failed') this.#otherNetwork();
    });
    this.#watch.start(connection);
  }

  /**
   * What is connected over the old network is dead without a word, and JsSIP ends a call whose re-INVITE is not answered:
   * so the switch is reached anew first, and the sound follows once it knows this browser again.
   */
  readonly #otherNetwork = (): void => {
    if (this.#session === undefined || this.#agent?.isConnected() !== true) return;
    this.#socket?.disconnect();
    this.#socket?.ondisconnect(false);
  };

  /** New candidates are offered in the call that is up. */
  #restartIce(): void {
    const session = this.#session;
    if (session?.isEstablished() !== true || !session.isReadyToReOffer()) return;
    this.#isWayNew = false;
    session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
  }

  #lineLost(): void {
    if (this.view().state === 'line-open') this.#status.change({ state: 'line-lost' });
  }

  #lineBack(): void {
    if (this.view().state === 'line-lost' && this.#session !== undefined) this.#status.change({ state: 'line-open' });
  }

  async #replaceTrack(track: MediaStreamTrack): Promise<void> {
    const sender = this.#session?.connection.getSenders().find((each) => each.track?.kind === 'audio');
    await sender?.replaceTrack(track);
  }
}

function waitForCandidates(session: RTCSession): void {
  let timer: number | undefined;
  session.on('icecandidate', ({ ready }) => {
    if (timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      ready();
    }, CANDIDATES_WITHIN_MS);
  });
}

function iceServer({ urls, username, credential }: SoftphoneAccount['iceServers'][number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
