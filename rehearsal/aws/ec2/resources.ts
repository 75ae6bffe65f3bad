/** How CloudFormation makes EC2's resources: ids and attributes, and the refusals that templates run into. */
import { contains, overlap, parseBlock } from '../cloudformation/template/cidr.ts'
import type { Fields } from '../cloudformation/template/model.ts'
import { alreadyExists, need } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { type Kind, kinds } from './kinds.ts'
import type { Ec2Resource, Ec2State } from './state.ts'

function ec2State(context: HandlerContext): Ec2State {
  return context.world.state<Ec2State>('ec2', context)
}

export const ec2Resources: ResourceHandler[] = Object.entries(kinds).map(([type, kind]) => handlerOf(type, kind))

function handlerOf(type: string, kind: Kind): ResourceHandler {
  return {
    type,
    ...(kind.seconds === undefined ? {} : { seconds: kind.seconds }),
    create(properties, context) {
      allow(kind.create, kind, '*', context, properties)
      refuse(type, properties, context)
      const id = newId(kind, type, context)
      const resource: Ec2Resource = {
        type,
        id,
        properties: properties as Fields,
        tags: context.tags,
        uses: idsIn(properties),
      }
      const made = created(kind, resource, context)
      ec2State(context).resources[made.physicalId] = resource
      if (type === 'AWS::EC2::Subnet') noteSubnet(made, context)
      return made
    },
    update(physicalId, properties, _before, context) {
      const resource = ec2State(context).resources[physicalId]
      if (!resource) throw notFound(type, physicalId)
      allow(kind.update, kind, resource.id, context, properties)
      Object.assign(resource, { properties, tags: context.tags, uses: idsIn(properties) })
      return created(kind, resource, context)
    },
    remove(physicalId, properties, context) {
      const { resources } = ec2State(context)
      const resource = resources[physicalId]
      if (!resource) return
      allow(kind.remove, kind, resource.id, context, properties)
      refuseWhileUsed(resource, Object.values(resources))
      delete resources[physicalId]
      delete ec2State(context).subnets[physicalId]
    },
    read: (physicalId, _properties, context) => ec2State(context).resources[physicalId]?.properties,
  }
}

function created(kind: Kind, resource: Ec2Resource, context: HandlerContext): Created {
  const { id, properties } = resource
  return {
    physicalId: kind.physicalId?.(id, properties) ?? id,
    attributes: kind.attributes?.(id, properties, context) ?? {},
  }
}

function noteSubnet({ physicalId, attributes }: Created, context: HandlerContext): void {
  const [vpcId, availabilityZone] = [String(attributes.VpcId), String(attributes.AvailabilityZone)]
  ec2State(context).subnets[physicalId] = { vpcId, availabilityZone }
}

function allow(actions: string[], kind: Kind, id: string, context: HandlerContext, properties: Properties): void {
  const tagged = Object.keys(context.tags).length > 0
  const asked = actions.filter((action) => tagged || !/:(Create|Delete)Tags$/.test(action))
  need(context, asked, `arn:aws:ec2:${context.region}:${context.account}:${kind.arn}/${id}`)
  const role: unknown = properties.DeliverLogsPermissionArn
  if (typeof role === 'string' && actions.includes('ec2:CreateFlowLogs')) {
    need(context, ['iam:PassRole'], role, { 'iam:PassedToService': 'vpc-flow-logs.amazonaws.com' })
  }
}

function newId(kind: Kind, type: string, context: HandlerContext): string {
  const { world, account, region } = context
  const number = world.count(`ec2 ${type} ${account}/${region}`)
  return `${kind.prefix}-${world.hex(`ec2 ${type} ${account}/${region}/${number}`, 17)}`
}

/** The ids of other EC2 resources anywhere in the properties. */
function idsIn(properties: Properties): string[] {
  const text = JSON.stringify(properties)
  return [...new Set(text.match(/\b(vpc|subnet|igw|rtb|nat|sg|eipalloc|acl)-[0-9a-f]{17}\b/g) ?? [])]
}

function refuse(type: string, properties: Properties, context: HandlerContext): void {
  const all = Object.values(ec2State(context).resources)
  for (const id of idsIn(properties)) {
    if (!all.some((resource) => resource.id === id)) throw notFoundId(id)
  }
  if (type === 'AWS::EC2::Subnet') refuseSubnet(properties, all)
  if (type === 'AWS::EC2::VPC' && !parseBlock(String(properties.CidrBlock))) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${String(properties.CidrBlock)}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    )
  }
  if (type === 'AWS::EC2::SecurityGroup') refuseTakenName(properties, all)
  if (type === 'AWS::EC2::Route') refuseTakenRoute(properties, all)
}

function refuseSubnet(properties: Properties, all: Ec2Resource[]): void {
  const cidr = String(properties.CidrBlock)
  const block = parseBlock(cidr)
  const vpc = all.find((resource) => resource.id === properties.VpcId)
  const outer = vpc && parseBlock(String(vpc.properties.CidrBlock))
  if (!block || !outer || !contains(outer, block))
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`)
  const clash = all.some((other) => {
    const taken = parseBlock(String(other.properties.CidrBlock))
    return (
      other.type === 'AWS::EC2::Subnet' && other.properties.VpcId === properties.VpcId && taken && overlap(taken, block)
    )
  })
  if (clash) throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`)
}

function refuseTakenName(properties: Properties, all: Ec2Resource[]): void {
  const taken = all.some(
    ({ type, properties: other }) =>
      type === 'AWS::EC2::SecurityGroup' &&
      properties.GroupName !== undefined &&
      other.GroupName === properties.GroupName &&
      other.VpcId === properties.VpcId,
  )
  if (taken) throw alreadyExists('AWS::EC2::SecurityGroup', String(properties.GroupName))
}

function refuseTakenRoute(properties: Properties, all: Ec2Resource[]): void {
  const taken = all.some(
    ({ type, properties: other }) =>
      type === 'AWS::EC2::Route' &&
      other.RouteTableId === properties.RouteTableId &&
      other.DestinationCidrBlock === properties.DestinationCidrBlock,
  )
  if (taken)
    throw new AwsError(
      'RouteAlreadyExists',
      `The route identified by ${String(properties.DestinationCidrBlock)} already exists.`,
    )
}

/** EC2 does not delete what others stand in; a rule goes with its group. */
function refuseWhileUsed(resource: Ec2Resource, all: Ec2Resource[]): void {
  const user = all.find((other) => other !== resource && other.uses.includes(resource.id))
  if (!user) return
  throw new AwsError(
    'DependencyViolation',
    `The ${resource.type.split('::').at(-1)} '${resource.id}' has dependencies and cannot be deleted.`,
  )
}

function notFound(type: string, id: string): AwsError {
  return new AwsError('NotFound', `The ${type} '${id}' does not exist`)
}

const notFoundCodes: Record<string, string> = {
  vpc: 'InvalidVpcID.NotFound',
  subnet: 'InvalidSubnetID.NotFound',
  igw: 'InvalidInternetGatewayID.NotFound',
  rtb: 'InvalidRouteTableID.NotFound',
  nat: 'NatGatewayNotFound',
  sg: 'InvalidGroup.NotFound',
  eipalloc: 'InvalidAllocationID.NotFound',
  acl: 'InvalidNetworkAclID.NotFound',
}

function notFoundId(id: string): AwsError {
  const prefix = id.slice(0, id.indexOf('-'))
  return new AwsError(notFoundCodes[prefix] ?? 'NotFound', `The ID '${id}' does not exist`)
}
