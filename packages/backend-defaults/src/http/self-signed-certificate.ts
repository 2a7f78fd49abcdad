import { isIP } from 'node:net';

/**
 * Makes a certificate for development, valid for a month, that no browser
 * trusts by itself. It lives as long as the process.
 */
export async function createSelfSignedCertificate(hostname: string): Promise<{ cert: string; key: string }> {
  const { generate } = await import('selfsigned');
  const own = isIP(hostname) ? { type: 7 as const, ip: hostname } : { type: 2 as const, value: hostname };
  const { cert, private: key } = await generate([{ name: 'commonName', value: hostname }], {
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [own, { type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  return { cert, key };
}
