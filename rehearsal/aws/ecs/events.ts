/** What a service says: its event stream and the rehearsal's timeline. */
import { environmentOf, uniqueHex } from './names.ts'
import type { Ecs, Service } from './state.ts'

/** AWS shows the latest 100. */
const keptEvents = 100

export function say(context: Ecs, service: Service, text: string): void {
  const hex = uniqueHex(context, 'event', 32)
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  service.events.unshift({ id, at: context.now, message: `(service ${service.name}) ${text}` })
  service.events.length = Math.min(service.events.length, keptEvents)
}

export function show(context: Ecs, service: Service, kind: string, text: string): void {
  const environment = environmentOf(context.state, service.clusterName, service)
  context.world.timeline({
    account: context.account,
    region: context.region,
    ...(environment === undefined ? {} : { environment }),
    service: 'ecs',
    kind,
    subject: service.name,
    text,
  })
}
