import type { secureHeaders } from 'hono/secure-headers';
import type { AppOptions } from './parts.ts';
import { deskConnections } from './softphone/desk-headers.ts';

/** What every answer carries. */
export function headers(publicUrl: string | undefined): Parameters<typeof secureHeaders>[0] {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    strictTransportSecurity: publicUrl?.startsWith('https:') === true ? 'max-age=31536000' : false,
  };
}

/** The desk alone may open a microphone, and connect to the switch. */
export function deskHeaders({ publicUrl, agentLines }: AppOptions): Parameters<typeof secureHeaders>[0] {
  const same = headers(publicUrl);
  return {
    ...same,
    contentSecurityPolicy: { ...same?.contentSecurityPolicy, connectSrc: deskConnections(agentLines.softphone) },
    permissionsPolicy: { ...same?.permissionsPolicy, microphone: ['self'] },
  };
}
