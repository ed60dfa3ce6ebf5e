import { createServer, type Server, type Socket } from 'node:net';
import type { Wire } from './esl-connection.ts';
import type { EslServer } from './esl-server.ts';

export interface TcpListener {
  readonly port: number;
  /** No new client; `closed` is called when the last socket is gone. */
  close(closed: () => void): void;
}

/** Puts an event socket on a TCP port; 0 takes a free one. Rejects when the port is taken. */
export function listenTcp(server: EslServer, host: string, port: number): Promise<TcpListener> {
  const listener: Server = createServer((socket) => accept(server, socket));
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => {
      const address = listener.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: taken, close: (closed) => listener.close(() => closed()) });
    });
  });
}

function accept(server: EslServer, socket: Socket): void {
  socket.setNoDelay(true);
  const connection = server.accept(wireOf(socket), socket.remoteAddress ?? '');
  socket.on('data', (chunk: Buffer) => connection.receive(chunk));
  socket.on('close', () => connection.close());
  // A broken socket closes by itself: nothing more can be said to it.
  socket.on('error', () => socket.destroy());
}

/** What is written in one turn leaves in one piece. */
function wireOf(socket: Socket): Wire {
  let pending = '';
  const flush = (): void => {
    if (pending !== '' && !socket.destroyed) socket.write(pending);
    pending = '';
  };
  return {
    write(text) {
      if (pending === '') queueMicrotask(flush);
      pending += text;
    },
    end() {
      flush();
      socket.destroySoon();
    },
    backlog: () => socket.writableLength,
    destroy: () => socket.destroy(),
  };
}
