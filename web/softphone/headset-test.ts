/** Long enough to stop speaking and listen. */
const HEARD_AFTER_S = 3;
const LOOK_EVERY_MS = 150;
/** So much of the microphone at a look that nothing falls between two: 171 ms at 48 kHz. */
const LOOK_SAMPLES = 8_192;
/** The bar comes down slower than it goes up. */
const FALL = 0.8;
/** A voice near the microphone fills about a third of the scale. */
const LOUDNESS = 3;

/** The agent's own voice: how loud it is, and how it sounds, a moment later. Nothing is recorded. */
export class HeadsetTest {
  readonly #onLevel: (level: number | undefined) => void;
  #context: AudioContext | undefined;
  #timer: number | undefined;

  constructor(onLevel: (level: number | undefined) => void) {
    this.#onLevel = onLevel;
  }

  start(microphone: MediaStream, speaker: string | undefined): void {
    this.stop();
    const context = new AudioContext();
    if (speaker !== undefined && 'setSinkId' in context) void (context as SpeakerContext).setSinkId(speaker);
    const voice = new MediaStreamAudioSourceNode(context, { mediaStream: microphone });
    const meter = new AnalyserNode(context, { fftSize: LOOK_SAMPLES });
    const later = new DelayNode(context, { maxDelayTime: HEARD_AFTER_S, delayTime: HEARD_AFTER_S });
    voice.connect(meter);
    voice.connect(later).connect(context.destination);
    const wave = new Float32Array(meter.fftSize);
    let level = 0;
    this.#timer = window.setInterval(() => {
      meter.getFloatTimeDomainData(wave);
      const power = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
      level = Math.max(Math.min(1, LOUDNESS * Math.sqrt(power)), FALL * level);
      this.#onLevel(level);
    }, LOOK_EVERY_MS);
    this.#context = context;
  }

  stop(): void {
    if (this.#context === undefined) return;
    window.clearInterval(this.#timer);
    void this.#context.close();
    this.#context = undefined;
    this.#onLevel(undefined);
  }
}

interface SpeakerContext extends AudioContext {
  setSinkId(speaker: string): Promise<void>;
}
