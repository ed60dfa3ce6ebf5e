import { describe, expect, it } from 'vitest';
import { freshTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** The secret of RFC 6238, appendix B, "12345678901234567890", in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  // The last six of the eight digits in appendix B.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is that of RFC 6238 at %i s', (seconds, code) => {
    expect(stepOfCode(RFC_SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late, and names its own step', () => {
    expect(stepOfCode(RFC_SECRET, '287082', 89_000)).toBe(1);
    expect(stepOfCode(RFC_SECRET, '287082', 1_000)).toBe(1);
    expect(stepOfCode(RFC_SECRET, '287082', 90_000)).toBeUndefined();
    expect(stepOfCode(RFC_SECRET, '28708', 59_000)).toBeUndefined();
  });

  it('comes from a secret of 160 bits that is another each time, told with who it is for', () => {
    const secret = freshTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(freshTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, 'Agence & Cie', 'claire'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Agence & Cie:claire',
    ]);
    expect([uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([secret, 'Agence & Cie']);
  });
});
