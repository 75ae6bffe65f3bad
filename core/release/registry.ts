/**
 * Asks a registry for the digest of a tag, through the OCI distribution API (specification: HEAD
 * /v2/NAME/manifests/TAG answers Docker-Content-Digest), with the anonymous token that registries hand out
 * for public images (distribution documentation, "Token Authentication").
 */
import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import type { HttpClient, HttpClientResponse } from '@actions/http-client'
import { createHttpClient } from '../http.ts'
import type { ImageReference } from './image-reference.ts'
import { digestPattern } from './manifest.ts'

export type Resolved = { ok: true; digest: string } | { ok: false; why: string }

// An index before a manifest, so that an image for several platforms keeps all of them.
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** Never throws for what a registry answers, or that it does not answer. */
export async function resolveTag(reference: ImageReference, tag: string): Promise<Resolved> {
  const http = await createHttpClient('fairway', [], { allowRetries: true, maxRetries: 3, socketTimeout: 20_000 })
  const { host, repository } = reference
  const url = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${repository}/manifests/${tag}`
  try {
    return await askManifest(http, url, { host, repository, tag })
  } catch (thrown) {
    return { ok: false, why: `${host} could not be reached: ${reason(thrown)}` }
  }
}

interface Asked {
  host: string
  repository: string
  tag: string
}

async function askManifest(http: HttpClient, url: string, asked: Asked): Promise<Resolved> {
  const { host, repository, tag } = asked
  let headers: OutgoingHttpHeaders = { accept }
  let answer = await send(http, 'HEAD', url, headers)
  if (answer.status === 401) {
    const token = await anonymousToken(http, answer.response.message.headers['www-authenticate'], repository)
    if (!token.ok) return { ok: false, why: `${host} wants credentials: ${token.why}` }
    headers = { accept, authorization: `Bearer ${token.value}` }
    answer = await send(http, 'HEAD', url, headers)
  }
  if (answer.status === 404) return { ok: false, why: `${host} has no tag "${tag}" in ${repository}` }
  if (answer.status === 401 || answer.status === 403) {
    return { ok: false, why: `${host} does not let anybody read ${repository} (HTTP ${answer.status})` }
  }
  if (answer.status !== 200) return { ok: false, why: `${host} answered HTTP ${answer.status}` }
  const digest = answer.response.message.headers['docker-content-digest']
  if (typeof digest === 'string' && digestPattern.test(digest)) return { ok: true, digest }
  // The header is optional; the digest is that of the manifest's bytes.
  const { status, body } = await send(http, 'GET', url, headers)
  if (status !== 200) return { ok: false, why: `${host} answered HTTP ${status}` }
  return { ok: true, digest: `sha256:${createHash('sha256').update(body).digest('hex')}` }
}

async function anonymousToken(http: HttpClient, header: string | undefined, repository: string) {
  const challenge = parseChallenge(header ?? '')
  if (!challenge.realm) return { ok: false, why: 'it offers no token for anonymous reading' } as const
  const url = new URL(challenge.realm)
  if (challenge.service) url.searchParams.set('service', challenge.service)
  url.searchParams.set('scope', challenge.scope ?? `repository:${repository}:pull`)
  const { status, body } = await send(http, 'GET', url.href, { accept: 'application/json' })
  if (status !== 200) return { ok: false, why: `${url.host} answered HTTP ${status}` } as const
  const answer = JSON.parse(body.toString('utf8')) as { token?: string; access_token?: string }
  const value = answer.token ?? answer.access_token
  return value ? ({ ok: true, value } as const) : ({ ok: false, why: `${url.host} gave no token` } as const)
}

/** `Bearer realm="…",service="…",scope="…"` → its parameters; empty for any other scheme. */
function parseChallenge(header: string): { realm?: string; service?: string; scope?: string } {
  if (!/^bearer\s/i.test(header)) return {}
  return Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
}

async function send(http: HttpClient, verb: 'HEAD' | 'GET', url: string, headers: OutgoingHttpHeaders) {
  const response: HttpClientResponse = await http.request(verb, url, null, headers)
  const body = await readAll(response)
  return { response, status: response.message.statusCode ?? 0, body }
}

async function readAll({ message }: HttpClientResponse): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host)
}

function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.message || (thrown as NodeJS.ErrnoException).code || thrown.name
}
