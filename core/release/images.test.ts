import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pushImage } from '#rehearsal/aws/ecr/repositories.ts'
import { ecr } from '#rehearsal/aws/ecr/room.ts'
import { createResource, openTestAccount } from '#rehearsal/aws/kernel/testing.ts'
import { createSession } from '../aws/session.ts'
import { ecrRepository, parseImageReference } from './image-reference.ts'
import { resolveImages } from './images.ts'

const digest = `sha256:${'a1'.repeat(32)}`
const manifest = '{"schemaVersion":2}'

test.each([
  ['nginx', 'registry-1.docker.io', 'library/nginx', undefined],
  ['nginx:1.27', 'registry-1.docker.io', 'library/nginx', '1.27'],
  ['grafana/grafana:11', 'registry-1.docker.io', 'grafana/grafana', '11'],
  ['docker.io/nginx', 'registry-1.docker.io', 'library/nginx', undefined],
  ['ghcr.io/a/b/c:v1', 'ghcr.io', 'a/b/c', 'v1'],
  ['localhost/a:1', 'localhost', 'a', '1'],
  ['127.0.0.1:5000/a', '127.0.0.1:5000', 'a', undefined],
])('%s is of %s', (text, host, repository, tag) => {
  expect(parseImageReference(text)).toMatchObject({ host, repository, tag, digest: undefined })
})

test.each(['', 'Nginx', 'a/b@sha256:12', 'a b', 'https://ghcr.io/a', 'a:', `a@sha512:${'0'.repeat(128)}`])(
  '%j is no image reference',
  (text) => {
    expect(parseImageReference(text)).toBeUndefined()
  },
)

test.each([
  ['111122223333.dkr.ecr.us-west-1.amazonaws.com/backend:1', 'us-west-1'],
  ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/backend', 'us-gov-west-1'],
  ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/backend', 'cn-north-1'],
  ['111122223333.dkr-ecr.eu-central-1.on.aws/backend', 'eu-central-1'],
  ['public.ecr.aws/nginx/nginx:1', undefined],
  ['111122223333.dkr.ecr.us-west-1.amazonaws.com.example.org/backend', undefined],
])('%s is of ECR in %s', (text, region) => {
  const reference = parseImageReference(text)

  expect(reference && ecrRepository(reference)?.region).toBe(region)
})

const noEcr = {
  ecrSession: () => {
    throw new Error('Amazon ECR is not to be asked')
  },
}

let registry: Server
let address: string

/** A registry with a token server: `public` is for all, `plain` says no digest, `secret` is for nobody. */
beforeAll(async () => {
  registry = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${address}`)
    if (url.pathname === '/token') {
      const scope = url.searchParams.get('scope')
      if (url.searchParams.get('service') !== 'test' || scope !== 'repository:public:pull')
        return response.writeHead(403).end()
      return response.end(JSON.stringify({ token: 'anonymous' }))
    }
    const [, name, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? []
    if (name === 'plain' && tag === 'v1') return response.end(request.method === 'HEAD' ? undefined : manifest)
    if (request.headers.authorization !== 'Bearer anonymous') {
      const scope = `repository:${name}:pull`
      const challenge = `Bearer realm="http://${address}/token",service="test",scope="${scope}"`
      return response.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    if (tag !== 'v1' || !request.headers.accept?.includes('application/vnd.oci.image.index.v1+json')) {
      return response.writeHead(404).end()
    }
    return response.writeHead(200, { 'docker-content-digest': digest }).end()
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  address = `127.0.0.1:${(registry.address() as AddressInfo).port}`
})

afterAll(() => void registry.close())

test('digests are kept, tags are resolved with an anonymous token, or by hashing the manifest', async () => {
  const wanted = [
    { name: 'kept', reference: `ghcr.io/a/b:v2@${digest}` },
    { name: 'public', reference: `${address}/public:v1` },
    { name: 'plain', reference: `${address}/plain:v1` },
  ]

  const images = await resolveImages(wanted, noEcr)

  expect(images).toEqual({
    kept: { reference: `ghcr.io/a/b@${digest}`, digest, source: `ghcr.io/a/b:v2@${digest}` },
    public: { reference: `${address}/public@${digest}`, digest, source: `${address}/public:v1` },
    plain: expect.objectContaining({ digest: `sha256:${createHash('sha256').update(manifest).digest('hex')}` }),
  })
})

test('every image that can’t be resolved is named with its place and the reason, in one error', async () => {
  const location = { file: 'environments/system.yml', line: 7 }
  const wanted = [
    { name: 'missing', reference: `${address}/public:v9`, location },
    { name: 'secret', reference: `${address}/secret:v1` },
    { name: 'nowhere', reference: '127.0.0.1:9/a:v1' },
    { name: 'nonsense', reference: 'No Image' },
  ]

  const error = await resolveImages(wanted, noEcr).catch((thrown: unknown) => thrown)

  expect(error).toMatchObject({ fault: 'user', code: 'unresolvable-image', location })
  const lines = (error as Error).message.split('\n')
  expect(lines).toEqual([
    `environments/system.yml:7: the image "missing" (${address}/public:v9) can't be released: ${address} has no tag "v9" in public`,
    expect.stringMatching(/"secret".*wants credentials/),
    expect.stringMatching(/"nowhere".*could not be reached.*ECONNREFUSED/),
    expect.stringMatching(/"nonsense".*not an image reference/),
  ])
})

test('images of Amazon ECR are resolved through its API', async () => {
  await using account = await openTestAccount({ rooms: [ecr] })
  await createResource(account, 'AWS::ECR::Repository', { RepositoryName: 'backend' })
  const pushed = pushImage(account.world, account, 'backend', { tags: ['v1'] })
  process.env.AWS_ENDPOINT_URL = account.url
  const session = createSession({ region: account.region, credentials: async () => account.config.credentials })
  const host = `${account.account}.dkr.ecr.${account.region}.amazonaws.com`

  const images = await resolveImages([{ name: 'backend', reference: `${host}/backend:v1` }], {
    ecrSession: async () => session,
  })
  const refused = await resolveImages(
    [
      { name: 'backend', reference: `${host}/backend:v2` },
      { name: 'other', reference: `${host}/other` },
    ],
    { ecrSession: async () => session },
  ).catch((thrown: unknown) => thrown)

  expect(images.backend?.reference).toBe(`${host}/backend@${pushed.digest}`)
  expect((refused as Error).message).toMatch(/has no tag "v2"\n.*has no repository other in us-west-1/)
})
