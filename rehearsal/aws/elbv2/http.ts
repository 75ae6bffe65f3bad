/** What a visitor of a load balancer gets right now. Sources: spec.md, 'Routing'. */
import type { World } from '../kernel/types.ts'
import { findByHost, forwards, loadBalancersOf } from './names.ts'
import type { Action, Condition, ElbState, Listener, Target, TargetGroup } from './state.ts'
import { elbService } from './state.ts'
import { currentAnswer, targetHealth } from './target-health.ts'
import { presentTargets } from './targets.ts'

export interface HttpAnswer {
  status: number
  body: string
  latencyMs: number
  headers: Record<string, string>
}

export interface HttpQuestion {
  method?: string
  /** The listener's port; default 80. */
  port?: number
  /** Lower-case names. */
  headers?: Record<string, string>
}

/** undefined: no load balancer has that DNS name, or none of its listeners has that port (connection refused). */
export function answerHttp(
  world: World,
  hostname: string,
  path: string,
  question: HttpQuestion = {},
): HttpAnswer | undefined {
  const found = findByHost(world, hostname)
  if (found === undefined || world.now() < found.balancer.activeAt) return undefined
  const state = world.state<ElbState>(elbService, found.place)
  const port = question.port ?? 80
  const listener = Object.values(state.listeners).find(
    (each) => each.loadBalancerArn === found.balancer.arn && each.port === port,
  )
  if (listener === undefined) return undefined
  const action = chooseAction(state, listener, { hostname, path, ...question })
  return perform(world, state, action, { hostname, path, port })
}

function chooseAction(
  state: ElbState,
  listener: Listener,
  request: HttpQuestion & { hostname: string; path: string },
): Action | undefined {
  const rules = Object.values(state.rules)
    .filter((rule) => rule.listenerArn === listener.arn)
    .sort((one, other) => one.priority - other.priority)
  const rule = rules.find((each) => each.conditions.every((condition) => holds(condition, request)))
  return (rule?.actions ?? listener.defaultActions).findLast((action) => !action.Type.startsWith('authenticate'))
}

function perform(
  world: World,
  state: ElbState,
  action: Action | undefined,
  request: { hostname: string; path: string; port: number },
): HttpAnswer {
  const type = action?.Type.toLowerCase()
  if (type === 'fixed-response') {
    const config = action?.FixedResponseConfig as { StatusCode?: unknown; MessageBody?: string } | undefined
    return reply(Number(config?.StatusCode ?? 200), config?.MessageBody ?? '', 2)
  }
  if (type === 'redirect') {
    const config = (action?.RedirectConfig ?? {}) as Record<string, string>
    const protocol = (config.Protocol ?? '#{protocol}').replace('#{protocol}', 'http').toLowerCase()
    const port = (config.Port ?? '#{port}').replace('#{port}', String(request.port))
    const host = (config.Host ?? '#{host}').replace('#{host}', request.hostname)
    const target = (config.Path ?? '/#{path}').replace('/#{path}', request.path)
    const status = config.StatusCode === 'HTTP_302' ? 302 : 301
    return reply(status, '', 2, { location: `${protocol}://${host}:${port}${target}` })
  }
  const group = action === undefined ? undefined : chooseGroup(world, state, action)
  return group === undefined ? unavailable() : fromGroup(world, state, group)
}

function chooseGroup(world: World, state: ElbState, action: Action): TargetGroup | undefined {
  const groups = forwards(action).filter((group) => group.weight > 0)
  const total = groups.reduce((sum, group) => sum + group.weight, 0)
  let point = groups.length > 1 ? world.random() * total : 0
  for (const group of groups) {
    point -= group.weight
    if (point < 0) return state.targetGroups[group.arn]
  }
  return undefined
}

/** Only unhealthy targets: the load balancer fails open and asks them all the same. */
function fromGroup(world: World, state: ElbState, group: TargetGroup): HttpAnswer {
  const now = world.now()
  const inUse = loadBalancersOf(state, group.arn).length > 0
  const byState = (wanted: string): Target[] =>
    presentTargets(group, now).filter((target) => targetHealth(group, target, inUse, now).state === wanted)
  const healthy = byState('healthy')
  const open = healthy.length > 0 ? healthy : byState('unhealthy')
  const target = open.length > 1 ? open[Math.floor(world.random() * open.length)] : open[0]
  if (target === undefined) return unavailable()
  const answer = currentAnswer(target, now)
  if (answer === undefined || typeof answer.check !== 'number') {
    return reply(answer?.check === 'timeout' ? 504 : 502, '', 30)
  }
  return reply(answer.page, answer.body, 20 + (Number.parseInt(world.hex(`latency/${target.id}`, 2), 16) % 40))
}

function unavailable(): HttpAnswer {
  return reply(503, '503 Service Temporarily Unavailable', 3)
}

function reply(status: number, body: string, latencyMs: number, headers: Record<string, string> = {}): HttpAnswer {
  return { status, body, latencyMs, headers: { server: 'awselb/2.0', ...headers } }
}

function holds(condition: Condition, request: HttpQuestion & { hostname: string; path: string }): boolean {
  const [path = '/', query = ''] = request.path.split('?')
  const values = (config: string): string[] => {
    const own = condition[config] as { Values?: string[] } | undefined
    return own?.Values ?? (condition.Values as string[] | undefined) ?? []
  }
  switch (condition.Field) {
    case 'path-pattern':
      return values('PathPatternConfig').some((pattern) => like(pattern, path))
    case 'host-header':
      return values('HostHeaderConfig').some((pattern) => like(pattern.toLowerCase(), request.hostname.toLowerCase()))
    case 'http-request-method':
      return values('HttpRequestMethodConfig').includes(request.method ?? 'GET')
    case 'http-header': {
      const name = (condition.HttpHeaderConfig as { HttpHeaderName?: string } | undefined)?.HttpHeaderName ?? ''
      const value = request.headers?.[name.toLowerCase()]
      return value !== undefined && values('HttpHeaderConfig').some((pattern) => like(pattern, value))
    }
    case 'query-string': {
      const wanted = (condition.QueryStringConfig as { Values?: { Key?: string; Value: string }[] } | undefined)?.Values
      const given = [...new URLSearchParams(query)]
      return (wanted ?? []).some((pair) =>
        given.some(([key, value]) => (pair.Key === undefined || like(pair.Key, key)) && like(pair.Value, value)),
      )
    }
    default:
      return false
  }
}

/** `*` stands for any text, `?` for one character. */
function like(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text)
}
