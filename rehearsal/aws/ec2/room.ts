/** Amazon EC2: only what stacks make of it. No call of its own is known yet. */
import type { Room } from '../kernel/types.ts'
import { ec2Resources } from './resources.ts'
import type { Ec2State } from './state.ts'

export const ec2: Room<Ec2State> = {
  service: 'ec2',
  scope: 'regional',
  protocol: { kind: 'ec2', version: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
  empty: () => ({ resources: {}, subnets: {} }),
  operations: {},
  resources: ec2Resources,
}
