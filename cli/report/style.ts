/** The report's style: light and dark by the reader's setting, everything unfolded on paper. */
export const style = `
:root { color-scheme: light; --ink: #1b222d; --soft: #626c7a; --line: #e1e5ea; --paper: #fff; --card: #f6f8fa; --good: #1a7f4b; --bad: #c0322f; --wait: #d9a13b; --run: #2f6fb7;
  --step: #2f8f5b; --stack: #b9c6d6; --rollout: #4f86c6; --cdn: #8e7cc3; --failing: #d9534f; --back: #d98f1f; --on: #fff; --on-light: #1b222d; }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; --ink: #e3e8ee; --soft: #98a3b1; --line: #2f3742; --paper: #14181e; --card: #1c222a; --good: #4cc38a; --bad: #f2736f; --wait: #c8953a; --run: #74a9e8;
  --step: #2f8f5b; --stack: #46566a; --rollout: #3f73b0; --cdn: #7565ab; --failing: #c94a46; --back: #b97a1a; --on: #fff; --on-light: #e3e8ee; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.2rem 1.6rem 5rem; max-width: 70rem; font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; } h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; } h4 { font-size: .9rem; margin: .9rem 0 .2rem; color: var(--soft); }
header p { color: var(--soft); margin: .3rem 0; } a { color: var(--run); }
section[id] { border-top: 1px solid var(--line); margin-top: 2.4rem; } section[id] h2 { margin-top: 1.2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .32rem 1rem .32rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } thead th { color: var(--soft); font-weight: 500; font-size: .85rem; white-space: nowrap; }
.wide { overflow-x: auto; } .wide td, .wide th { overflow-wrap: normal; }
code, pre, .time { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { white-space: pre-wrap; margin: .3rem 0; padding: .55rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.time { color: var(--soft); white-space: nowrap; width: 1%; text-align: right; } .state { width: 1.6rem; text-align: center; padding-right: .6rem; }
.steps thead th { border: 0; padding-top: 0; padding-bottom: 0; font-size: .8rem; } .steps td { padding-top: .2rem; padding-bottom: .2rem; } .skipped-step td { color: var(--soft); }
.good, td.success { color: var(--good); } .bad, td.failure, span.failure { color: var(--bad); } td.cancelled, span.cancelled { color: var(--back); } .idle, .soft, td.skipped, span.skipped { color: var(--soft); } td.soft { font-size: .85rem; }
.pill { font-weight: 600; white-space: nowrap; }
.trouble { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: .2rem 1.1rem 1rem; margin: .8rem 0; } .trouble pre { max-height: 26rem; overflow-y: auto; }
dl { display: grid; grid-template-columns: 8.5rem 1fr; gap: .3rem .6rem; margin: .6rem 0; } dt { color: var(--soft); } dd { margin: 0; font-weight: 500; }
details { margin: .45rem 0; } summary { cursor: pointer; color: var(--soft); } summary:hover { color: var(--ink); }
.markdown { padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); margin: .4rem 0; } .markdown h3 { margin-top: .4rem; } .markdown td, .markdown th { overflow-wrap: normal; }
.events td { border: 0; padding-top: .05rem; padding-bottom: .05rem; font-size: .88rem; }
figure { margin: .8rem 0 1.2rem; } figcaption { font-weight: 500; margin-bottom: .3rem; }
svg { width: 100%; height: auto; display: block; } svg text { font: 11px system-ui, "Segoe UI", sans-serif; fill: var(--ink); } svg text.soft { fill: var(--soft); } svg text.name { font-weight: 600; font-size: 12px; } svg line { stroke: var(--line); } svg line.turn { stroke: var(--back); stroke-dasharray: 4 3; }
svg text.on { font-size: 10px; fill: var(--on); pointer-events: none; } svg text.on.stack, svg text.on.wait { fill: var(--on-light); }
svg .bar.wait { fill: url(#hatch); } .hatch-ground { fill: var(--wait); opacity: .25; } .hatch-line { fill: var(--wait); opacity: .45; }
.bar.success, .key.success { fill: var(--step); background: var(--step); } .bar.failure, .key.failure, .bar.account-failure, .bar.failing, .key.failing { fill: var(--failing); background: var(--failing); }
.bar.cancelled, .bar.back, .key.back { fill: var(--back); background: var(--back); } .bar.running { fill: var(--run); } .key.wait { background: repeating-linear-gradient(45deg, var(--wait) 0 2px, transparent 2px 4px); }
.bar.stack, .key.stack { fill: var(--stack); background: var(--stack); } .bar.rollout, .key.rollout { fill: var(--rollout); background: var(--rollout); } .bar.invalidation, .key.invalidation { fill: var(--cdn); background: var(--cdn); }
.bar.starting, .key.starting { fill: var(--rollout); background: var(--rollout); opacity: .55; } .bar.healthy, .key.healthy { fill: var(--step); background: var(--step); } .bar.draining, .key.draining { fill: var(--stack); background: var(--stack); }
.legend { color: var(--soft); font-size: .82rem; margin: .3rem 0 0; } .key { display: inline-block; width: 14px; height: 9px; border-radius: 2px; margin: 0 .3rem 0 .8rem; } .key:first-child { margin-left: 0; }
@media (max-width: 640px) { body { padding: 1.2rem .9rem 3rem; } dl { grid-template-columns: 1fr; } .wide table { width: max-content; } }
@media print { body { max-width: none; padding: 0; font-size: 11px; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } details:not(.many)::details-content { content-visibility: visible; block-size: auto; } .trouble pre { max-height: none; } tr, figure, svg, h2, h3 { break-inside: avoid; } h2, h3, h4, summary { break-after: avoid; } }
`
