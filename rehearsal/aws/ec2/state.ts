/** EC2 in one account and Region: what stacks made, by id. Nothing here has operations of its own yet. */
import type { Fields } from '../cloudformation/template/model.ts'

export interface Ec2State {
  /** By id, e.g. subnet-0123…: the live properties, which a test may change to make drift. */
  resources: Record<string, Ec2Resource>
  /** What load balancers ask of their subnets. */
  subnets: Record<string, { vpcId: string; availabilityZone: string }>
}

export interface Ec2Resource {
  type: string
  id: string
  properties: Fields
  tags: Record<string, string>
  /** What stands in the way of its deletion: ids that its properties name. */
  uses: string[]
}
