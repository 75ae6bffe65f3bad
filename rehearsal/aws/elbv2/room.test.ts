import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { expect, test } from 'vitest'
import { openTestAccount } from '../kernel/testing.ts'
import type { HandlerContext } from '../kernel/types.ts'
import { answerHttp } from './http.ts'
import { elbv2 } from './room.ts'

async function openBalancer() {
  const account = await openTestAccount({ rooms: [elbv2] })
  const client = new ElasticLoadBalancingV2Client(account.config)
  const made = await client.send(
    new CreateLoadBalancerCommand({ Name: 'web', Subnets: ['a', 'b'], Tags: [{ Key: 'Owner', Value: 'platform' }] }),
  )
  const groups = await client.send(
    new CreateTargetGroupCommand({
      ...{ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' },
      ...{ HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2 },
    }),
  )
  const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? ''
  const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? ''
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }]
  const listeners = await client.send(
    new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }),
  )
  await account.advance(180)
  const host = made.LoadBalancers?.[0]?.DNSName ?? ''
  const ListenerArn = listeners.Listeners?.[0]?.ListenerArn ?? ''
  return {
    account,
    client,
    host,
    LoadBalancerArn,
    TargetGroupArn,
    ListenerArn,
    [Symbol.asyncDispose]: () => account.close(),
  }
}

test('what was created is described over the wire', async () => {
  await using lb = await openBalancer()

  const balancers = await lb.client.send(new DescribeLoadBalancersCommand({ Names: ['web'] }))
  const groups = await lb.client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: lb.LoadBalancerArn }))
  const attributes = await lb.client.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: lb.TargetGroupArn }),
  )
  const tags = await lb.client.send(new DescribeTagsCommand({ ResourceArns: [lb.LoadBalancerArn] }))

  expect(balancers.LoadBalancers?.[0]).toMatchObject({ State: { Code: 'active' }, Scheme: 'internet-facing' })
  expect(balancers.LoadBalancers?.[0]?.DNSName).toMatch(/^web-\d+\.us-west-1\.elb\.amazonaws\.com$/)
  expect(groups.TargetGroups?.[0]).toMatchObject({
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/',
  })
  expect(attributes.Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '300' })
  expect(tags.TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'Owner', Value: 'platform' }])
})

test('a target is initial, healthy, draining and then gone', async () => {
  await using lb = await openBalancer()
  const Targets = [{ Id: '10.0.0.9', Port: 80 }]
  const state = async () => {
    const output = await lb.client.send(new DescribeTargetHealthCommand({ TargetGroupArn: lb.TargetGroupArn, Targets }))
    const { TargetHealth } = output.TargetHealthDescriptions?.[0] ?? {}
    return [TargetHealth?.State, TargetHealth?.Reason]
  }

  await lb.client.send(new RegisterTargetsCommand({ TargetGroupArn: lb.TargetGroupArn, Targets }))

  expect(await state()).toEqual(['initial', 'Elb.RegistrationInProgress'])
  await lb.account.advance(20)
  expect(await state()).toEqual(['healthy', undefined])
  await lb.client.send(new DeregisterTargetsCommand({ TargetGroupArn: lb.TargetGroupArn, Targets }))
  expect(await state()).toEqual(['draining', 'Target.DeregistrationInProgress'])
  await lb.account.advance(300)
  expect(await state()).toEqual(['unused', 'Target.NotRegistered'])
})

test.each([
  ['LoadBalancerNotFound', new DescribeLoadBalancersCommand({ Names: ['other'] })],
  ['TargetGroupNotFound', new DescribeTargetHealthCommand({ TargetGroupArn: 'arn:other' })],
])('%s is the error for what does not exist', async (code, command) => {
  await using lb = await openBalancer()

  const refused = lb.client.send(command as DescribeLoadBalancersCommand)

  // The query protocol's codes are class names with an `Exception` at the end in the SDK.
  await expect(refused).rejects.toThrow(expect.objectContaining({ name: `${code}Exception` }))
})

test('rules are tried in order of priority before the default', async () => {
  await using lb = await openBalancer()
  const text = (MessageBody: string) => ({
    Type: 'fixed-response' as const,
    FixedResponseConfig: { StatusCode: '200', MessageBody, ContentType: 'text/plain' },
  })
  const rule = (Priority: number, pattern: string) =>
    lb.client.send(
      new CreateRuleCommand({
        ...{ ListenerArn: lb.ListenerArn, Priority, Actions: [text(pattern)] },
        Conditions: [{ Field: 'path-pattern', Values: [pattern] }],
      }),
    )

  await rule(20, '/api/*')
  await rule(10, '/api/v2/*')

  const body = (path: string) => answerHttp(lb.account.world, lb.host, path)?.body
  expect([body('/api/v2/users'), body('/api/users?x=1')]).toEqual(['/api/v2/*', '/api/*'])
  expect(answerHttp(lb.account.world, lb.host, '/')?.status).toBe(503)
  const rules = await lb.client.send(new DescribeRulesCommand({ ListenerArn: lb.ListenerArn }))
  expect(rules.Rules?.map((each) => each.Priority)).toEqual(['10', '20', 'default'])
})

test('no load balancer of that name, or no listener on that port: nobody answers', async () => {
  await using lb = await openBalancer()
  const ask = (host: string, port: number) => answerHttp(lb.account.world, host, '/', { port })

  expect(ask('web-1.us-west-1.elb.amazonaws.com', 80)).toBeUndefined()
  expect(ask(lb.host, 8080)).toBeUndefined()
})

test('CloudFormation gets the attributes that templates ask for', async () => {
  await using account = await openTestAccount({ rooms: [elbv2] })
  const { world, account: id, region, clock } = account
  const caller = { account: id, arn: 'arn:aws:iam::111122223333:user/admin', administrator: true }
  const context = (): HandlerContext => ({
    ...{
      account: id,
      region,
      world,
      now: clock.now(),
      stackName: 'fargate-dev-ingress',
      logicalId: 'LoadBalancer',
      caller,
    },
    tags: { Environment: 'dev' },
  })
  const handler = (name: string) => {
    const found = world.handler(`AWS::ElasticLoadBalancingV2::${name}`)
    if (found === undefined) throw new Error(`no handler for ${name}`)
    return found
  }

  const properties = {
    Subnets: ['a', 'b'],
    LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }],
  }
  const balancer = await handler('LoadBalancer').create(properties, context())
  const group = await handler('TargetGroup').create(
    { Port: 80, Protocol: 'HTTP', VpcId: 'v', TargetType: 'ip' },
    context(),
  )
  const early = handler('LoadBalancer').stabilized?.(balancer.physicalId, properties, context())
  await account.advance(180)

  expect(early).toBe('pending')
  expect(handler('LoadBalancer').stabilized?.(balancer.physicalId, properties, context())).toBe('ready')
  expect(String(balancer.attributes.LoadBalancerName).length).toBeLessThanOrEqual(32)
  expect(balancer.attributes.LoadBalancerFullName).toMatch(/^app\/.*LoadBalancer.*\/[0-9a-f]{16}$/)
  expect(group.attributes.TargetGroupFullName).toMatch(/^targetgroup\/.*\/[0-9a-f]{16}$/)
})
