/** Names of places and of things in them. */
import type { Place, Room } from './types.ts'

/** The key under which a room's state of a place is saved; global services have no Region. */
export function stateKey(room: Pick<Room, 'service' | 'scope'>, place: Place): string {
  return `${room.service}/${place.account}/${room.scope === 'global' ? 'global' : place.region}`
}

export function placeOfKey(key: string): { service: string; place: Place } {
  const [service = '', account = '', region = ''] = key.split('/')
  return { service, place: { account, region } }
}

/** arn:aws:SERVICE:REGION:ACCOUNT:resource; IAM and CloudFront have no Region, S3 neither Region nor account. */
export function arnOf(room: Pick<Room, 'service' | 'arnService' | 'scope'>, place: Place, resource: string): string {
  const region = room.scope === 'global' ? '' : place.region
  const account = room.service === 's3' ? '' : place.account
  return `arn:aws:${room.arnService ?? room.service}:${region}:${account}:${resource}`
}
