import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';

/**
 * A bucket of any S3-compatible service, addressed by path as most of them want it.
 * @param s3Url `https://KEY:SECRET@host/bucket?region=eu-west-1`, as validated in config.ts; without region `us-east-1`,
 *   which services without regions take for any.
 */
export function createS3Disk(s3Url: string): Disk {
  const url = new URL(s3Url);
  return new Disk(
    new S3Driver({
      endpoint: url.origin,
      forcePathStyle: true,
      region: url.searchParams.get('region') ?? 'us-east-1',
      credentials: {
        accessKeyId: decodeURIComponent(url.username),
        secretAccessKey: decodeURIComponent(url.password),
      },
      bucket: url.pathname.replaceAll('/', ''),
      visibility: 'private',
      // Many compatible services know neither access lists nor the checksums that the client would add by itself.
      supportsACL: false,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  );
}
