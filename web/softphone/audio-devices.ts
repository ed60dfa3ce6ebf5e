import type { AudioDevice, SoftphoneFailure, SoftphoneStatus, SoftphoneView } from './softphone.ts';

const KEPT_AS = 'foyer.audio-devices';
/** Missing on a page without encryption. */
const media = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;

interface Chosen {
  readonly microphone?: string;
  readonly speaker?: string;
}

/** Microphone and earphones: which there are, which are in use, and what is unplugged. */
export class AudioDevices {
  readonly #status: SoftphoneStatus;
  readonly #onTrack: (track: MediaStreamTrack) => void;
  #stream: MediaStream | undefined;
  #heard: HTMLAudioElement | undefined;

  constructor(status: SoftphoneStatus, onTrack: (track: MediaStreamTrack) => void) {
    this.#status = status;
    this.#onTrack = onTrack;
  }

  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** Opens the microphone of last time, or the system's own. */
  async open(): Promise<SoftphoneFailure | undefined> {
    if (this.#stream !== undefined) return undefined;
    const kept = keptDevices();
    try {
      this.#stream = await microphone(kept.microphone);
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError' ? 'microphone-refused' : 'no-microphone';
    }
    media?.addEventListener('devicechange', this.#look);
    await this.#list();
    if (this.#status.view().speakers.some(({ id }) => id === kept.speaker))
      this.#status.change({ speaker: kept.speaker });
    return undefined;
  }

  async chooseMicrophone(id: string): Promise<void> {
    const stream = await microphone(id);
    const [track] = stream.getAudioTracks();
    if (track === undefined) return;
    track.enabled = !this.#status.view().muted;
    stopTracks(this.#stream);
    this.#stream = stream;
    this.#onTrack(track);
    keep({ microphone: id });
    await this.#list();
    this.#status.change({ unplugged: undefined });
  }

  async chooseSpeaker(id: string): Promise<void> {
    keep({ speaker: id });
    this.#status.change({ speaker: id, unplugged: undefined });
    if (this.#heard !== undefined) await playOn(this.#heard, id);
  }

  mute(on: boolean): void {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !on;
  }

  play(stream: MediaStream): void {
    this.#heard ??= new Audio();
    this.#heard.srcObject = stream;
    const { speaker } = this.#status.view();
    if (speaker !== undefined) playOn(this.#heard, speaker).catch(() => this.#lost());
    void this.#heard.play();
  }

  close(): void {
    media?.removeEventListener('devicechange', this.#look);
    stopTracks(this.#stream);
    this.#stream = undefined;
    if (this.#heard !== undefined) this.#heard.srcObject = null;
  }

  readonly #look = (): void => {
    const before = this.#status.view();
    void this.#list().then(() => {
      const now = this.#status.view();
      const gone = [before.microphones, before.speakers]
        .flat()
        .find(({ id }) => [before.microphone, before.speaker].includes(id) && !isThere(now, id));
      if (gone !== undefined) this.#lost(gone.label);
      else void this.#plugged(now);
    });
  };

  /** What was unplugged is there again: it is taken up as before. */
  async #plugged({ unplugged, microphones, speakers }: SoftphoneView): Promise<void> {
    if (unplugged === undefined || unplugged === '') return;
    const heard = microphones.find(({ label }) => label === unplugged);
    if (heard !== undefined) await this.chooseMicrophone(heard.id);
    const played = speakers.find(({ label }) => label === unplugged);
    if (played !== undefined) await this.chooseSpeaker(played.id);
  }

  #lost(label = ''): void {
    this.#status.change({ unplugged: label });
  }

  async #list(): Promise<void> {
    const all = (await media?.enumerateDevices()) ?? [];
    const of = (kind: MediaDeviceKind): AudioDevice[] =>
      all.filter((each) => each.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
    const [track] = this.#stream?.getAudioTracks() ?? [];
    this.#status.change({
      microphones: of('audioinput'),
      speakers: of('audiooutput'),
      microphone: track?.getSettings().deviceId,
    });
  }
}

function isThere(
  view: { readonly microphones: readonly AudioDevice[]; readonly speakers: readonly AudioDevice[] },
  id: string,
) {
  return [...view.microphones, ...view.speakers].some((device) => device.id === id);
}

/** Voice only: what a headset at home needs. */
function microphone(id: string | undefined): Promise<MediaStream> {
  if (media === undefined) return Promise.reject(new Error('there is no microphone without https'));
  return media.getUserMedia({
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(id === undefined ? {} : { deviceId: id }),
    },
    video: false,
  });
}

/** Some browsers play on the system's own choice alone. */
async function playOn(audio: HTMLAudioElement, speaker: string): Promise<void> {
  if ('setSinkId' in audio) await audio.setSinkId(speaker);
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function keptDevices(): Chosen {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Chosen;
  } catch {
    return {};
  }
}

function keep(chosen: Chosen): void {
  localStorage.setItem(KEPT_AS, JSON.stringify({ ...keptDevices(), ...chosen }));
}
