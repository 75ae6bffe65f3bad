/** Listener rules: create, describe, modify, delete. */
import { AwsError } from '../../kernel/types.ts'
import { listener, resourceId, rule } from '../names.ts'
import type { Condition, Rule } from '../state.ts'
import { defaultRuleView, ruleView } from '../views.ts'
import { readActions } from './listeners.ts'
import type { ElbOperation } from './shared.ts'
import { allowed, describes, list, need, page, taggingPermissions, tagsOf } from './shared.ts'

export const createRule: ElbOperation = {
  needs: (input) => {
    const listenerArn = String(input.ListenerArn)
    const made = `${listenerArn.replace(':listener/', ':listener-rule/')}/*`
    return [allowed('CreateRule', listenerArn), ...taggingPermissions(input, 'CreateRule', made)]
  },
  run(input, context) {
    const parent = listener(context.state, need(input, 'ListenerArn'))
    const priority = Number(input.Priority)
    if (!(priority >= 1 && priority <= 50_000)) {
      throw new AwsError('ValidationError', `Priority '${input.Priority}' must be between 1 and 50000`)
    }
    const taken = Object.values(context.state.rules).some(
      (r) => r.listenerArn === parent.arn && r.priority === priority,
    )
    if (taken) throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`)
    const made: Rule = {
      arn: `${parent.arn.replace(':listener/', ':listener-rule/')}/${resourceId(context, 'rule')}`,
      listenerArn: parent.arn,
      priority,
      conditions: list<Condition>(input.Conditions),
      actions: readActions(context.state, input.Actions),
    }
    context.state.rules[made.arn] = made
    context.state.tags[made.arn] = tagsOf(input)
    return { Rules: [ruleView(made)] }
  },
}

export const describeRules: ElbOperation = {
  needs: () => describes('DescribeRules'),
  run(input, context) {
    const arns = list(input.RuleArns)
    const views = arns.length > 0 ? arns.map(byArn) : ofListener(need(input, 'ListenerArn'))
    const { items, ...rest } = page(views, input)
    return { Rules: items, ...rest }

    function byArn(arn: string): Record<string, unknown> {
      const parent = Object.values(context.state.listeners).find((each) => each.defaultRuleArn === arn)
      return parent === undefined ? ruleView(rule(context.state, arn)) : defaultRuleView(parent)
    }

    function ofListener(arn: string): Record<string, unknown>[] {
      const parent = listener(context.state, arn)
      const rules = Object.values(context.state.rules).filter((each) => each.listenerArn === parent.arn)
      rules.sort((one, other) => one.priority - other.priority)
      return [...rules.map(ruleView), defaultRuleView(parent)]
    }
  },
}

export const modifyRule: ElbOperation = {
  needs: (input) => [allowed('ModifyRule', String(input.RuleArn))],
  run(input, context) {
    const changed = rule(context.state, need(input, 'RuleArn'))
    if (input.Conditions !== undefined) changed.conditions = list<Condition>(input.Conditions)
    if (input.Actions !== undefined) changed.actions = readActions(context.state, input.Actions)
    return { Rules: [ruleView(changed)] }
  },
}

export const setRulePriorities: ElbOperation = {
  needs: (input) =>
    list<{ RuleArn: string }>(input.RulePriorities).map((each) => allowed('SetRulePriorities', each.RuleArn)),
  run(input, context) {
    const changes = list<{ RuleArn: string; Priority: unknown }>(input.RulePriorities)
    const changed = changes.map((change) => {
      const found = rule(context.state, change.RuleArn)
      found.priority = Number(change.Priority)
      return found
    })
    return { Rules: changed.map(ruleView) }
  },
}

export const deleteRule: ElbOperation = {
  needs: (input) => [allowed('DeleteRule', String(input.RuleArn))],
  run(input, context) {
    const { arn } = rule(context.state, need(input, 'RuleArn'))
    delete context.state.rules[arn]
    delete context.state.tags[arn]
    return {}
  },
}
