import { describe, expect, it } from 'vitest';
import { preferOpus } from './prefer-opus.ts';

const sdp = (formats: string, ...more: string[]) =>
  ['v=0', `m=audio 9 UDP/TLS/RTP/SAVPF ${formats}`, 'a=rtpmap:8 PCMA/8000', ...more, ''].join('\r\n');

describe('the preferred codec', () => {
  it('is Opus, first in its line, with losses mended and silence sent', () => {
    const offer = sdp('8 0 111', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=0');
    expect(preferOpus(offer)).toBe(
      sdp('111 8 0', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=0'),
    );
  });
  it('stays what it is where there is no Opus', () => {
    expect(preferOpus(sdp('8 0'))).toBe(sdp('8 0'));
  });
  it('is set once: a second time changes nothing', () => {
    const once = preferOpus(sdp('8 96', 'a=rtpmap:96 OPUS/48000/2', 'a=fmtp:96 stereo=0'));
    expect(preferOpus(once)).toBe(once);
    expect(once).toContain('SAVPF 96 8');
  });
});
