/** Targets by hand. What such a target answers is not simulated: it passes its health checks and says nothing. */
import type { Input } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { targetGroup } from '../names.ts'
import { deregister, presentTargets, register } from '../targets.ts'
import { targetHealthView } from '../views.ts'
import type { ElbOperation } from './shared.ts'
import { allowed, describes, list, need } from './shared.ts'

interface TargetDescription {
  Id: string
  Port?: unknown
  AvailabilityZone?: string
}

function readTargets(input: Input): TargetDescription[] {
  return list<TargetDescription>(input.Targets)
}

export const registerTargets: ElbOperation = {
  needs: (input) => [allowed('RegisterTargets', String(input.TargetGroupArn))],
  run(input, context) {
    const group = targetGroup(context.state, need(input, 'TargetGroupArn'))
    for (const { Id, Port, AvailabilityZone } of readTargets(input)) {
      const zone = AvailabilityZone === undefined ? {} : { zone: AvailabilityZone }
      const target = { id: Id, port: Number(Port ?? group.port), ...zone }
      register({ world: context.world, place: context, arn: group.arn }, target, { check: 200, page: 200, body: '' })
    }
    return {}
  },
}

export const deregisterTargets: ElbOperation = {
  needs: (input) => [allowed('DeregisterTargets', String(input.TargetGroupArn))],
  run(input, context) {
    const group = targetGroup(context.state, need(input, 'TargetGroupArn'))
    for (const { Id, Port } of readTargets(input)) {
      deregister({ world: context.world, place: context, arn: group.arn }, { id: Id, port: Number(Port ?? group.port) })
    }
    return {}
  },
}

export const describeTargetHealth: ElbOperation = {
  needs: () => describes('DescribeTargetHealth'),
  run(input, context) {
    const group = targetGroup(context.state, need(input, 'TargetGroupArn'))
    const present = presentTargets(group, context.now)
    const asked = readTargets(input)
    const chosen = asked.map((target) => {
      const port = Number(target.Port ?? group.port)
      const found = present.find((each) => each.id === target.Id && each.port === port)
      return found ?? { id: target.Id, port }
    })
    const wanted = asked.length > 0 ? chosen : present
    return {
      TargetHealthDescriptions: wanted.map((target) =>
        'registeredAt' in target ? targetHealthView(context.state, group, target, context.now) : notRegistered(target),
      ),
    }
  },
}

function notRegistered(target: { id: string; port: number }): Record<string, unknown> {
  if (target.id === '') throw new AwsError('InvalidTarget', 'The target id is empty')
  return {
    Target: { Id: target.id, Port: target.port },
    TargetHealth: {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    },
  }
}
