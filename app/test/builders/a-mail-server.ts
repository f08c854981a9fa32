import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface AMailServer extends AsyncDisposable {
  readonly url: string;
  /** Each message as it came over the wire, headers first. */
  readonly received: readonly string[];
  /** How it answers a command from now on, e.g. `{ RCPT: '550 no such person' }`. */
  answers: Readonly<Record<string, string>>;
}

/** As much of SMTP (RFC 5321) as it takes to be sent mail, on a port of loopback. */
export async function aMailServer(): Promise<AMailServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const mailServer = { answers: {} as Readonly<Record<string, string>> };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('220 mail.test ready\r\n');
    let buffered = '';
    let inMessage = false;
    socket.on('data', (chunk) => {
      buffered += chunk.toString('utf8');
      for (;;) {
        const end = inMessage ? '\r\n.\r\n' : '\r\n';
        const at = buffered.indexOf(end);
        if (at === -1) return;
        const part = buffered.slice(0, at);
        buffered = buffered.slice(at + end.length);
        if (inMessage) received.push(part);
        const command = inMessage ? 'MESSAGE' : part.slice(0, 4).toUpperCase();
        const usual = command === 'DATA' ? '354 go on' : command === 'QUIT' ? '221 bye' : '250 fine';
        const answer = mailServer.answers[command] ?? usual;
        inMessage = answer.startsWith('354');
        socket.write(`${answer}\r\n`);
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return Object.assign(mailServer, {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  });
}
