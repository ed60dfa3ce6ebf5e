import type { Page } from 'playwright-core';

/** Runs in a page of its own, as text: the tests' types know no browser. */
const SCRIPT = `globalThis.farEnd = {
  async offer() {
    const connection = new RTCPeerConnection();
    this.connection = connection;
    const audio = new AudioContext();
    const out = audio.createMediaStreamDestination();
    const tone = new OscillatorNode(audio, { frequency: 440 });
    tone.connect(out);
    tone.start();
    for (const track of out.stream.getTracks()) connection.addTrack(track, out.stream);
    await connection.setLocalDescription(await connection.createOffer());
    await new Promise((resolve) => {
      const look = () => connection.iceGatheringState === 'complete' && resolve();
      connection.addEventListener('icegatheringstatechange', look);
      look();
    });
    // As a switch that would rather have the codec of the telephone network.
    return connection.localDescription.sdp.replace(/^(m=audio \\d+ \\S+)(.*) 8\\b/m, '$1 8$2');
  },
  answer(sdp) {
    return this.connection.setRemoteDescription({ type: 'answer', sdp });
  },
  async takeOffer(sdp) {
    await this.connection.setRemoteDescription({ type: 'offer', sdp });
    await this.connection.setLocalDescription(await this.connection.createAnswer());
    return this.connection.localDescription.sdp;
  },
  async heard() {
    const stats = [...(await this.connection.getStats()).values()];
    const inbound = stats.find(({ type }) => type === 'inbound-rtp');
    const codec = stats.find(({ id }) => id === inbound?.codecId);
    return { packets: inbound?.packetsReceived ?? 0, codec: codec?.mimeType };
  },
  mayUse(kind) {
    return navigator.mediaDevices.getUserMedia({ [kind]: true }).then(() => true, () => false);
  },
};`;

/** The far end of a call: a tone is sent, and what comes is counted. */
export function farEnd(page: Page) {
  const run = async <Answer>(call: string): Promise<Answer> => {
    await page.evaluate(`if (globalThis.farEnd === undefined) { ${SCRIPT} }`);
    return page.evaluate<Answer>(`farEnd.${call}`);
  };
  return {
    /** The session description of a fresh connection. */
    offer: () => run<string>('offer()'),
    answer: (sdp: string) => run<undefined>(`answer(${JSON.stringify(sdp)})`),
    /** An offer in the call that is up; the answer. */
    takeOffer: (sdp: string) => run<string>(`takeOffer(${JSON.stringify(sdp)})`),
    /** Packets that have come, and their codec. */
    heard: () => run<{ readonly packets: number; readonly codec: string | undefined }>('heard()'),
    mayUse: (kind: 'audio' | 'video') => run<boolean>(`mayUse('${kind}')`),
  };
}
