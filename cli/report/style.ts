/** The report's style; light and dark by the reader's setting. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #67707e; --line: #dfe3e8; --paper: #fff; --good: #1a7f4b; --bad: #c03434; --wait: #b07912; --run: #2f6fb7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #98a2b0; --line: #343b46; --paper: #171b21; --good: #4cc38a; --bad: #f07070; --wait: #e0b050; --run: #74a9e8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 72rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; color: var(--soft); font-weight: 600; }
header p { color: var(--soft); margin: .3rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } thead th { color: var(--soft); font-weight: 500; font-size: .85rem; }
code, pre, .time { font: 13px/1.45 ui-monospace, monospace; } pre { white-space: pre-wrap; margin: .4rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; }
.time { color: var(--soft); white-space: nowrap; width: 1%; } .state { width: 1%; white-space: nowrap; padding-right: 1.2rem; }
.good, .success { color: var(--good); } .bad, .failure { color: var(--bad); } .cancelled { color: var(--wait); } .idle, .skipped { color: var(--soft); }
.pill { font-weight: 600; } .problems { padding: 0; list-style: none; }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--soft); } .markdown { padding: .2rem 0 .2rem 1rem; border-left: 3px solid var(--line); margin: .4rem 0; }
.events td { border: 0; padding-top: .05rem; padding-bottom: .05rem; font-size: .9rem; }
svg { width: 100%; height: auto; display: block; } svg text { font: 11px system-ui, sans-serif; fill: var(--ink); } svg .soft { fill: var(--soft); } svg line { stroke: var(--line); }
svg .success { fill: var(--good); } svg .failure { fill: var(--bad); } svg .cancelled, svg .wait { fill: var(--wait); } svg .running { fill: var(--run); } svg .skipped { fill: var(--line); }
`
