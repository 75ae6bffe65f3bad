/** The certificate of simulated databases: for 127.0.0.1, signed by itself, kept beside the data. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { generate } from 'selfsigned'
import { exists } from './template.ts'

export interface Certificate {
  key: string
  cert: string
}

/** Where clients that verify find the certificate, as they would RDS's bundle. */
export function certificateFile(directory: string): string {
  return path.join(directory, 'rds-ca.pem')
}

export async function loadCertificate(directory: string): Promise<Certificate> {
  const certFile = certificateFile(directory)
  const keyFile = path.join(directory, 'rds-key.pem')
  if ((await exists(certFile)) && (await exists(keyFile))) {
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') }
  }
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // Virtual time may be years away from the time in which TLS is checked.
    notBeforeDate: new Date(Date.UTC(2020, 0, 1)),
    notAfterDate: new Date(Date.UTC(2049, 0, 1)),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  await mkdir(directory, { recursive: true })
  await writeFile(keyFile, made.private, { mode: 0o600 })
  await chmod(keyFile, 0o600)
  await writeFile(certFile, made.cert)
  return { key: made.private, cert: made.cert }
}
