/** What the load balancer says about the service's targets, and how it asks them. */

import type { Service } from '@aws-sdk/client-ecs'
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type TargetGroup,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { explainAwsError } from '../aws/access-error.ts'
import { createClient } from '../aws/session.ts'
import type { EcsContext } from './context.ts'

/** 'backend:8000 behind GROUP is asked HTTP GET /health, expects 200', then one line for each target that isn't healthy. */
export async function readTargetHealth({ session }: EcsContext, service: Service): Promise<string[]> {
  const uses = (service.loadBalancers ?? []).filter((use) => use.targetGroupArn !== undefined)
  if (uses.length === 0) return []
  const client = createClient(session, ElasticLoadBalancingV2Client)
  const explain = (thrown: unknown) => {
    throw explainAwsError(thrown, 'reading the health of the targets')
  }
  const lines: string[] = []
  for (const { targetGroupArn = '', containerName, containerPort } of uses) {
    const groups = await client
      .send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }))
      .catch(explain)
    const group = groups.TargetGroups?.[0]
    if (group) lines.push(`${containerName}:${containerPort} behind ${group.TargetGroupName} is asked ${check(group)}`)
    const health = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })).catch(explain)
    lines.push(...(health.TargetHealthDescriptions ?? []).flatMap(unhealthyLine))
  }
  return lines
}

function check(group: TargetGroup): string {
  const { HealthCheckProtocol: protocol, HealthCheckPath: path, HealthCheckPort: port, Matcher } = group
  const where = port && port !== 'traffic-port' ? ` on port ${port}` : ''
  const expects = Matcher?.HttpCode ?? Matcher?.GrpcCode
  return `${protocol}${path ? ` ${path}` : ''}${where}${expects ? `, expects ${expects}` : ''}`
}

function unhealthyLine({ Target, TargetHealth }: TargetHealthDescription): string[] {
  const { State: state, Reason: reason, Description: description } = TargetHealth ?? {}
  if (state === 'healthy') return []
  return [
    `${Target?.Id}:${Target?.Port} is ${state}${reason ? `: ${reason}` : ''}${description ? `, ${description}` : ''}`,
  ]
}
