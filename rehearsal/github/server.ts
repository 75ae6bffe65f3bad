/** The simulated GitHub over HTTP: the REST API, the identity tokens and the issuer's public documents. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Principal } from './credentials.ts'
import { GitHub, type GitHubOptions } from './github.ts'
import { accessOf, allows } from './permissions.ts'
import { matchRoute, RestError, type Route, type RouteReply } from './router.ts'
import { contentRoutes } from './routes/contents.ts'
import { deploymentRoutes } from './routes/deployments.ts'
import { environmentRoutes } from './routes/environments.ts'
import { issueRoutes } from './routes/issues.ts'
import { runRoutes } from './routes/runs.ts'
import { actorView } from './views.ts'

const routes: readonly Route[] = [
  ...contentRoutes,
  ...deploymentRoutes,
  ...environmentRoutes,
  ...issueRoutes,
  ...runRoutes,
]

export type RunningGitHub = GitHub & { close(): Promise<void> }

/** Listens on a free port of 127.0.0.1. */
export async function startGitHub(options: GitHubOptions): Promise<RunningGitHub> {
  const github = new GitHub(options)
  const server = createServer((request, response) => void answer(github, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(github, { close: () => closeServer(server) })
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function answer(github: GitHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  // The caller was killed in the middle of its request: nothing arrived, as on a real connection.
  if (body === undefined) return
  const reply = await replyTo(github, request, body)
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body)
  const { authorization, ...headers } = request.headers
  github.calls.push({
    at: github.clock.now(),
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
    status: reply.status,
    reply: request.url?.startsWith('/_apis/') ? '' : text,
  })
  response.writeHead(reply.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-github-request-id': `R${github.calls.length}`,
    ...reply.headers,
  })
  response.end(text)
}

async function replyTo(github: GitHub, request: IncomingMessage, body: string): Promise<RouteReply> {
  const address = new URL(request.url ?? '/', github.url)
  const method = request.method ?? 'GET'
  try {
    if (address.pathname === '/.well-known/jwks') return { status: 200, body: github.jwks() }
    if (address.pathname === '/.well-known/openid-configuration') return { status: 200, body: discovery(github) }
    if (address.pathname.startsWith('/_apis/oidc/')) return identity(github, request, address)
    if (method === 'GET' && address.pathname === '/user') return user(github, request)
    const base = `/repos/${github.fullName}`
    const inside = decodeURI(address.pathname).toLowerCase().startsWith(base.toLowerCase())
    const path = inside ? address.pathname.slice(base.length) : undefined
    const found = path === undefined ? undefined : matchRoute(routes, method, path)
    if (!found) throw new RestError(501, `the simulated GitHub does not know ${method} ${address.pathname}`)
    const principal = authenticate(github, request)
    authorize(found.route, principal)
    return await found.route.run({
      github,
      principal,
      params: found.params,
      query: address.searchParams,
      body: parseBody(body),
      address: `${github.url}${address.pathname}`,
    })
  } catch (error) {
    return failure(error)
  }
}

function failure(error: unknown): RouteReply {
  if (error instanceof RestError) {
    return {
      status: error.status,
      body: {
        message: error.message,
        ...(error.errors.length > 0 ? { errors: error.errors } : {}),
        documentation_url: 'https://docs.github.com/rest',
        status: String(error.status),
      },
    }
  }
  return {
    status: 500,
    body: { message: `the simulated GitHub failed: ${error instanceof Error ? error.stack : String(error)}` },
  }
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function authenticate(github: GitHub, request: IncomingMessage): Principal {
  const token = bearerOf(request)
  if (token === undefined) throw new RestError(401, 'Requires authentication')
  const principal = github.credentials.principal(token)
  if (!principal) throw new RestError(401, 'Bad credentials')
  return principal
}

/** GitHub's answer to a GITHUB_TOKEN that lacks a permission, with the header that says which one. */
function authorize(route: Route, principal: Principal): void {
  if (principal.kind === 'person') return
  if (route.peopleOnly) throw new RestError(403, 'Resource not accessible by integration')
  const allowed = route.permissions.some(({ scope, access }) => allows(principal.permissions, scope, access))
  if (allowed) return
  const needed = route.permissions.map(
    ({ scope, access }) => `${scope}=${access} (is ${accessOf(principal.permissions, scope)})`,
  )
  throw new RestError(403, 'Resource not accessible by integration', [`needs ${needed.join(' or ')}`])
}

/** Who a person's token belongs to; an installation's token, such as GITHUB_TOKEN, belongs to nobody. */
function user(github: GitHub, request: IncomingMessage): RouteReply {
  const principal = authenticate(github, request)
  if (principal.kind === 'job') throw new RestError(403, 'Resource not accessible by integration')
  return { status: 200, body: actorView(github, principal.actor) }
}

function identity(github: GitHub, request: IncomingMessage, address: URL): RouteReply {
  const grant = github.credentials.oidcGrant(bearerOf(request) ?? '')
  const jobId = /^\/_apis\/oidc\/jobs\/(\d+)\/idtoken$/.exec(address.pathname)?.[1]
  if (!grant || Number(jobId) !== grant.jobId)
    throw new RestError(401, 'the identity token was asked for without the bearer of a job under way')
  const value = github.identityToken(grant.subject, address.searchParams.get('audience') ?? undefined)
  return { status: 200, body: { count: value.length, value } }
}

function discovery(github: GitHub) {
  return {
    issuer: github.issuer,
    jwks_uri: `${github.issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  }
}

function parseBody(body: string): Record<string, unknown> {
  if (body === '') return {}
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (cause) {
    throw Object.assign(new RestError(400, 'Problems parsing JSON'), { cause })
  }
  throw new RestError(400, 'Body should be a JSON object')
}

function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('close', () => resolve(undefined))
    request.on('error', () => resolve(undefined))
  })
}
