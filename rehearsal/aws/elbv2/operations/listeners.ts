/** Listeners: create, describe, modify, delete. */
import type { Input } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { forwards, listener, loadBalancer, resourceId, targetGroup } from '../names.ts'
import type { Action, ElbState, Listener } from '../state.ts'
import { listenerView } from '../views.ts'
import { removeListener } from './load-balancers.ts'
import type { ElbOperation } from './shared.ts'
import { allowed, describes, list, need, page, taggingPermissions, tagsOf } from './shared.ts'

export const createListener: ElbOperation = {
  needs: (input, context) => {
    const resource = String(input.LoadBalancerArn)
    const made = context.arn(`${resource.split(':').slice(5).join(':').replace('loadbalancer/', 'listener/')}/*`)
    return [allowed('CreateListener', resource), ...taggingPermissions(input, 'CreateListener', made)]
  },
  run(input, context) {
    const balancer = loadBalancer(context.state, need(input, 'LoadBalancerArn'))
    const port = Number(input.Port)
    const used = Object.values(context.state.listeners).some(
      (e) => e.loadBalancerArn === balancer.arn && e.port === port,
    )
    if (used) throw new AwsError('DuplicateListener', 'A listener with the specified port already exists.')
    const base = balancer.arn.replace(':loadbalancer/', ':listener/')
    const arn = `${base}/${resourceId(context, 'listener')}`
    const made: Listener = {
      arn,
      loadBalancerArn: balancer.arn,
      port,
      protocol: String(input.Protocol),
      certificates: list<{ CertificateArn: string }>(input.Certificates),
      ...(input.SslPolicy === undefined ? {} : { sslPolicy: String(input.SslPolicy) }),
      ...(input.AlpnPolicy === undefined ? {} : { alpnPolicy: list(input.AlpnPolicy) }),
      defaultActions: readActions(context.state, input.DefaultActions),
      defaultRuleArn: `${arn.replace(':listener/', ':listener-rule/')}/${resourceId(context, 'rule')}`,
    }
    if (made.protocol === 'HTTPS' && made.certificates.length === 0) {
      throw new AwsError('ValidationError', 'A certificate must be specified for HTTPS listeners')
    }
    context.state.listeners[arn] = made
    context.state.tags[arn] = tagsOf(input)
    return { Listeners: [listenerView(made)] }
  },
}

/** Actions as they came, once their target groups are known to exist; weights become numbers. */
export function readActions(state: ElbState, value: unknown): Action[] {
  const actions = list<Action>(value)
  if (actions.length === 0) throw new AwsError('ValidationError', 'At least one action must be specified')
  return actions.map((action) => {
    const groups = forwards(action)
    for (const group of groups) targetGroup(state, group.arn)
    if (groups.length === 0) return action
    const config = action.ForwardConfig as Record<string, unknown> | undefined
    return {
      ...action,
      ForwardConfig: {
        TargetGroupStickinessConfig: { Enabled: false },
        ...config,
        TargetGroups: groups.map((group) => ({ TargetGroupArn: group.arn, Weight: group.weight })),
      },
      ...(groups.length === 1 && groups[0] !== undefined ? { TargetGroupArn: groups[0].arn } : {}),
    }
  })
}

export const describeListeners: ElbOperation = {
  needs: () => describes('DescribeListeners'),
  run(input, context) {
    const arns = list(input.ListenerArns)
    const { items, ...rest } = page(
      arns.length > 0 ? arns.map((arn) => listener(context.state, arn)) : ofBalancer(input),
      input,
    )
    return { Listeners: items.map(listenerView), ...rest }

    function ofBalancer(from: Input): Listener[] {
      const arn = loadBalancer(context.state, need(from, 'LoadBalancerArn')).arn
      return Object.values(context.state.listeners).filter((each) => each.loadBalancerArn === arn)
    }
  },
}

export const modifyListener: ElbOperation = {
  needs: (input) => [allowed('ModifyListener', String(input.ListenerArn))],
  run(input, context) {
    const changed = listener(context.state, need(input, 'ListenerArn'))
    if (input.DefaultActions !== undefined) changed.defaultActions = readActions(context.state, input.DefaultActions)
    if (input.Port !== undefined) changed.port = Number(input.Port)
    if (input.Protocol !== undefined) changed.protocol = String(input.Protocol)
    if (input.SslPolicy !== undefined) changed.sslPolicy = String(input.SslPolicy)
    if (input.Certificates !== undefined) changed.certificates = list<{ CertificateArn: string }>(input.Certificates)
    return { Listeners: [listenerView(changed)] }
  },
}

export const deleteListener: ElbOperation = {
  needs: (input) => [allowed('DeleteListener', String(input.ListenerArn))],
  run(input, context) {
    removeListener(context, listener(context.state, need(input, 'ListenerArn')).arn)
    return {}
  },
}
