/** A service in a simulated account and what rolling it out needs, for tests; nothing that ships imports this. */
import { cloudwatch } from '#rehearsal/aws/cloudwatch/room.ts'
import { ecs } from '#rehearsal/aws/ecs/room.ts'
import { createTestService, type TestServiceOptions, testImage } from '#rehearsal/aws/ecs/testing.ts'
import { elbv2 } from '#rehearsal/aws/elbv2/room.ts'
import { openTestAccount, type TestAccountOptions } from '#rehearsal/aws/kernel/testing.ts'
import { logs } from '#rehearsal/aws/logs/room.ts'
import { createSession } from '../aws/session.ts'
import type { Clock } from '../clock.ts'
import { memoryReporter } from '../report/reporter.ts'
import { memoryJournal } from '../rollout/journal.ts'
import { ecsContext } from './context.ts'
import type { EcsOrder } from './order.ts'

export interface EcsTestOptions extends Pick<TestAccountOptions, 'faults'> {
  service?: TestServiceOptions
  /** Policy statements of the role that calls; default: everything. */
  statements?: object[]
  /** As moto and LocalStack are: no service deployments, and DescribeServices doesn't name one. */
  withoutServiceDeployments?: boolean
  /** Called after each sleep, with the seconds since the start. */
  onSleep?: (seconds: number) => void | Promise<void>
}

export const rollingBack = { deploymentCircuitBreaker: { enable: true, rollback: true } }

/** Sets AWS_ENDPOINT_URL for the process; use one account at a time. */
export async function openEcsTest(options: EcsTestOptions = {}) {
  const account = await openTestAccount({
    rooms: [options.withoutServiceDeployments ? emulatedEcs() : ecs, elbv2, logs, cloudwatch],
    environment: 'dev',
    ...(options.faults && { faults: options.faults }),
  })
  const service = await createTestService(account.world, account, {
    deploymentConfiguration: rollingBack,
    ...options.service,
  })
  process.env.AWS_ENDPOINT_URL = account.url
  const config = options.statements ? account.roleConfig('narrow', options.statements, 'dev') : account.config
  const start = account.clock.now()
  const clock: Clock = {
    now: () => account.clock.now(),
    async sleep(milliseconds, signal) {
      if (signal?.aborted) throw signal.reason
      await account.clock.advance(milliseconds)
      await options.onSleep?.((account.clock.now() - start) / 1000)
      if (signal?.aborted) throw signal.reason
    },
  }
  const controller = new AbortController()
  const report = memoryReporter()
  const journal = memoryJournal()
  const session = createSession({ region: account.region, clock, credentials: async () => config.credentials })
  const context = ecsContext({ report, clock, signal: controller.signal, journal }, session)
  return {
    account,
    service,
    context,
    session,
    controller,
    report,
    journal,
    /** How often an operation has been called with success by a client. */
    count: (operation: string) =>
      account.calls.filter((call) => call.operation === operation && call.status === 200).length,
    [Symbol.asyncDispose]: () => account.close(),
  }
}

function emulatedEcs(): typeof ecs {
  const missing = [
    'ListServiceDeployments',
    'DescribeServiceDeployments',
    'DescribeServiceRevisions',
    'StopServiceDeployment',
  ]
  const kept = Object.entries(ecs.operations).filter(([name]) => !missing.includes(name))
  const operations = Object.fromEntries(
    kept.map(([name, operation]): (typeof kept)[number] => [
      name,
      {
        ...operation,
        run: async (input, context) => {
          const output = structuredClone(await operation.run(input, context)) as Record<string, unknown> | undefined
          for (const service of [output?.service, ...((output?.services as unknown[]) ?? [])]) {
            const fields = (service ?? {}) as Record<string, unknown>
            delete fields.currentServiceDeployment
            delete fields.currentServiceRevisions
          }
          return output
        },
      },
    ]),
  )
  return { ...ecs, operations }
}

/** The order that brings image `seed` to the test service. */
export function orderOf(changes: Partial<EcsOrder> & { seed?: number } = {}): EcsOrder {
  const { seed = 2, ...rest } = changes
  const reference = testImage(seed)
  return {
    component: 'backend',
    environment: 'dev',
    cluster: 'test',
    service: 'backend',
    images: { backend: { reference, digest: reference.split('@')[1] } },
    definition: { kind: 'live' },
    strategy: 'rolling',
    desiredCount: undefined,
    forceNewDeployment: false,
    onCancel: 'rollback',
    timeoutMinutes: 30,
    ...rest,
  }
}
