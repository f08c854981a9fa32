import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ABucket extends AsyncDisposable {
  /** As S3_URL would have it. */
  readonly url: string;
  readonly objects: ReadonlyMap<string, { readonly bytes: Buffer; readonly contentType: string | undefined }>;
}

/** As much of an S3-compatible service as it takes to keep files; refuses a request that the key did not sign. */
export async function aBucket(): Promise<ABucket> {
  const objects = new Map<string, { bytes: Buffer; contentType: string | undefined }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').replace(/\?.*$/, '').replace(/^\/cairn-files\//, '');
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=KEY/'))
        return void response.writeHead(403).end();
      const object = objects.get(path);
      if (request.method === 'PUT') {
        objects.set(path, { bytes: Buffer.concat(chunks), contentType: request.headers['content-type'] });
        return void response.writeHead(200, { etag: '"1"' }).end();
      }
      if (request.method === 'DELETE') objects.delete(path);
      if (request.method === 'DELETE') return void response.writeHead(204).end();
      if (object === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-length': object.bytes.length, 'content-type': object.contentType });
      response.end(request.method === 'HEAD' ? undefined : object.bytes);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://KEY:SECRET%2F1@127.0.0.1:${port}/cairn-files?region=eu-test-1`,
    objects,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
