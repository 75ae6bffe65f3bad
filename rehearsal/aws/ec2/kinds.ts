/**
 * The EC2 types that stacks make, as a table: their ids, attributes, the actions that IAM checks and how long they take.
 * Sources: the resource type reference of CloudFormation, and "Actions, resources, and condition keys for Amazon EC2".
 */
import type { Created, HandlerContext, Properties } from '../kernel/types.ts'

export interface Kind {
  /** vpc → vpc-0123456789abcdef0. Types without an id of their own have none. */
  prefix?: string
  /** The resource in the ARN that IAM checks, e.g. subnet. */
  arn: string
  create: string[]
  update: string[]
  remove: string[]
  seconds?: number
  /** Ref, where it is not the id. */
  physicalId?(id: string, properties: Properties): string
  attributes?(id: string, properties: Properties, context: HandlerContext): Created['attributes']
  /** Refuses what EC2 would refuse. */
  check?(properties: Properties, context: HandlerContext): void
}

function simple(arn: string, name: string, more: Partial<Kind> = {}): Kind {
  return {
    prefix: arn,
    arn,
    create: [`ec2:Create${name}`, 'ec2:CreateTags'],
    update: ['ec2:CreateTags', 'ec2:DeleteTags'],
    remove: [`ec2:Delete${name}`],
    ...more,
  }
}

/** A link between two resources: it has no tags, and its Ref is made from what it links. */
function link(arn: string, prefix: string, create: string, remove: string, more: Partial<Kind> = {}): Kind {
  return { prefix, arn, create: [`ec2:${create}`], update: [`ec2:${create}`], remove: [`ec2:${remove}`], ...more }
}

export const kinds: Record<string, Kind> = {
  'AWS::EC2::VPC': simple('vpc', 'Vpc', {
    update: ['ec2:ModifyVpcAttribute', 'ec2:CreateTags', 'ec2:DeleteTags'],
    attributes: (id, properties, context) => ({
      VpcId: id,
      CidrBlock: String(properties.CidrBlock),
      CidrBlockAssociations: [`vpc-cidr-assoc-${hexOf(id, context)}`],
      DefaultNetworkAcl: `acl-${hexOf(id, context)}`,
      DefaultSecurityGroup: `sg-${hexOf(id, context)}`,
      Ipv6CidrBlocks: [],
    }),
  }),
  'AWS::EC2::Subnet': simple('subnet', 'Subnet', {
    update: ['ec2:ModifySubnetAttribute', 'ec2:CreateTags', 'ec2:DeleteTags'],
    attributes: (id, properties, context) => ({
      SubnetId: id,
      VpcId: String(properties.VpcId),
      AvailabilityZone: String(properties.AvailabilityZone ?? `${context.region}a`),
      AvailabilityZoneId: `${context.region}-az1`,
      CidrBlock: String(properties.CidrBlock),
      Ipv6CidrBlocks: [],
      NetworkAclAssociationId: `aclassoc-${hexOf(id, context)}`,
      OutpostArn: '',
    }),
  }),
  'AWS::EC2::InternetGateway': simple('igw', 'InternetGateway', {
    arn: 'internet-gateway',
    attributes: (id) => ({ InternetGatewayId: id }),
  }),
  'AWS::EC2::VPCGatewayAttachment': link(
    'internet-gateway',
    'igw-attach',
    'AttachInternetGateway',
    'DetachInternetGateway',
    {
      physicalId: (_id, properties) => `${properties.InternetGatewayId ? 'IGW' : 'VGW'}|${String(properties.VpcId)}`,
      attributes: (_id, properties) => ({ AttachmentType: properties.InternetGatewayId ? 'IGW' : 'VGW' }),
    },
  ),
  'AWS::EC2::RouteTable': simple('rtb', 'RouteTable', {
    arn: 'route-table',
    attributes: (id) => ({ RouteTableId: id }),
  }),
  'AWS::EC2::Route': link('route-table', 'route', 'CreateRoute', 'DeleteRoute', {
    update: ['ec2:ReplaceRoute'],
    physicalId: (_id, properties) =>
      `${String(properties.RouteTableId)}|${String(properties.DestinationCidrBlock ?? properties.DestinationIpv6CidrBlock ?? properties.DestinationPrefixListId)}`,
    attributes: (_id, properties) => ({
      CidrBlock: String(properties.DestinationCidrBlock ?? properties.DestinationIpv6CidrBlock ?? ''),
    }),
  }),
  'AWS::EC2::SubnetRouteTableAssociation': link(
    'route-table',
    'rtbassoc',
    'AssociateRouteTable',
    'DisassociateRouteTable',
    { attributes: (id) => ({ Id: id }) },
  ),
  'AWS::EC2::EIP': {
    prefix: 'eipalloc',
    arn: 'elastic-ip',
    create: ['ec2:AllocateAddress', 'ec2:CreateTags'],
    update: ['ec2:CreateTags', 'ec2:DeleteTags'],
    remove: ['ec2:ReleaseAddress'],
    physicalId: (id) => addressOf(id),
    attributes: (id) => ({ AllocationId: id, PublicIp: addressOf(id) }),
  },
  'AWS::EC2::NatGateway': simple('nat', 'NatGateway', {
    arn: 'natgateway',
    seconds: 90,
    attributes: (id, properties, context) => ({
      NatGatewayId: id,
      EniId: `eni-${hexOf(id, context)}`,
      VpcId: String(properties.VpcId ?? ''),
    }),
  }),
  'AWS::EC2::VPCEndpoint': simple('vpce', 'VpcEndpoint', {
    arn: 'vpc-endpoint',
    update: ['ec2:ModifyVpcEndpoint', 'ec2:CreateTags', 'ec2:DeleteTags'],
    remove: ['ec2:DeleteVpcEndpoints'],
    seconds: 60,
    attributes: (id, properties, context) => ({
      Id: id,
      CreationTimestamp: new Date(context.now).toISOString(),
      DnsEntries:
        properties.VpcEndpointType === 'Interface'
          ? [
              `Z${hexOf(id, context).toUpperCase()}:${id}.${String(properties.ServiceName).split('.').reverse().join('.')}`,
            ]
          : [],
      NetworkInterfaceIds: [],
    }),
  }),
  'AWS::EC2::SecurityGroup': simple('sg', 'SecurityGroup', {
    arn: 'security-group',
    create: [
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupEgress',
    ],
    update: [
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupEgress',
    ],
    attributes: (id, properties) => ({ GroupId: id, Id: id, VpcId: String(properties.VpcId ?? '') }),
  }),
  'AWS::EC2::SecurityGroupIngress': link(
    'security-group',
    'sgr',
    'AuthorizeSecurityGroupIngress',
    'RevokeSecurityGroupIngress',
    { update: ['ec2:UpdateSecurityGroupRuleDescriptionsIngress'], attributes: (id) => ({ Id: id }) },
  ),
  'AWS::EC2::SecurityGroupEgress': link(
    'security-group',
    'sgr',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupEgress',
    { update: ['ec2:UpdateSecurityGroupRuleDescriptionsEgress'], attributes: (id) => ({ Id: id }) },
  ),
  'AWS::EC2::FlowLog': simple('fl', 'FlowLogs', { arn: 'vpc-flow-log', attributes: (id) => ({ Id: id }) }),
  'AWS::EC2::NetworkAcl': simple('acl', 'NetworkAcl', { arn: 'network-acl', attributes: (id) => ({ Id: id }) }),
  'AWS::EC2::NetworkAclEntry': link('network-acl', 'aclentry', 'CreateNetworkAclEntry', 'DeleteNetworkAclEntry', {
    update: ['ec2:ReplaceNetworkAclEntry'],
    attributes: (id) => ({ Id: id }),
  }),
  'AWS::EC2::SubnetNetworkAclAssociation': link(
    'network-acl',
    'aclassoc',
    'ReplaceNetworkAclAssociation',
    'ReplaceNetworkAclAssociation',
    { attributes: (id) => ({ AssociationId: id }) },
  ),
}

function hexOf(id: string, context: HandlerContext): string {
  return context.world.hex(`ec2 part of ${id}`, 17)
}

/** An address out of TEST-NET-3, which belongs to nobody (RFC 5737). */
function addressOf(id: string): string {
  return `203.0.113.${Number.parseInt(id.slice(-2), 16)}`
}
