/** Elastic Load Balancing v2, simulated. Rules and sources: spec.md. */
import type { Room } from '../kernel/types.ts'
import * as listeners from './operations/listeners.ts'
import * as loadBalancers from './operations/load-balancers.ts'
import * as rules from './operations/rules.ts'
import * as tags from './operations/tags.ts'
import * as targetGroups from './operations/target-groups.ts'
import * as targets from './operations/targets.ts'
import { listenerResource, listenerRuleResource, loadBalancerResource, targetGroupResource } from './resources.ts'
import type { ElbState } from './state.ts'
import { elbService, emptyElbState } from './state.ts'

export const elbv2: Room<ElbState> = {
  service: elbService,
  scope: 'regional',
  protocol: {
    kind: 'query',
    version: '2015-12-01',
    namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  empty: emptyElbState,
  operations: {
    CreateLoadBalancer: loadBalancers.createLoadBalancer,
    DescribeLoadBalancers: loadBalancers.describeLoadBalancers,
    DeleteLoadBalancer: loadBalancers.deleteLoadBalancer,
    DescribeLoadBalancerAttributes: loadBalancers.describeLoadBalancerAttributes,
    ModifyLoadBalancerAttributes: loadBalancers.modifyLoadBalancerAttributes,
    SetSecurityGroups: loadBalancers.setSecurityGroups,
    SetSubnets: loadBalancers.setSubnets,
    CreateTargetGroup: targetGroups.createTargetGroup,
    DescribeTargetGroups: targetGroups.describeTargetGroups,
    ModifyTargetGroup: targetGroups.modifyTargetGroup,
    DeleteTargetGroup: targetGroups.deleteTargetGroup,
    DescribeTargetGroupAttributes: targetGroups.describeTargetGroupAttributes,
    ModifyTargetGroupAttributes: targetGroups.modifyTargetGroupAttributes,
    RegisterTargets: targets.registerTargets,
    DeregisterTargets: targets.deregisterTargets,
    DescribeTargetHealth: targets.describeTargetHealth,
    CreateListener: listeners.createListener,
    DescribeListeners: listeners.describeListeners,
    ModifyListener: listeners.modifyListener,
    DeleteListener: listeners.deleteListener,
    CreateRule: rules.createRule,
    DescribeRules: rules.describeRules,
    ModifyRule: rules.modifyRule,
    SetRulePriorities: rules.setRulePriorities,
    DeleteRule: rules.deleteRule,
    DescribeTags: tags.describeTags,
    AddTags: tags.addTags,
    RemoveTags: tags.removeTags,
  },
  resources: [loadBalancerResource, targetGroupResource, listenerResource, listenerRuleResource],
}
