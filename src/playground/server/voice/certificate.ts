import { randomBytes, X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

export type VoiceCertificate = { readonly certificate: string; readonly key: string };

const DAY_MS = 86_400_000;

/** For `localhost` only and for this run only: the key never leaves the process. */
export const createCertificate = async (): Promise<VoiceCertificate> => {
  // Trusted certificates are looked up by name: two playgrounds in one process must not have the same.
  const name = `Sonagi playground ${randomBytes(8).toString('hex')}`;
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back, so that a clock that steps does not make it invalid.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { certificate: pems.cert, key: pems.private };
};

/**
 * Lets clients in this process trust it, with verification left on for everything; the returned function takes it back.
 * A child process is given the certificate in a file named by NODE_EXTRA_CA_CERTS instead.
 */
export const trustCertificate = (pem: string): (() => void) => {
  const { fingerprint256 } = new X509Certificate(pem);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, pem]);
  return () => {
    // Another playground of this process may have added its own since, so what is trusted now counts.
    const others = getCACertificates('default').filter(
      (entry) => new X509Certificate(entry).fingerprint256 !== fingerprint256,
    );
    setDefaultCACertificates(others);
  };
};
